package quorate.raft;

import quorate.spi.Effects;
import quorate.spi.NodeId;

/** What a server looks at before it gives its vote (Figure 2, RequestVote RPC; §5.4.1). */
final class Voter {

  // the rules by which a node refuses
  static final String PAST_TERM = "past term";
  static final String VOTE_TAKEN = "vote taken";
  static final String LOG_BEHIND = "log behind";

  private Voter() {}

  /**
   * Figure 2: "1. Reply false if term < currentTerm. 2. If votedFor is null or candidateId, and
   * candidate's log is at least as up-to-date as receiver's log, grant vote."
   */
  static boolean grants(RaftState voter, RaftMessage.RequestVote request, Effects out) {
    NodeId candidate = request.candidateId();
    String vote = "a vote to " + candidate + ": ";
    if (isPast(request.term(), voter, candidate, vote, out)) {
      return false;
    }
    if (voter.votedFor() != null && !voter.votedFor().equals(candidate)) {
      String whose = "the vote of term " + voter.currentTerm() + " is with " + voter.votedFor();
      out.refuse(candidate, VOTE_TAKEN, vote + whose);
      return false;
    }
    return isUpToDate(request.lastLogIndex(), request.lastLogTerm(), voter, candidate, vote, out);
  }

  /**
   * Whether it would vote in the term after this one (dissertation §9.6). There its vote is still
   * free, so only terms and logs matter, and it may say yes to several.
   */
  static boolean wouldGrant(RaftState voter, RaftMessage.PreVote request, Effects out) {
    NodeId candidate = request.candidateId();
    String vote = "to promise " + candidate + " a vote: ";
    return !isPast(request.term(), voter, candidate, vote, out)
        && isUpToDate(request.lastLogIndex(), request.lastLogTerm(), voter, candidate, vote, out);
  }

  private static boolean isPast(
      long term, RaftState voter, NodeId candidate, String vote, Effects out) {
    boolean past = term < voter.currentTerm();
    if (past) {
      String terms = "its term " + term + " is past, this is term " + voter.currentTerm();
      out.refuse(candidate, PAST_TERM, vote + terms);
    }
    return past;
  }

  private static boolean isUpToDate(
      long lastIndex, long lastTerm, RaftState voter, NodeId candidate, String vote, Effects out) {
    boolean upToDate = voter.log().isAtMostAsUpToDateAs(lastIndex, lastTerm);
    if (!upToDate) {
      out.refuse(candidate, LOG_BEHIND, vote + "its log is behind; this node's log " + voter.log());
    }
    return upToDate;
  }
}
