package quorate.raft;

import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/**
 * The two RPCs of Raft's Figure 2, and the one that the dissertation adds for PreVote, each as a
 * request and a reply.
 */
public sealed interface RaftMessage extends Message
    permits RaftMessage.RequestVote,
        RaftMessage.RequestVoteReply,
        RaftMessage.PreVote,
        RaftMessage.PreVoteReply,
        RaftMessage.AppendEntries,
        RaftMessage.AppendEntriesReply {

  /** The sender's term; every message carries it (§5.1). */
  long term();

  @Override
  default Purpose purpose() {
    boolean isHeartbeat = this instanceof AppendEntries || this instanceof AppendEntriesReply;
    return isHeartbeat ? Purpose.HEARTBEAT : Purpose.ELECTION;
  }

  /**
   * A candidate asks for a vote (Figure 2, RequestVote RPC, Arguments).
   *
   * @param lastLogIndex the index of the candidate's last log entry (§5.4)
   * @param lastLogTerm the term of the candidate's last log entry (§5.4)
   */
  record RequestVote(long term, NodeId candidateId, long lastLogIndex, long lastLogTerm)
      implements RaftMessage {}

  /**
   * A voter answers (Figure 2, RequestVote RPC, Results).
   *
   * @param term the voter's term, for the candidate to update itself
   * @param voteGranted whether the candidate has the vote
   */
  record RequestVoteReply(long term, boolean voteGranted) implements RaftMessage {}

  /**
   * A node that would like to stand asks whether it would win (dissertation §9.6). The fields are
   * those of RequestVote, but the term is the one that it is in: it would stand in the next.
   *
   * @param term the term of the node that asks
   * @param candidateId the node that asks
   * @param lastLogIndex the index of its last log entry (§5.4)
   * @param lastLogTerm the term of its last log entry (§5.4)
   */
  record PreVote(long term, NodeId candidateId, long lastLogIndex, long lastLogTerm)
      implements RaftMessage {}

  /**
   * A voter says whether it would vote for the node that asks (dissertation §9.6). It is no vote,
   * and binds nobody.
   *
   * @param term the voter's term, for the node that asks to update itself
   * @param wouldVote whether the voter would grant its vote, in the term after this one
   */
  record PreVoteReply(long term, boolean wouldVote) implements RaftMessage {}

  /** A leader says that it leads (Figure 2, AppendEntries RPC, without entries: a heartbeat). */
  record AppendEntries(long term, NodeId leaderId) implements RaftMessage {}

  /**
   * A follower answers (Figure 2, AppendEntries RPC, Results).
   *
   * @param term the follower's term, for the leader to update itself
   * @param success whether the follower accepts the leader
   */
  record AppendEntriesReply(long term, boolean success) implements RaftMessage {}
}
