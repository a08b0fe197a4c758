package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Delay;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * How often the first election splits (§5.2, §9.3), against the closed form: nodes with fresh
 * timers and equal logs split if so many time out within one delay of the first that too few votes
 * are left.
 */
@Tag("long")
class RaftSplitVoteTest {

  private static final int TRIALS = 20_000;

  /** So long that no second election begins while the first goes on. */
  private static final long SHORTEST = 1000;

  private static final long WIDTH = 100;

  @ParameterizedTest(name = "{1} of {0} nodes live, delay {2}")
  @CsvSource({
    "3, 2, 0.10, 0.190000",
    "3, 3, 0.10, 0.028000",
    "5, 3, 0.10, 0.271000",
    "5, 4, 0.01, 0.000592",
    "5, 4, 0.05, 0.014019",
    "5, 4, 0.10, 0.052300",
    "5, 4, 0.20, 0.180800",
    "5, 5, 0.10, 0.008560"
  })
  void the_first_election_splits_as_often_as_the_closed_form_says(
      int nodes, int live, double delay, double expected) throws InterruptedException {
    Network network =
        Network.DEFAULT.withLatency(
            Delay.fixed(Duration.ofNanos(Math.round(delay * WIDTH * 1_000_000))));
    int split = 0;
    for (int trial = 1; trial <= TRIALS; trial++) {
      split += splits(nodes, live, trial, network) ? 1 : 0;
    }
    double standardError = Math.sqrt(expected * (1 - expected) / TRIALS);
    assertThat((double) split / TRIALS).isCloseTo(expected, within(3 * standardError));
  }

  private static boolean splits(int nodes, int live, long seed, Network network)
      throws InterruptedException {
    Timing timing =
        new Timing(
            Duration.ofMillis(50),
            TimeRange.ofMillis(SHORTEST, SHORTEST + WIDTH),
            Duration.ofMillis(50));
    ClusterSpec spec = new ClusterSpec("raft", new RaftAlgorithm(), nodes, timing, Map.of(), seed);
    try (SimulatedCluster cluster = SimulatedCluster.withoutFingerprint(spec, network)) {
      boolean[] won = new boolean[1];
      cluster
          .trace()
          .observe(event -> won[0] |= event instanceof BeliefChanged it && it.after().leads());
      cluster.start(new TreeSet<NodeId>(spec.members().subList(0, live)));
      cluster.runUntil(it -> won[0], Duration.ofMillis(SHORTEST + 2 * WIDTH));
      return !won[0];
    }
  }
}
