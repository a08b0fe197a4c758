package quorate.testkit;

import java.util.Locale;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * How bad the network and the power are for a while.
 *
 * @param latency how long messages take; a wide range makes them overtake each other
 * @param loss how likely a message is lost
 * @param duplicate how likely one that is not lost arrives twice
 * @param powerCut how likely a send is the last thing that its sender does
 * @param outage for how long a machine then is down
 * @param silent directions in which nothing arrives
 */
record Weather(
    TimeRange latency,
    double loss,
    double duplicate,
    double powerCut,
    TimeRange outage,
    SortedSet<Direction> silent) {

  /** A good network: a few milliseconds, and nothing is lost. */
  static final Weather CALM =
      new Weather(TimeRange.ofMillis(1, 5), 0, 0, 0, TimeRange.ofMillis(0, 0), new TreeSet<>());

  private static final TimeRange[] LATENCIES = {
    TimeRange.ofMillis(0, 0),
    TimeRange.ofMillis(1, 5),
    TimeRange.ofMillis(0, 40),
    TimeRange.ofMillis(10, 200),
    TimeRange.ofMillis(0, 1500)
  };
  private static final TimeRange[] OUTAGES = {
    TimeRange.ofMillis(0, 0), TimeRange.ofMillis(0, 20), TimeRange.ofMillis(0, 400)
  };
  private static final double[] LOSSES = {0, 0, 0.05, 0.3};
  private static final double[] DUPLICATES = {0, 0.1, 0.4};
  private static final double[] POWER_CUTS = {0, 0.02, 0.1, 0.3};

  /** Some weather for a cluster of this size. */
  static Weather draw(SplittableRandom chance, int size) {
    SortedSet<Direction> silent = new TreeSet<>();
    int silences = chance.nextInt(3) == 0 ? chance.nextInt(2 * size) : 0;
    for (int i = 0; i < silences; i++) {
      NodeId from = new NodeId(1 + chance.nextInt(size));
      silent.add(new Direction(from, new NodeId(1 + chance.nextInt(size))));
    }
    return new Weather(
        LATENCIES[chance.nextInt(LATENCIES.length)],
        LOSSES[chance.nextInt(LOSSES.length)],
        DUPLICATES[chance.nextInt(DUPLICATES.length)],
        POWER_CUTS[chance.nextInt(POWER_CUTS.length)],
        OUTAGES[chance.nextInt(OUTAGES.length)],
        silent);
  }

  /** Lets this weather rule over a cluster from now on. */
  void over(VirtualCluster cluster) {
    cluster
        .latency(latency)
        .mischief(loss, duplicate)
        .powerCuts(powerCut, outage)
        .dropping(sent -> silent.contains(new Direction(sent.from(), sent.to())));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "delay %d..%dms, loss %.0f%%, duplicate %.0f%%, power cut after %.0f%% of the sends for"
            + " %d..%dms, silent %s",
        latency.min().toMillis(),
        latency.max().toMillis(),
        loss * 100,
        duplicate * 100,
        powerCut * 100,
        outage.min().toMillis(),
        outage.max().toMillis(),
        silent);
  }
}
