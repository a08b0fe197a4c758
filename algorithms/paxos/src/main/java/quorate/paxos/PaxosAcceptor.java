package quorate.paxos;

import quorate.paxos.PaxosMessage.Accept;
import quorate.paxos.PaxosMessage.Accepted;
import quorate.paxos.PaxosMessage.Decide;
import quorate.paxos.PaxosMessage.Nack;
import quorate.paxos.PaxosMessage.Prepare;
import quorate.paxos.PaxosMessage.Promise;
import quorate.spi.Effects;
import quorate.spi.NodeId;

/**
 * The acceptor of a node (§2.2), with all that the node saves: each answer is saved before it is
 * returned, and so before it is sent. What the acceptor answers, the node sends.
 */
final class PaxosAcceptor {

  private static final String PROMISED = "promised to a higher ballot";
  private static final String DECIDED = "decided";

  private PaxosState saved;

  PaxosAcceptor(PaxosState saved) {
    this.saved = saved;
  }

  PaxosState saved() {
    return saved;
  }

  /** A fresh acceptor, in an instance that it was not in before. */
  void enter(long epoch, Effects out) {
    save(PaxosState.ofEpoch(epoch), out);
  }

  void learn(NodeId chosen, Effects out) {
    save(saved.withDecided(chosen), out);
  }

  /**
   * Phase 1(b): "If an acceptor receives a prepare request with number n greater than that of any
   * prepare request to which it has already responded, then it responds to the request with a
   * promise." A repeated request is answered again.
   *
   * @return a Promise, or else a Nack or a Decide
   */
  PaxosMessage onPrepare(NodeId proposer, Prepare prepare, Effects out) {
    if (refuses(prepare.ballot())) {
      return refusal(proposer, prepare.ballot(), out);
    }
    save(saved.withPromise(prepare.ballot()), out);
    return new Promise(
        saved.epoch(), prepare.ballot(), saved.acceptedBallot(), saved.acceptedLeader());
  }

  /**
   * Phase 2(b): "If an acceptor receives an accept request for a proposal numbered n, it accepts
   * the proposal unless it has already responded to a prepare request having a number greater than
   * n."
   *
   * @return an Accepted, or else a Nack or a Decide
   */
  PaxosMessage onAccept(NodeId proposer, Accept accept, Effects out) {
    if (refuses(accept.ballot())) {
      return refusal(proposer, accept.ballot(), out);
    }
    save(saved.withAccepted(accept.ballot(), accept.leader()), out);
    return new Accepted(saved.epoch(), accept.ballot(), accept.leader());
  }

  private boolean refuses(Ballot ballot) {
    return saved.decided() != null || ballot.isBelow(saved.promised());
  }

  private PaxosMessage refusal(NodeId proposer, Ballot ballot, Effects out) {
    if (saved.decided() != null) {
      out.refuse(proposer, DECIDED, proposer + ": epoch " + saved.epoch() + " has decided already");
      return new Decide(saved.epoch(), saved.decided());
    }
    String what = "ballot " + ballot + " of " + proposer + ": promised to " + saved.promised();
    out.refuse(proposer, PROMISED, what);
    return new Nack(saved.epoch(), ballot, saved.promised());
  }

  private void save(PaxosState state, Effects out) {
    saved = state;
    out.persist(saved);
  }
}
