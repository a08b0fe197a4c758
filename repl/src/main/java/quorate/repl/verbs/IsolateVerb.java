package quorate.repl.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.experiment.ObservedCluster;
import quorate.lab.language.NodeSelection;
import quorate.repl.session.Session;

/** Cuts nodes off. */
@Command(
    name = "isolate",
    description = "cut all links of nodes; they run on, alone",
    customSynopsis = "isolate NODES",
    footer = {"", "examples:", "  isolate leader", "  isolate 1,2"})
public final class IsolateVerb extends FaultVerb {

  @Parameters(paramLabel = "NODES", description = "3, 1,2, 3..5, leader, followers, all or random")
  private String nodes;

  /** The command of a session. */
  public IsolateVerb(Session session) {
    super(session);
  }

  @Override
  Fault faultIn(ObservedCluster cluster) throws InterruptedException {
    return new LinkFault.Isolate(cluster.select(NodeSelection.parse(nodes)));
  }

  @Override
  String did() {
    return "isolated";
  }

  @Override
  String changed(Fault fault, ObservedCluster cluster) {
    return list(((LinkFault.Isolate) fault).nodes());
  }

  @Override
  public List<String> completions(List<String> words) {
    return words.isEmpty() ? nodeNames() : List.of();
  }
}
