package quorate.lab.cluster;

/**
 * The clock by which the machine of a node runs its timers. It counts nanoseconds of its own, and
 * shows no time of day; how fast it counts can change. It survives the process of the node. Used on
 * the cluster's own thread.
 *
 * <p>What it converts is rounded to the nearest nanosecond. While its rate is 1, nothing is: then
 * its spans are those of the cluster.
 */
final class HostClock {

  private double rate = 1;

  /** The moment of the cluster's time since which it runs at this rate. */
  private long sinceNanos;

  /** What it had counted by that moment. */
  private long countedNanos;

  /** How many of its seconds pass in a second of the cluster's time. */
  double rate() {
    return rate;
  }

  /** It runs at another rate from a moment of the cluster's time on. */
  void setRate(double other, long nowNanos) {
    countedNanos = countedAt(nowNanos);
    sinceNanos = nowNanos;
    rate = other;
  }

  /** What it has counted at a moment of the cluster's time. */
  long countedAt(long nowNanos) {
    long passed = nowNanos - sinceNanos;
    return Delay.sum(countedNanos, rate == 1 ? passed : Math.round(passed * rate));
  }

  /** At which moment of the cluster's time it has counted so much, if its rate stays. */
  long momentOf(long countNanos) {
    return Delay.sum(sinceNanos, spanOf(countNanos - countedNanos));
  }

  /** How much of the cluster's time passes while it counts so much, if its rate stays. */
  long spanOf(long countNanos) {
    return rate == 1 ? countNanos : Math.round(countNanos / rate);
  }
}
