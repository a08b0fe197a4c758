package quorate.highestofmajority;

import java.util.List;
import quorate.spi.Durable;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Role;

/**
 * What survives a crash: how many elections the node has held. Otherwise it could take a consent to
 * an election of its earlier life for one to an election of the same number in this one.
 *
 * @param election the number of the node's latest election, 0 before the first
 */
public record HighestOfMajorityState(long election) implements Durable {

  /** What a node had saved; one that never ran has held no election. */
  static HighestOfMajorityState of(NodeSetup setup) {
    return setup
        .saved()
        .map(HighestOfMajorityState.class::cast)
        .orElse(new HighestOfMajorityState(0));
  }

  HighestOfMajorityState next() {
    return new HighestOfMajorityState(election + 1);
  }

  /**
   * Every variable of a node, as {@code inspect} prints it: the durable one first.
   *
   * @param role follower, candidate (it holds an election, or waits to hold the next) or leader
   * @param coordinator whom it believes to be the coordinator, or {@code null}
   * @param asking whether it waits for answers to its election
   * @param powerless whether its last election was answered by less than a majority of all
   * @param consents who would follow it, as the answers to its latest election say, itself included
   * @param refusals who answered, and would not
   * @param beat of a leader: how many heartbeats it has sent
   * @param acknowledged of a leader: who has acknowledged the latest of them, itself included
   */
  public record Inspection(
      long election,
      Role role,
      NodeId coordinator,
      boolean asking,
      boolean powerless,
      List<NodeId> consents,
      List<NodeId> refusals,
      long beat,
      List<NodeId> acknowledged) {}
}
