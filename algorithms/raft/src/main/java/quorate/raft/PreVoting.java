package quorate.raft;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.raft.RaftMessage.PreVote;
import quorate.raft.RaftMessage.PreVoteReply;
import quorate.spi.Effects;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;

/**
 * The variant {@code prevote} (dissertation §9.6): "a candidate only increments its term if it
 * first learns from a majority of the cluster that they would be willing to grant the candidate
 * their votes". Nothing is saved for the question, and a voter of the same term does not change.
 *
 * <p>This is one half of §9.6. There a voter is willing if the candidate's log is sufficiently
 * up-to-date, which is asked here, and if it has not heard from a valid leader within the minimum
 * election timeout, which is {@link RecentLeader}. With both on, this is §9.6.
 */
final class PreVoting {

  private final NodeSetup setup;
  private final boolean on;
  private boolean underWay;
  private final SortedSet<NodeId> willing = new TreeSet<>();

  PreVoting(NodeSetup setup) {
    this.setup = setup;
    this.on = RaftAlgorithm.isOn(RaftAlgorithm.PREVOTE, setup.options());
  }

  boolean isOn() {
    return on;
  }

  /** Whether this node has asked, and neither stood nor given up since. */
  boolean isUnderWay() {
    return underWay;
  }

  /** Asks everybody again. The node itself is willing. */
  void begin(long currentTerm, RaftLog log, Effects out) {
    underWay = true;
    willing.clear();
    willing.add(setup.self());
    PreVote question = new PreVote(currentTerm, setup.self(), log.lastIndex(), log.lastTerm());
    setup.peers().forEach(peer -> out.send(peer, question));
  }

  void onReply(NodeId voter, PreVoteReply reply, long currentTerm, Effects out) {
    if (reply.term() < currentTerm) {
      out.ignore("a reply of " + voter + ": it is of the past term " + reply.term());
    } else if (!underWay) {
      out.ignore("a reply of " + voter + ": the question is settled");
    } else if (!reply.wouldVote()) {
      out.explain(voter + " would not vote for it");
    } else {
      willing.add(voter);
    }
  }

  /** Whether the node asked, and would win. */
  boolean wouldWin() {
    return underWay && willing.size() >= setup.majority();
  }

  void end() {
    underWay = false;
    willing.clear();
  }

  /** Who would vote for the node, itself included; nobody unless {@link #isUnderWay}. */
  SortedSet<NodeId> willing() {
    return Collections.unmodifiableSortedSet(willing);
  }

  /** An election has one name from the question whether it would be won to its end. */
  long termOfElection(long currentTerm) {
    return underWay ? currentTerm + 1 : currentTerm;
  }

  /** The voter answers whether it would vote in the term after this one. */
  static void answer(PreVote request, RaftState voter, Effects out) {
    NodeId candidate = request.candidateId();
    boolean wouldVote = Voter.wouldGrant(voter, request, out);
    if (wouldVote) {
      out.explain("would vote for " + candidate + " in term " + (voter.currentTerm() + 1));
    }
    out.send(candidate, new PreVoteReply(voter.currentTerm(), wouldVote));
  }
}
