package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Fault;
import quorate.prompt.console.Desk;
import quorate.report.Listed;

/** Lets timers run out. */
@Command(
    name = "fire",
    description = "let a timer of nodes run out now",
    footer = {
      "",
      "examples:",
      "  fire 2 ELECTION",
      "  fire followers ELECTION     all at once: who wins?",
      "",
      "A timer that is not pending is an error, which says which ones are."
    })
public final class FireVerb extends FaultVerb<Fault.Fire> {

  /** The command of a session. */
  public FireVerb(Desk desk) {
    super(desk, Fault.Fire.class, "fired");
  }

  @Override
  String changed(Fault.Fire fault, ObservedCluster before) {
    return fault.timer() + " of " + Listed.nodes(fault.nodes());
  }
}
