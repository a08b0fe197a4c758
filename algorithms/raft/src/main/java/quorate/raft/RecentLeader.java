package quorate.raft;

import quorate.raft.RaftMessage.PreVote;
import quorate.raft.RaftMessage.PreVoteReply;
import quorate.raft.RaftMessage.RequestVote;
import quorate.raft.RaftMessage.RequestVoteReply;
import quorate.spi.Effects;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * The variant {@code recent-leader} (dissertation §4.2.3; with {@code prevote}, the second half of
 * §9.6, where a voter that hears a valid leader does not answer PreVote with yes): "if a server
 * receives a RequestVote request within the minimum election timeout of hearing from a current
 * leader, it does not update its term or grant its vote". A node has no clock, so a timer of its
 * own tells it when that time is over.
 */
final class RecentLeader {

  static final Timer TIMER = new Timer("RECENT_LEADER");

  private static final String HEARS_LEADER = "hears leader";

  private final boolean on;
  private final TimeRange minimumElectionTimeout;
  private boolean recent;

  RecentLeader(NodeSetup setup) {
    this.on = RaftAlgorithm.isOn(RaftAlgorithm.RECENT_LEADER, setup.options());
    this.minimumElectionTimeout = TimeRange.fixed(setup.timing().election().min());
  }

  void heard(Effects out) {
    if (on) {
      recent = true;
      out.setTimer(TIMER, minimumElectionTimeout);
    }
  }

  /** It was heard, but that is a minimum election timeout ago. */
  void expired() {
    recent = false;
  }

  /** Whether the node last heard a leader, of whatever term, less than that time ago. */
  boolean isRecent() {
    return recent;
  }

  /** Whether a message must not be looked at as long as there is a leader. */
  boolean protectsFrom(RaftMessage message) {
    return on && (message instanceof RequestVote || message instanceof PreVote);
  }

  /** Denies the vote, in its own term, whatever the term of the request. */
  void deny(RaftMessage request, NodeId candidate, long currentTerm, String leader, Effects out) {
    String what = "to look at a request of " + candidate + ": " + leader;
    out.refuse(candidate, HEARS_LEADER, what);
    out.send(
        candidate,
        request instanceof PreVote
            ? new PreVoteReply(currentTerm, false)
            : new RequestVoteReply(currentTerm, false));
  }
}
