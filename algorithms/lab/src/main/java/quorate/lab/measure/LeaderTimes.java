package quorate.lab.measure;

import java.util.List;
import java.util.SortedSet;
import quorate.lab.measure.Outcome.Leadership;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.spi.NodeId;

/**
 * Who leads since the fault: for how long nobody did who was followed by enough, and for how long
 * two did at once.
 */
final class LeaderTimes {

  private final ClusterState state;
  private final Spans leaderless = new Spans();
  private final Spans twoLeaders = new Spans();
  private List<Leadership> believers = List.of();
  private long lookedAtNanos;
  private boolean isServed;
  private boolean areTwo;
  private int timesTwoLeaders;
  private int newLeaders;

  LeaderTimes(ClusterState state, long faultNanos) {
    this.state = state;
    this.lookedAtNanos = faultNanos;
  }

  /** From now on it is measured; what came before does not count. */
  void restart(long atNanos) {
    lookedAtNanos = atNanos;
    leaderless.clear();
    twoLeaders.clear();
  }

  void on(BeliefChanged changed) {
    newLeaders += changed.comesToLead() ? 1 : 0;
  }

  /** Takes note of the state after an event. */
  void look(long atNanos) {
    until(atNanos);
    SortedSet<NodeId> leading = state.believers();
    believers = state.leaderships(leading);
    isServed = !leading.isEmpty() && state.isServed();
    boolean two = leading.size() > 1;
    timesTwoLeaders += two && !areTwo ? 1 : 0;
    areTwo = two;
  }

  /** All was as it is, until a time. */
  void until(long nowNanos) {
    if (!isServed) {
      leaderless.add(lookedAtNanos, nowNanos);
    }
    if (areTwo) {
      twoLeaders.add(lookedAtNanos, nowNanos);
    }
    lookedAtNanos = nowNanos;
  }

  /** The nodes that believe that they lead, when it was looked at last. */
  List<Leadership> believers() {
    return believers;
  }

  /** Whether somebody leads who is followed by enough. */
  boolean isServed() {
    return isServed;
  }

  Spans leaderless() {
    return leaderless;
  }

  Spans twoLeaders() {
    return twoLeaders;
  }

  /** How often two nodes began to lead at once. */
  int timesTwoLeaders() {
    return timesTwoLeaders;
  }

  int newLeaders() {
    return newLeaders;
  }
}
