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

  private final Commands commands;

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "which one")
  private String name;

  public HelpVerb(Commands commands) {
    this.commands = commands;
  }

  @Override
  public Answer run(String typed) {
    if (name == null) {
      Map<String, String> summaries = new LinkedHashMap<>();
      commands.all().forEach((verb, command) -> summaries.put(verb, Commands.summary(command)));
      return Answer.of(new CommandsView(summaries));
    }
    CommandLine command = commands.all().get(name);
    if (command == null) {
      throw UserError.unknown("command", name, new TreeMap<>(commands.all()).keySet());
    }
    List<String> footer = List.of(command.getCommandSpec().usageMessage().footer());
    return Answer.of(new HelpView(Commands.usage(command), Commands.summary(command), footer));
  }

  @Override
  public List<String> completions(List<String> words) {
    return words.isEmpty() ? List.copyOf(commands.all().keySet()) : List.of();
  }
}
