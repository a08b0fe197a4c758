package quorate.paxos;

import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/**
 * The messages of one instance of Paxos (§2.2 and §2.3 of the paper), and the heartbeat of the
 * leader that it chose. The value proposed, accepted and decided is a leader.
 */
public sealed interface PaxosMessage extends Message
    permits PaxosMessage.Prepare,
        PaxosMessage.Promise,
        PaxosMessage.Accept,
        PaxosMessage.Accepted,
        PaxosMessage.Nack,
        PaxosMessage.Decide,
        PaxosMessage.Heartbeat {

  /** The epoch: the number of the instance that the message belongs to. */
  long epoch();

  @Override
  default Purpose purpose() {
    return this instanceof Heartbeat ? Purpose.HEARTBEAT : Purpose.ELECTION;
  }

  /** Phase 1(a): a proposer asks acceptors for a promise. */
  record Prepare(long epoch, Ballot ballot) implements PaxosMessage {}

  /**
   * Phase 1(b): an acceptor promises to accept nothing numbered below {@code ballot}.
   *
   * @param acceptedBallot the highest-numbered proposal that it accepted, or {@code null}
   * @param acceptedLeader the value of that proposal, or {@code null}
   */
  record Promise(long epoch, Ballot ballot, Ballot acceptedBallot, NodeId acceptedLeader)
      implements PaxosMessage {}

  /** Phase 2(a): a proposer asks acceptors to accept its proposal. */
  record Accept(long epoch, Ballot ballot, NodeId leader) implements PaxosMessage {}

  /** Phase 2(b): an acceptor has accepted a proposal, and tells who is to learn it. */
  record Accepted(long epoch, Ballot ballot, NodeId leader) implements PaxosMessage {}

  /**
   * An acceptor will not, because it promised itself to a higher number (§2.2: "it is probably a
   * good idea to abandon a proposal"; the acceptor informs the proposer).
   *
   * @param ballot the number that was refused
   * @param promised the number that the acceptor promised itself to, or {@code null} if the refusal
   *     is only for the epoch
   */
  record Nack(long epoch, Ballot ballot, Ballot promised) implements PaxosMessage {}

  /** A value is chosen, for every learner to know (§2.3). */
  record Decide(long epoch, NodeId leader) implements PaxosMessage {}

  /** The chosen leader of the epoch is alive. It also tells late learners what was chosen. */
  record Heartbeat(long epoch, NodeId leader) implements PaxosMessage {}
}
