package quorate.session;

import java.util.Optional;
import java.util.Set;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.NodeSelection;
import quorate.lab.trace.TraceFilter;

/**
 * Which events a person wants to see, in whatever cluster.
 *
 * @param nodes at which nodes; empty for all
 * @param types as in {@link TraceFilter}
 * @param heartbeats as in {@link TraceFilter}
 */
public record TraceChoice(Optional<NodeSelection> nodes, Set<String> types, boolean heartbeats) {

  /**
   * What that means in a cluster now.
   *
   * @throws quorate.lab.UserError if it names nodes that are not there
   * @throws InterruptedException if the waiting thread is interrupted; the cluster goes on
   */
  public TraceFilter in(ObservedCluster cluster) throws InterruptedException {
    return nodes.isEmpty()
        ? new TraceFilter(Optional.empty(), types, heartbeats)
        : new TraceFilter(Optional.of(cluster.select(nodes.get())), types, heartbeats);
  }
}
