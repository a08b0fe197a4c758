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

/** Lets paused nodes go on. */
@Command(
    name = "resume",
    description = "let paused nodes go on: timers fire late, and messages have waited",
    customSynopsis = "resume NODES",
    footer = {"", "examples:", "  resume all", "  resume 3"})
public final class ResumeVerb extends FaultVerb {

  @Parameters(paramLabel = "NODES", description = "3, 1,2, 3..5, leader, followers, all or random")
  private String nodes;

  /** The command of a session. */
  public ResumeVerb(Session session) {
    super(session);
  }

  @Override
  Fault faultIn(ObservedCluster cluster) throws InterruptedException {
    return new Fault.Resume(
        new TreeSet<>(
            matching(NodeState::paused, cluster.select(NodeSelection.parse(nodes)), cluster)));
  }

  @Override
  String did() {
    return "resumed";
  }

  @Override
  String changed(Fault fault, ObservedCluster cluster) {
    SortedSet<NodeId> resumed = ((Fault.Resume) fault).nodes();
    return resumed.isEmpty() ? "nobody, none of them was paused" : list(resumed);
  }

  @Override
  public List<String> completions(List<String> words) {
    return words.isEmpty() ? nodeNames() : List.of();
  }
}
