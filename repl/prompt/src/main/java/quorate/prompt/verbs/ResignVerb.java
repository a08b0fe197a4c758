package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Fault;
import quorate.prompt.console.Desk;

/** Asks leaders to give up their office. */
@Command(
    name = "resign",
    description = "ask a leader to give up its office without crashing",
    footer = {
      "",
      "examples:",
      "  resign leader",
      "  resign 3",
      "",
      "The node runs on as a follower, and tells nobody: the others find out when they miss it. An algorithm that knows no such thing ignores it."
    })
public final class ResignVerb extends FaultVerb<Fault.Resign> {

  /** The command of a session. */
  public ResignVerb(Desk desk) {
    super(desk, Fault.Resign.class, "asked to resign");
  }

  @Override
  String changed(Fault.Resign fault, ObservedCluster before) {
    return those(fault, before, node -> node.up() && node.belief().leads(), "none of them leads");
  }
}
