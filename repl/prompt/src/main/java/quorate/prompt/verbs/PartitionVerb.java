package quorate.repl.verbs;

import java.util.SortedSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Cutting;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.repl.render.Listed;
import quorate.repl.session.Session;

/** Parts a cluster into groups that cannot reach each other. */
@Command(
    name = "partition",
    description = "cut all links between groups of nodes; who is in no group is in the last one",
    footer = {
      "",
      "examples:",
      "  partition 1,2            {1,2} against the rest",
      "  partition 1,2 | 3..5",
      "  partition leader,follower",
      "",
      "Within a group all links stay as they are. Partitions add up; heal undoes them all, and net shows them."
    })
public final class PartitionVerb extends CuttingVerb<Cutting.Partition> {

  /** The command of a session. */
  public PartitionVerb(Session session) {
    super(session, Cutting.Partition.class, "parted");
  }

  @Override
  String changed(Cutting.Partition fault, SortedSet<Direction> down, ObservedCluster before) {
    return fault.groups().stream().map(Listed::numbers).collect(Collectors.joining(" | "));
  }
}
