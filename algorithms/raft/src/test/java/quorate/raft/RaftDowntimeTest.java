package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.experiments.Experiment;
import quorate.experiments.Figure;
import quorate.experiments.Sample;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.Trial;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Delay;
import quorate.lab.measure.Summary;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * The mean time from a leader's crash, at a random moment of its heartbeat interval and after
 * synchronised heartbeats, to everybody having heard from the next one, against the closed form.
 */
@Tag("long")
class RaftDowntimeTest {

  private static final int TRIALS = 4_000;
  private static final Setup SYNCHRONISED =
      new Setup(
          new TreeSet<>(), new TreeSet<>(), true, Setup.DEFAULT.hold(), Setup.DEFAULT.limit());

  @ParameterizedTest(name = "n={0}, heartbeat {1} ms, timeouts {2} to {3} ms, delay {4} ms")
  @CsvSource({
    "3, 50, 150, 300, 1",
    "5, 50, 150, 300, 1",
    "7, 50, 150, 300, 1",
    "3, 75, 150, 300, 1",
    "5, 75, 150, 300, 1",
    "7, 75, 150, 300, 1",
    "3, 50, 150, 300, 5",
    "5, 50, 150, 300, 5",
    "7, 50, 150, 300, 5",
  })
  void the_mean_downtime_is_that_of_the_closed_form(
      int nodes, long heartbeat, long min, long max, long delay) throws InterruptedException {
    Timing timing =
        new Timing(
            Duration.ofMillis(heartbeat), TimeRange.ofMillis(min, max), Duration.ofMillis(50));
    Network network = Network.DEFAULT.withLatency(Delay.fixed(Duration.ofMillis(delay)));
    ClusterSpec spec = new ClusterSpec("raft", new RaftAlgorithm(), nodes, timing, Map.of(), 1);
    Sample sample =
        trials(new Experiment(spec, Scenarios.CRASH_LEADER, SYNCHRONISED, Optional.of(network)));
    assertThat(sample.settled()).isEqualTo(TRIALS);
    assertThat(sample.violations()).isEmpty();
    Summary converged = sample.summary(Figure.CONVERGED).orElseThrow();
    double survivors = nodes - 1;
    double won = 1 - splitVote(nodes, nodes - 1, (double) delay / (max - min));
    double mean = (min + (max - min) / (survivors + 1) + delay) / won + 2 * delay - heartbeat / 2.0;
    assertThat(converged.mean()).isCloseTo(mean, within(2.0));
    assertThat(converged.min()).isGreaterThanOrEqualTo(min - heartbeat + 3 * delay);
  }

  private static Sample trials(Experiment experiment) throws InterruptedException {
    List<Trial> trials = new ArrayList<>();
    Network network = experiment.network().orElseThrow();
    for (int number = 1; number <= TRIALS; number++) {
      trials.add(
          Trial.run(
              spec -> SimulatedCluster.withoutFingerprint(spec, network), experiment, number));
    }
    return new Sample(experiment, trials);
  }

  /**
   * How likely it is that so many nodes time out within one delay of the first that nobody wins.
   *
   * @param live how many of the n nodes run
   * @param delay in units of the width of the range of timeouts
   */
  private static double splitVote(int n, int live, double delay) {
    double split = 0;
    for (int candidates = live - n / 2; candidates <= live; candidates++) {
      split +=
          choose(live, candidates)
              * Math.pow(delay, candidates)
              * Math.pow(1 - delay, live - candidates);
    }
    return split;
  }

  private static double choose(int n, int k) {
    double ways = 1;
    for (int i = 1; i <= k; i++) {
      ways = ways * (n - k + i) / i;
    }
    return ways;
  }
}
