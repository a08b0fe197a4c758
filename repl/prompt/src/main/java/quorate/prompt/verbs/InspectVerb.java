package quorate.prompt.verbs;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.NodeSelection;
import quorate.report.InspectView;
import quorate.session.Answer;
import quorate.spi.NodeId;

/** Prints every variable of a node. */
@Command(
    name = "inspect",
    description = "every variable of a node, by the names that the paper gives them",
    customSynopsis = "inspect NODE")
public final class InspectVerb extends Verb {

  @Parameters(paramLabel = "NODE", description = "one node: 3, or leader")
  private String node;

  @Override
  public Answer run(String typed) throws InterruptedException {
    NodeSelection selection = NodeSelection.parse(node);
    Map<ObservedCluster, NodeId> nodes = new LinkedHashMap<>();
    for (ObservedCluster cluster : session().clusters()) {
      nodes.put(cluster, cluster.selectOne(selection));
    }
    return Answer.of(InspectView.of(nodes));
  }
}
