package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.UserError;
import quorate.session.Answer;
import quorate.session.Shards;

/** Puts together what {@code --shard} took apart. */
@Command(
    name = "merge",
    description = "print the one report of compare, sweep or chaos that ran in shards",
    customSynopsis = "merge FILE ... [--samples] [--csv FILE] [--html FILE]")
public final class MergeVerb extends Verb {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "what --jsonl wrote")
  private List<String> files = new ArrayList<>();

  @Mixin private ReportOptions options;

  @Override
  public Answer run(String typed) throws InterruptedException {
    Shards shards = Shards.read(files, ShellVerbs.version().version());
    return sharded(shards.head().command()).merged(shards, options);
  }

  /** The command of the shards, as it was typed for all of them. */
  private Sharded sharded(String line) {
    List<Statement> statements = Statements.of(line);
    List<String> words = statements.size() == 1 ? statements.get(0).words() : List.of("none");
    Verb verb =
        switch (words.get(0)) {
          case "compare" -> new CompareVerb();
          case "sweep" -> new SweepVerb();
          case "chaos" -> new ChaosVerb();
          default -> throw damaged();
        };
    verb.workBeside(this);
    try {
      String[] rest = words.subList(1, words.size()).toArray(String[]::new);
      new CommandLine(verb.spec()).setExpandAtFiles(false).parseArgs(rest);
    } catch (ParameterException wrong) {
      throw damaged();
    }
    return (Sharded) verb;
  }

  private static UserError damaged() {
    return new UserError("the command of these shards is damaged; run the shards again");
  }
}
