package quorate.raft;

import java.util.List;
import quorate.spi.Durable;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Role;

/**
 * The persistent state of Figure 2, "updated on stable storage before responding to RPCs".
 *
 * @param currentTerm the latest term that the node has seen
 * @param votedFor the candidate that has the node's vote in the current term, or {@code null}
 * @param log the node's log
 */
public record RaftState(long currentTerm, NodeId votedFor, RaftLog log) implements Durable {

  /** What a node had saved; or, of one that never ran, its log and the term of its last entry. */
  static RaftState of(NodeSetup setup, RaftLog initialLog) {
    return setup
        .saved()
        .map(RaftState.class::cast)
        .orElse(new RaftState(initialLog.lastTerm(), null, initialLog));
  }

  /**
   * Every variable of a node, as {@code inspect} prints it: the persistent ones first.
   *
   * @param role follower, candidate or leader
   * @param leaderId the leader of the current term, or {@code null} if it is not known
   * @param votesReceived of a candidate: who voted for it, itself included
   * @param preVotes of a candidate that asks whether it would win: who would vote for it, itself
   *     included ({@code prevote})
   * @param hearsLeader whether it leads, or, with {@code recent-leader}, heard {@code leaderId}
   *     within the minimum election timeout
   * @param acknowledgedBy of a leader: who answered its last heartbeats, itself included
   */
  public record Inspection(
      long currentTerm,
      NodeId votedFor,
      RaftLog log,
      Role role,
      NodeId leaderId,
      List<NodeId> votesReceived,
      List<NodeId> preVotes,
      boolean hearsLeader,
      List<NodeId> acknowledgedBy) {}
}
