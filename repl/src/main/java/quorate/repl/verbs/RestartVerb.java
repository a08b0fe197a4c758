package quorate.repl.verbs;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.lab.cluster.Fault;
import quorate.lab.experiment.ObservedCluster;
import quorate.lab.language.NodeSelection;
import quorate.repl.session.Session;
import quorate.spi.NodeId;

/** Restarts nodes that are down. */
@Command(
    name = "restart",
    description = "restart nodes that are down, from what they had persisted",
    customSynopsis = "restart NODES",
    footer = {"", "examples:", "  restart all", "  restart 3"})
public final class RestartVerb extends FaultVerb {

  @Parameters(paramLabel = "NODES", description = "3, 1,2, 3..5 or all")
  private String nodes;

  /** The command of a session. */
  public RestartVerb(Session session) {
    super(session);
  }

  @Override
  Fault faultIn(ObservedCluster cluster) throws InterruptedException {
    return new Fault.Restart(
        new TreeSet<>(
            matching(state -> !state.up(), cluster.select(NodeSelection.parse(nodes)), cluster)));
  }

  @Override
  String did() {
    return "restarted";
  }

  @Override
  String changed(Fault fault, ObservedCluster cluster) {
    SortedSet<NodeId> restarted = ((Fault.Restart) fault).nodes();
    return restarted.isEmpty() ? "nobody, all run" : list(restarted);
  }

  @Override
  public List<String> completions(List<String> words) {
    return words.isEmpty() ? nodeNames() : List.of();
  }
}
