package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.prompt.console.Desk;

/** Crashes nodes. */
@Command(
    name = "crash",
    description = "crash nodes: connections reset, memory lost; what was persisted stays",
    footer = {
      "",
      "examples:",
      "  crash leader",
      "  crash 1,2",
      "  on raft crash follower",
      "",
      "restart brings them back.",
      "Nodes are named 3, 1,2, 3..5, or by what they are: leader, followers, follower (one of them), majority, minority, half, highest, random, all. The answer says which they were."
    })
public final class CrashVerb extends FaultVerb<Fault.Crash> {

  /** The command of a session. */
  public CrashVerb(Desk desk) {
    super(desk, Fault.Crash.class, "crashed");
  }

  @Override
  String changed(Fault.Crash fault, ObservedCluster before) {
    return those(fault, before, NodeState::up, "down already");
  }
}
