package quorate.repl.verbs;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.lab.cluster.Fault;
import quorate.lab.experiment.ObservedCluster;
import quorate.lab.language.NodeSelection;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.repl.session.Session;
import quorate.spi.NodeId;

/** Crashes nodes. */
@Command(
    name = "crash",
    description = "crash nodes: connections reset, memory lost; what was persisted stays",
    customSynopsis = "crash NODES",
    footer = {"", "examples:", "  crash leader", "  crash 3", "  on raft crash 1,2"})
public final class CrashVerb extends FaultVerb {

  @Parameters(paramLabel = "NODES", description = "3, 1,2, 3..5, leader, followers, all or random")
  private String nodes;

  /** The command of a session. */
  public CrashVerb(Session session) {
    super(session);
  }

  @Override
  Fault faultIn(ObservedCluster cluster) throws InterruptedException {
    return new Fault.Crash(
        new TreeSet<>(
            matching(NodeState::up, cluster.select(NodeSelection.parse(nodes)), cluster)));
  }

  @Override
  String did() {
    return "crashed";
  }

  @Override
  String changed(Fault fault, ObservedCluster cluster) {
    SortedSet<NodeId> crashed = ((Fault.Crash) fault).nodes();
    return crashed.isEmpty() ? "nobody, down already" : list(crashed);
  }

  @Override
  public List<String> completions(List<String> words) {
    return words.isEmpty() ? nodeNames() : List.of();
  }
}
