package quorate.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An election for which a formula may say the cost: nothing is lost but what is sent to the nodes
 * that are down, and every answer comes in time.
 *
 * @param members all nodes, in ascending order
 * @param down the members that are down before the election begins, and stay down
 * @param starter the lowest of the nodes that begin the election, in most elections the only one
 * @param options the algorithm's options, by name, as in {@link NodeSetup#options()}
 * @param before the node that led before; empty if none did, as at the start of a cluster
 */
public record ElectionCase(
    List<NodeId> members,
    Set<NodeId> down,
    NodeId starter,
    Map<String, String> options,
    Optional<NodeId> before) {

  /** One of an algorithm to which it is the same who led before. */
  public ElectionCase(
      List<NodeId> members, Set<NodeId> down, NodeId starter, Map<String, String> options) {
    this(members, down, starter, options, Optional.empty());
  }

  /** n: how many members there are. */
  public int size() {
    return members.size();
  }

  /** f: how many of them are down. */
  public int failed() {
    return down.size();
  }
}
