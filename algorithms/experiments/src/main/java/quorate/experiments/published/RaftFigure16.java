package quorate.experiments.published;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import quorate.experiments.Experiment;
import quorate.experiments.Figure;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.published.PublishedExperiment.Curve;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Delay;
import quorate.lab.simulator.Network;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/** How long Raft takes to replace a crashed leader, by the range of its timeouts: Figure 16. */
final class RaftFigure16 {

  private static final int NODES = 5;

  private static final long SEED = 1;

  private static final int TRIALS = 1000;

  /** Stands in for the paper's machines, whose broadcasts took some 15 ms. */
  private static final Network NETWORK =
      Network.DEFAULT.withLatency(
          new Delay.Sum(
              List.of(
                  Delay.fixed(Duration.ofMillis(1)),
                  new Delay.Exponential(Duration.ofNanos(2_500_000)))));

  private RaftFigure16() {}

  static PublishedExperiment experiment(ElectionAlgorithm raft, OptionalLong seed) {
    long chosen = seed.orElse(SEED);
    List<Curve> curves =
        List.of(
            curve(raft, chosen, 150, 151, 1536, 285, 1198, 3132, 5982, 8232),
            curve(raft, chosen, 150, 155, 345, 106, 287, 606, 1224, 2143),
            curve(raft, chosen, 150, 175, 164, 102, 141, 291, 463, 610),
            curve(raft, chosen, 150, 200, 156, 104, 146, 193, 345, 513),
            curve(raft, chosen, 150, 300, 181, 115, 171, 244, 405, 603),
            curve(raft, chosen, 12, 24, 35, 19, 30, 52, 87, 152),
            curve(raft, chosen, 25, 50, 48, 29, 43, 73, 118, 276),
            curve(raft, chosen, 50, 100, 71, 44, 67, 96, 168, 253),
            curve(raft, chosen, 100, 200, 125, 78, 120, 166, 273, 335));
    return new PublishedExperiment(
        "raft-figure-16",
        "Ongaro and Ousterhout, In Search of an Understandable Consensus Algorithm (Extended"
            + " Version), 2014, Figure 16",
        List.of(
            "The leader of five crashes at a random moment of its heartbeat interval, after heartbeats",
            "that reached all at once. The logs have five different lengths, so two of the others cannot",
            "win: the two shortest.",
            "Measured is when all others have heard from the new leader, by the range of timeouts.",
            "The paper's machines are stood in for by a network of 1 ms + exp(2.5 ms) one way."),
        curves);
  }

  private static Curve curve(
      ElectionAlgorithm raft,
      long seed,
      int min,
      int max,
      double mean,
      double p05,
      double p50,
      double p90,
      double p99,
      double longest) {
    Map<String, Double> published = PublishedExperiment.published(mean, p05, p50, p90, p99);
    published.put("max", longest);
    Experiment experiment = run(raft, seed, min, max);
    return new Curve(min + "-" + max + " ms", experiment, TRIALS, Figure.CONVERGED, published);
  }

  /**
   * Five logs of different lengths. Whichever node led, the two longest of the four that are left
   * can win, and the two shortest cannot.
   */
  private static Experiment run(ElectionAlgorithm raft, long seed, int min, int max) {
    Duration heartbeat = Duration.ofMillis(min).dividedBy(2);
    Timing timing = new Timing(heartbeat, TimeRange.ofMillis(min, max), Timing.DEFAULT.answer());
    return new Experiment(
        new ClusterSpec(raft.name(), raft, NODES, timing, Map.of("logs", "5,4,3,2,1"), seed),
        Scenarios.CRASH_LEADER,
        new Setup(new TreeSet<>(), new TreeSet<>(), true, 0, Setup.DEFAULT.limit()),
        Optional.of(NETWORK));
  }
}
