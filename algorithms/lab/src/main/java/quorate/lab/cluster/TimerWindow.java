package quorate.lab.cluster;

import quorate.spi.NodeId;

/**
 * When a pending timer of a node expires, and when it could have: the moment was drawn from a
 * range. All in nanoseconds of the cluster's time.
 *
 * @param dueNanos when it expires
 * @param earliestNanos the earliest moment that could have been drawn
 * @param latestNanos the latest such moment, inclusive
 */
public record TimerWindow(NodeId node, long dueNanos, long earliestNanos, long latestNanos) {

  /** The same timer, if it expires at another moment. */
  TimerWindow due(long otherNanos) {
    return new TimerWindow(node, otherNanos, earliestNanos, latestNanos);
  }

  /** When that is, in the cluster's time, if all of this is what a clock will have counted. */
  TimerWindow by(HostClock clock) {
    return new TimerWindow(
        node, clock.momentOf(dueNanos), clock.momentOf(earliestNanos), clock.momentOf(latestNanos));
  }

  /** The same timer, as it can still be set at a moment: not before that. */
  TimerWindow from(long nowNanos) {
    return new TimerWindow(
        node,
        Math.max(dueNanos, nowNanos),
        Math.max(earliestNanos, nowNanos),
        Math.max(latestNanos, nowNanos));
  }
}
