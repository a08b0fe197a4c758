package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.LinkFault;
import quorate.prompt.console.Desk;
import quorate.report.Listed;

/** Loses messages of one name. */
@Command(
    name = "drop",
    description = "lose all messages of one name, or the next few",
    footer = {
      "",
      "examples:",
      "  drop RequestVote                    from anybody to anybody, until heal",
      "  drop RequestVote to 2 next 3        three of them, towards n2",
      "  drop Coordinator from leader",
      "",
      "The names stand in counts. An algorithm that has no such message refuses the command; with "
          + "several clusters type: on raft drop RequestVote"
    })
public final class DropVerb extends FaultVerb<LinkFault.Drop> {

  /** The command of a session. */
  public DropVerb(Desk desk) {
    super(desk, LinkFault.Drop.class, "dropping");
  }

  @Override
  String changed(LinkFault.Drop fault, ObservedCluster before) {
    String from = fault.from().isEmpty() ? "" : " from " + Listed.nodes(fault.from());
    String to = fault.to().isEmpty() ? "" : " to " + Listed.nodes(fault.to());
    String next = fault.next().isPresent() ? ", the next " + fault.next().getAsInt() : "";
    return fault.message() + from + to + next;
  }
}
