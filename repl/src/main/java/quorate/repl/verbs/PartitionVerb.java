package quorate.repl.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.experiment.ObservedCluster;
import quorate.lab.language.NodeSelection;
import quorate.lab.language.UserError;
import quorate.repl.session.Session;
import quorate.spi.NodeId;

/** Parts a cluster into groups that cannot reach each other. */
@Command(
    name = "partition",
    description = "cut all links between groups of nodes; who is in no group is in the last one",
    customSynopsis = "partition NODES [| NODES ...]",
    footer = {
      "",
      "examples:",
      "  partition 1,2            {1,2} against the rest",
      "  partition 1,2 | 3..5",
      "  partition leader",
      "",
      "Partitions add up; heal undoes them all."
    })
public final class PartitionVerb extends FaultVerb {

  @Parameters(arity = "1..*", paramLabel = "NODES", description = "groups of nodes, | between them")
  private List<String> words = new ArrayList<>();

  /** The command of a session. */
  public PartitionVerb(Session session) {
    super(session);
  }

  @Override
  Fault faultIn(ObservedCluster cluster) throws InterruptedException {
    List<SortedSet<NodeId>> groups = new ArrayList<>();
    for (String group : String.join(" ", words).split("\\|", -1)) {
      String list = group.strip().replaceAll("\\s*,\\s*|\\s+", ",");
      groups.add(cluster.select(NodeSelection.parse(list)));
    }
    SortedSet<NodeId> rest = new TreeSet<>(cluster.spec().members());
    groups.forEach(rest::removeAll);
    if (!rest.isEmpty()) {
      groups.add(rest);
    }
    if (groups.size() < 2) {
      throw new UserError(
          "one group of all nodes is no partition; name fewer, or type | between groups");
    }
    try {
      return new LinkFault.Partition(groups);
    } catch (IllegalArgumentException overlap) {
      throw new UserError(overlap.getMessage());
    }
  }

  @Override
  String did() {
    return "parted";
  }

  @Override
  String changed(Fault fault, ObservedCluster cluster) {
    return ((LinkFault.Partition) fault)
        .groups().stream().map(PartitionVerb::group).collect(Collectors.joining(" | "));
  }

  /** Nodes by their numbers alone, as there may be many. */
  private static String group(SortedSet<NodeId> nodes) {
    return nodes.stream()
        .map(node -> Integer.toString(node.value()))
        .collect(Collectors.joining(","));
  }

  @Override
  public List<String> completions(List<String> before) {
    return nodeNames();
  }
}
