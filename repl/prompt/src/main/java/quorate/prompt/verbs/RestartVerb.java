package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Fault;
import quorate.prompt.console.Desk;

/** Restarts nodes that are down. */
@Command(
    name = "restart",
    description = "restart nodes that are down, from what they had persisted",
    footer = {
      "",
      "examples:",
      "  restart all",
      "  restart 3",
      "  restart 3 --amnesia",
      "",
      "With --amnesia the disk is empty as well: the node has forgotten its promises, and algorithms that live by them may elect two leaders."
    })
public final class RestartVerb extends FaultVerb<Fault.Restart> {

  /** The command of a session. */
  public RestartVerb(Desk desk) {
    super(desk, Fault.Restart.class, "restarted");
  }

  @Override
  String changed(Fault.Restart fault, ObservedCluster before) {
    String how = fault.amnesia() ? ", disk empty" : "";
    return those(fault, before, node -> !node.up(), how, "none of them is down");
  }
}
