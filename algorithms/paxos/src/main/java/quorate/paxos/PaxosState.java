package quorate.paxos;

import java.util.List;
import quorate.spi.Durable;
import quorate.spi.NodeId;
import quorate.spi.Role;

/**
 * What an acceptor "must remember ... even if it fails and then restarts" (§2.2), and the instance
 * it is in, with what the node learned of it.
 *
 * @param epoch the number of the instance
 * @param promised the highest number that the acceptor promised itself to, or {@code null}
 * @param acceptedBallot the highest-numbered proposal that the acceptor accepted, or {@code null}
 * @param acceptedLeader the value of that proposal, or {@code null}
 * @param decided the value that the node knows to be chosen in this instance, or {@code null}
 */
public record PaxosState(
    long epoch, Ballot promised, Ballot acceptedBallot, NodeId acceptedLeader, NodeId decided)
    implements Durable {

  /** An instance of which the node knows nothing yet. */
  static PaxosState ofEpoch(long epoch) {
    return new PaxosState(epoch, null, null, null, null);
  }

  PaxosState withPromise(Ballot ballot) {
    return new PaxosState(epoch, ballot, acceptedBallot, acceptedLeader, decided);
  }

  PaxosState withAccepted(Ballot ballot, NodeId leader) {
    return new PaxosState(epoch, ballot, ballot, leader, decided);
  }

  PaxosState withDecided(NodeId leader) {
    return new PaxosState(epoch, promised, acceptedBallot, acceptedLeader, leader);
  }

  /**
   * Every variable of a node, as {@code inspect} prints it: the durable ones first.
   *
   * @param role follower, candidate (it proposes) or leader
   * @param leader the node that it believes is leader, or {@code null}
   * @param proposing the number of its own proposal under way, or {@code null}
   * @param promises whose promises it has for that proposal
   * @param highestRound the highest round that it has seen in this epoch
   */
  public record Inspection(
      long epoch,
      Ballot promised,
      Ballot acceptedBallot,
      NodeId acceptedLeader,
      NodeId decided,
      Role role,
      NodeId leader,
      Ballot proposing,
      List<NodeId> promises,
      long highestRound) {}
}
