package quorate.highestofmajority;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.highestofmajority.HighestOfMajorityMessage.Acknowledged;
import quorate.highestofmajority.HighestOfMajorityMessage.Heartbeat;
import quorate.spi.Effects;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * The heartbeats of a coordinator, and who has acknowledged the latest. When {@link #MAJORITY}
 * expires, no majority acknowledged one in time.
 */
final class Heartbeats {

  static final Timer HEARTBEAT = Timer.heartbeat("HEARTBEAT");
  static final Timer MAJORITY = new Timer("MAJORITY");

  private final NodeSetup setup;
  private long beat;
  private final SortedSet<NodeId> acknowledged = new TreeSet<>();

  Heartbeats(NodeSetup setup) {
    this.setup = setup;
  }

  /** The number of the latest heartbeat, from 1; 0 before the first. */
  long beat() {
    return beat;
  }

  List<NodeId> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** The node is the coordinator; its first heartbeat follows after one interval. */
  void begin(Effects out) {
    beat = 0;
    out.setTimer(HEARTBEAT, TimeRange.fixed(setup.timing().heartbeat()));
    out.setTimer(MAJORITY, TimeRange.fixed(patience().plus(setup.timing().answer())));
  }

  void send(long election, Effects out) {
    beat++;
    acknowledged.clear();
    setup.peers().forEach(peer -> out.send(peer, new Heartbeat(election, beat)));
    out.setTimer(HEARTBEAT, TimeRange.fixed(setup.timing().heartbeat()));
    acknowledge(setup.self(), out);
  }

  /** A node acknowledges one; only the latest of this election counts. */
  void onAcknowledged(NodeId from, Acknowledged message, long election, Effects out) {
    if (message.election() == election && message.beat() == beat) {
      acknowledge(from, out);
    } else {
      ignore(from, out);
    }
  }

  /** An acknowledgement of a heartbeat that is no longer the latest changes nothing. */
  static void ignore(NodeId from, Effects out) {
    out.ignore("an acknowledgement of " + from + ": not of the latest heartbeat");
  }

  /** The coordinator waits again whenever a majority has acknowledged a heartbeat. */
  private void acknowledge(NodeId follower, Effects out) {
    if (acknowledged.add(follower) && acknowledged.size() == setup.majority()) {
      out.setTimer(MAJORITY, TimeRange.fixed(patience()));
    }
  }

  /** No longer than the others wait for a heartbeat before they look for somebody else. */
  private Duration patience() {
    return setup.timing().election().min();
  }

  void end(Effects out) {
    out.cancelTimer(HEARTBEAT);
    out.cancelTimer(MAJORITY);
  }
}
