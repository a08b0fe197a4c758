package quorate.raft;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.spi.Effects;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Timer;

/**
 * Who answered a leader's last heartbeats, and two variants in which it gives up if these are too
 * few. Plain Raft leads on; its clients would notice (dissertation §6.2).
 *
 * <ul>
 *   <li>{@code check-quorum} (§6.2): "if an election timeout elapses without a successful round of
 *       heartbeats to a majority of its cluster". A timer waits that long; each round that succeeds
 *       sets it again.
 *   <li>{@code ack-quorum} (AvailSim): if the last round has not succeeded when the next one is
 *       due. That needs no timer, and no patience: one lost round is enough.
 * </ul>
 *
 * <p>An answer counts for the round that is the last one when it arrives.
 */
final class Acknowledgements {

  static final Timer QUORUM = new Timer("QUORUM");

  private final NodeSetup setup;
  private final boolean ackQuorum;
  private final boolean checkQuorum;
  private final SortedSet<NodeId> acknowledgedBy = new TreeSet<>();

  Acknowledgements(NodeSetup setup) {
    this.setup = setup;
    this.ackQuorum = RaftAlgorithm.isOn(RaftAlgorithm.ACK_QUORUM, setup.options());
    this.checkQuorum = RaftAlgorithm.isOn(RaftAlgorithm.CHECK_QUORUM, setup.options());
  }

  void beginToWatch(Effects out) {
    if (checkQuorum) {
      out.setTimer(QUORUM, setup.timing().election());
    }
  }

  void ceaseToWatch(Effects out) {
    acknowledgedBy.clear();
    if (checkQuorum) {
      out.cancelTimer(QUORUM);
    }
  }

  /** Heartbeats leave now. The leader itself needs none. */
  void beginRound(Effects out) {
    acknowledgedBy.clear();
    add(setup.self(), out);
  }

  /** A follower answered, or the leader itself. */
  void add(NodeId follower, Effects out) {
    boolean isNew = acknowledgedBy.add(follower);
    if (checkQuorum && isNew && acknowledgedBy.size() == setup.majority()) {
      out.setTimer(QUORUM, setup.timing().election());
    }
  }

  /** Whether the leader has to give up now that the next heartbeats are due. */
  boolean areTooFewForAckQuorum() {
    return ackQuorum && acknowledgedBy.size() < setup.majority();
  }

  /** Who answered the last heartbeats, the leader itself included. */
  SortedSet<NodeId> acknowledgedBy() {
    return Collections.unmodifiableSortedSet(acknowledgedBy);
  }
}
