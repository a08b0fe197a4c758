package quorate.prompt.verbs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.lab.UserError;
import quorate.report.CommandsView;
import quorate.report.HelpView;
import quorate.session.Answer;

/** Explains the commands. */
@Command(
    name = "help",
    description = "list all commands, or explain one",
    customSynopsis = "help [COMMAND]")
public final class HelpVerb extends Verb {

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "which one")
  private String name;

  @Override
  public Answer run(String typed) {
    if (name == null) {
      Map<String, String> summaries = new LinkedHashMap<>();
      language().all().forEach((verb, command) -> summaries.put(verb, Language.summary(command)));
      return Answer.of(new CommandsView(summaries));
    }
    CommandLine command = language().all().get(name);
    if (command == null) {
      throw UserError.unknown("command", name, new TreeMap<>(language().all()).keySet());
    }
    return Answer.of(
        new HelpView(Language.usage(command), Language.summary(command), more(command)));
  }

  /** A text of its own, or what a fault's row says. */
  private static List<String> more(CommandLine command) {
    return HelpText.of(command.getCommandName())
        .orElseGet(() -> List.of(command.getCommandSpec().usageMessage().footer()));
  }
}
