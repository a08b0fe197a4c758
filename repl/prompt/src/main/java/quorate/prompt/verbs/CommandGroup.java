package quorate.prompt.verbs;

import java.util.List;
import java.util.Locale;

/** The commands in groups, as {@code help} shows them. */
enum CommandGroup {
  CLUSTERS(
      "start clusters, and look after them",
      "start raft 5; start bully 5",
      "start attach stop status on algorithms set"),
  FAULTS(
      "what happens to nodes; for links: help network",
      "crash leader",
      "crash restart pause resume resign drift fire store"),
  NETWORK(
      "what happens to links; heal undoes it",
      "isolate leader; status",
      "partition isolate cut deaf mute bridge ring links loss delay duplicate reorder drop heal"
          + " net"),
  LOOK(
      "what happened, and why",
      "why leader",
      "watch web counts trace timeline wait why inspect explain observe"),
  TIME(
      "forwards, back, and what else could have happened, in virtual time",
      "start raft 3 --sim; crash leader; back 20; step",
      "step back goto pending deliver align spread branch branches switch diff"),
  MEASURE(
      "many runs, and what they have in common",
      "compare raft paxos bully --sim --trials 1000",
      "compare sweep matrix chaos merge replay scenarios run experiment experiments"),
  COURSE(
      "exercises: predict, run, compare",
      "stop all; exercise 1",
      "exercises exercise predict next hint skip leave"),
  FILES(
      "runs and sessions as files",
      "start raft 3 --sim; crash leader; report last.html",
      "report export open save source"),
  PROMPT("the prompt itself", "timing on; history", "history timing clear version help quit"),
  OTHER("further commands", "help", "");

  private final String title;
  private final String example;
  private final List<String> commands;

  CommandGroup(String title, String example, String commands) {
    this.title = title;
    this.example = example;
    this.commands = List.of(commands.split(" "));
  }

  /** The group of a command; that of the rest if none has it. */
  static CommandGroup of(String command) {
    for (CommandGroup group : values()) {
      if (group.commands.contains(command)) {
        return group;
      }
    }
    return OTHER;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  String example() {
    return example;
  }

  List<String> commands() {
    return commands;
  }
}
