package quorate.prompt;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import quorate.lab.cluster.Catalog;
import quorate.prompt.console.CommandContext;
import quorate.prompt.verbs.Completion;
import quorate.prompt.verbs.Language;
import quorate.prompt.verbs.Verb;

/** {@code quorate completion}: prints what a shell needs to complete the commands. */
@Command(
    name = "completion",
    customSynopsis = "quorate completion",
    description = "Print a script that completes quorate's commands in bash and zsh.",
    footer = {"", "  source <(./quorate completion)"})
final class CompletionCommand implements Callable<Integer> {

  /** A shell takes other characters apart. */
  private static final String PLAIN = "[A-Za-z0-9][A-Za-z0-9=.-]*";

  @ParentCommand private Main main;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this, and leave.")
  private boolean help;

  @Override
  public Integer call() {
    if (main.runsSomething()) {
      System.err.println("completion excludes -c and -f; type: ./quorate completion");
      return ExitCode.USAGE;
    }
    try (CommandContext context = CommandContext.of(Catalog.load(), main.console())) {
      Language language = Wiring.interpreter(context).language();
      CommandLine root = spec.parent().commandLine();
      language.all().forEach((name, its) -> root.addSubcommand(name, plain(its.getCommandSpec())));
      System.out.println(AutoComplete.bash("quorate", root));
      return ExitCode.OK;
    }
  }

  /** A command with the words that may follow, as they are without any cluster. */
  private static CommandSpec plain(CommandSpec its) {
    Verb verb = (Verb) its.userObject();
    CommandSpec plain = CommandSpec.create().name(its.name());
    its.options()
        .forEach(
            it ->
                plain.addOption(
                    OptionSpec.builder(it)
                        .completionCandidates(words(verb, it.paramLabel()))
                        .build()));
    its.positionalParameters()
        .forEach(
            it ->
                plain.addPositional(
                    PositionalParamSpec.builder(it)
                        .completionCandidates(words(verb, it.paramLabel()))
                        .build()));
    return plain;
  }

  private static List<String> words(Verb verb, String label) {
    return verb.completions(label, List.of()).stream()
        .map(Completion::word)
        .filter(word -> word.matches(PLAIN))
        .toList();
  }
}
