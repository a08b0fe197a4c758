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

/** Makes nodes stand still. */
@Command(
    name = "pause",
    description = "make nodes stand still, as in a long pause of their process",
    customSynopsis = "pause NODES",
    footer = {
      "",
      "examples:",
      "  pause leader",
      "  pause 1,2",
      "",
      "A paused node hears and does nothing, and believes what it believed. What is sent to it waits.",
      "resume lets it go on"
    })
public final class PauseVerb extends FaultVerb {

  @Parameters(paramLabel = "NODES", description = "3, 1,2, 3..5, leader, followers, all or random")
  private String nodes;

  /** The command of a session. */
  public PauseVerb(Session session) {
    super(session);
  }

  @Override
  Fault faultIn(ObservedCluster cluster) throws InterruptedException {
    return new Fault.Pause(
        new TreeSet<>(
            matching(NodeState::runs, cluster.select(NodeSelection.parse(nodes)), cluster)));
  }

  @Override
  String did() {
    return "paused";
  }

  @Override
  String changed(Fault fault, ObservedCluster cluster) {
    SortedSet<NodeId> paused = ((Fault.Pause) fault).nodes();
    return paused.isEmpty() ? "nobody, none of them runs" : list(paused);
  }

  @Override
  public List<String> completions(List<String> words) {
    return words.isEmpty() ? nodeNames() : List.of();
  }
}
