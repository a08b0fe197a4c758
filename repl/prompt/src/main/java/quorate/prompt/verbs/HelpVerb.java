package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.report.CommandsView;
import quorate.report.HelpView;
import quorate.session.Answer;

/** Explains the commands. */
@Command(
    name = "help",
    description = "list all commands, those of a group, or explain one",
    customSynopsis = "help [COMMAND | GROUP]")
public final class HelpVerb extends Verb {

  @Parameters(arity = "0..1", paramLabel = "COMMAND|GROUP", description = "which one")
  private String name;

  @Override
  public Answer run(String typed) {
    if (name == null) {
      return Answer.of(new CommandsView(groups()));
    }
    return language()
        .command(name)
        .map(word -> explained(language().all().get(word)))
        .orElseGet(this::ofGroup);
  }

  private Answer explained(CommandLine command) {
    return Answer.of(
        new HelpView(Language.usage(command), Language.summary(command), more(command)));
  }

  private Answer ofGroup() {
    List<CommandsView.Group> all = groups();
    return all.stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .map(group -> Answer.of(new CommandsView(List.of(group))))
        .orElseThrow(
            () ->
                UserError.unknown(
                    "no command and no group is called '" + shown() + "'",
                    name,
                    Stream.concat(
                            new TreeMap<>(language().all()).keySet().stream(),
                            all.stream().map(CommandsView.Group::name))
                        .toList(),
                    "type: help"));
  }

  private String shown() {
    return Printable.of(name);
  }

  /** Those groups that have commands here. */
  private List<CommandsView.Group> groups() {
    Map<CommandGroup, Map<String, String>> summaries = new TreeMap<>();
    for (CommandGroup group : CommandGroup.values()) {
      Map<String, String> its = new LinkedHashMap<>();
      group.commands().stream()
          .filter(language().all()::containsKey)
          .forEach(word -> its.put(word, Language.summary(language().all().get(word))));
      summaries.put(group, its);
    }
    language().all().keySet().stream()
        .filter(word -> CommandGroup.of(word) == CommandGroup.OTHER)
        .forEach(
            word ->
                summaries
                    .get(CommandGroup.OTHER)
                    .put(word, Language.summary(language().all().get(word))));
    List<CommandsView.Group> groups = new ArrayList<>();
    summaries.forEach(
        (group, its) -> {
          if (!its.isEmpty()) {
            groups.add(new CommandsView.Group(group.word(), group.title(), its, group.example()));
          }
        });
    return groups;
  }

  /** A text of its own, or what a fault's row says. */
  private static List<String> more(CommandLine command) {
    return HelpText.of(command.getCommandName())
        .orElseGet(() -> List.of(command.getCommandSpec().usageMessage().footer()));
  }
}
