package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.prompt.console.Desk;

/** Lets paused nodes go on. */
@Command(
    name = "resume",
    description = "let paused nodes go on: timers fire late, and messages have waited",
    footer = {"", "examples:", "  resume all", "  resume 3"})
public final class ResumeVerb extends FaultVerb<Fault.Resume> {

  /** The command of a session. */
  public ResumeVerb(Desk desk) {
    super(desk, Fault.Resume.class, "resumed");
  }

  @Override
  String changed(Fault.Resume fault, ObservedCluster before) {
    return those(fault, before, NodeState::paused, "none of them is paused");
  }
}
