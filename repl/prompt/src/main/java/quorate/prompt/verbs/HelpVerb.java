package quorate.prompt.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.language.NodeSelection;
import quorate.lab.UserError;
import quorate.prompt.console.Desk;
import quorate.report.Json;
import quorate.report.Wrapping;
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

  /** The command of a session. */
  public HelpVerb(Desk desk, Commands commands) {
    super(desk);
    this.commands = commands;
  }

  @Override
  public Answer run(String typed) {
    ObjectNode json = Json.object();
    if (name == null) {
      ObjectNode summaries = json.putObject("commands");
      commands.all().forEach((verb, command) -> summaries.put(verb, summary(command)));
      return Answer.of(json, list());
    }
    CommandLine command = commands.all().get(name);
    if (command == null) {
      throw UserError.unknown("command", name, new TreeMap<>(commands.all()).keySet());
    }
    json.put("usage", Commands.usage(command)).put("description", summary(command));
    return Answer.of(json, explained(command));
  }

  private String list() {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, CommandLine> entry : commands.all().entrySet()) {
      lines.add(String.format("  %-12s %s", entry.getKey(), summary(entry.getValue())));
    }
    lines.add("");
    lines.add(
        "Several clusters run at once; a command is for all of them, unless on NAME says which.");
    lines.add("Nodes are named 3, 1,2, 3..5, or " + String.join(", ", NodeSelection.WORDS) + ".");
    lines.add("New here? exercise 1 leads through a first election, exercises lists the course.");
    lines.add("Semicolons separate commands, # begins a comment. More on one command: help crash");
    return wrapped(lines);
  }

  private String explained(CommandLine command) {
    List<String> lines = new ArrayList<>();
    lines.add("  " + summary(command));
    Arrays.stream(command.getCommandSpec().usageMessage().footer()).forEach(lines::add);
    String usage = wrapped(List.of(Commands.usage(command)));
    return console().bold(usage) + "\n" + wrapped(lines);
  }

  private String wrapped(List<String> lines) {
    int width = console().width();
    return lines.stream()
        .flatMap(line -> Wrapping.lines(line, width).stream())
        .collect(Collectors.joining("\n"));
  }

  private static String summary(CommandLine command) {
    return command.getCommandSpec().usageMessage().description()[0];
  }

  @Override
  public List<String> completions(List<String> words) {
    return words.isEmpty() ? List.copyOf(commands.all().keySet()) : List.of();
  }
}
