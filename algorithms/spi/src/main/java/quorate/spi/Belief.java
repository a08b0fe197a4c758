package quorate.spi;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a node believes about who leads. Beliefs of different nodes may differ, and two nodes may
 * each believe that they lead: that is what there is to observe.
 *
 * @param epoch the epoch in which the node is: Raft's term, the number of the Paxos instance; empty
 *     for an algorithm without epochs
 * @param leader the node that it believes is leader in that epoch, itself included; empty if it
 *     knows nobody
 * @param role what the node takes itself for
 * @param round the attempt at electing that the node itself began, while it stands or leads, in the
 *     algorithm's own words ({@code term 3}, {@code ballot 2.1}); empty for a follower, and for a
 *     leader that others elected. A round that differs from the one before is the beginning of
 *     another election
 */
public record Belief(OptionalLong epoch, Optional<NodeId> leader, Role role, String round) {

  /** What a node believes before it has learned anything. */
  public static final Belief NOTHING = follower(OptionalLong.empty(), Optional.empty());

  public static Belief follower(OptionalLong epoch, Optional<NodeId> leader) {
    return new Belief(epoch, leader, Role.FOLLOWER, "");
  }

  public static Belief candidate(OptionalLong epoch, String round) {
    return new Belief(epoch, Optional.empty(), Role.CANDIDATE, round);
  }

  /** A node that leads in an epoch, by a round that it began, or by one of others ({@code ""}). */
  public static Belief leader(OptionalLong epoch, NodeId self, String round) {
    return new Belief(epoch, Optional.of(self), Role.LEADER, round);
  }

  public boolean leads() {
    return role == Role.LEADER;
  }
}
