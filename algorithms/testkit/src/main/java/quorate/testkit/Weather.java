package quorate.testkit;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.TimeRange;

/**
 * How bad the network and the power are for a while.
 *
 * @param latency how long messages take; a wide range makes them overtake each other
 * @param loss how likely a message is lost
 * @param duplicate how likely one that is not lost arrives twice
 * @param fatal names of messages whose sending may be the last thing that a machine does
 * @param powerCut how likely it is then
 * @param outage for how long a machine then is down
 * @param silent directions in which nothing arrives
 * @param missing names of messages that never arrive
 */
record Weather(
    TimeRange latency,
    double loss,
    double duplicate,
    SortedSet<String> fatal,
    double powerCut,
    TimeRange outage,
    SortedSet<Direction> silent,
    SortedSet<String> missing) {

  /** A good network: a few milliseconds, and nothing is lost. */
  static final Weather CALM =
      new Weather(
          TimeRange.ofMillis(1, 5),
          0,
          0,
          new TreeSet<>(),
          0,
          TimeRange.ofMillis(0, 0),
          new TreeSet<>(),
          new TreeSet<>());

  /** Lets this weather rule over a cluster from now on. */
  void over(VirtualCluster cluster) {
    cluster
        .latency(latency)
        .mischief(loss, duplicate)
        .powerCuts(sent -> fatal.contains(sent.message().name()), powerCut, outage)
        .dropping(
            sent ->
                missing.contains(sent.message().name())
                    || silent.contains(new Direction(sent.from(), sent.to())));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "delay %d..%dms, loss %.0f%%, duplicate %.0f%%, power cut after %.0f%% of"
            + " %s for %d..%dms, silent %s, missing %s",
        latency.min().toMillis(),
        latency.max().toMillis(),
        loss * 100,
        duplicate * 100,
        powerCut * 100,
        fatal,
        outage.min().toMillis(),
        outage.max().toMillis(),
        silent,
        missing);
  }
}
