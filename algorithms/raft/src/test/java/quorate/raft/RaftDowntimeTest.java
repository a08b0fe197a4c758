package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.experiment.Sample;
import quorate.lab.experiment.Scenario;
import quorate.lab.experiment.Trial;
import quorate.lab.measure.Summary;
import quorate.spi.TimeRange;
import quorate.spi.Timing;
import quorate.testkit.VirtualCluster;

/**
 * The mean time from a leader's crash to everybody knowing the next one, against the closed form:
 * (a + (b-a)/(s+1) + d) / (1-P) + 2d - H/2, for timeouts from a to b, s survivors, a fixed delay d,
 * heartbeats each H, and split votes with probability P.
 *
 * <p>The closed form counts from timers that are fresh when the last heartbeat is sent. Here, as in
 * life, they are fresh when it arrives, and everything comes one delay later.
 */
class RaftDowntimeTest {

  private static final int TRIALS = 1500;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @ParameterizedTest(name = "n={0}, heartbeat {1} ms, delay {2} ms")
  @CsvSource({"5, 50, 1, 158.0", "5, 75, 1, 145.5", "5, 50, 5, 171.2", "3, 50, 1, 180.7"})
  void the_mean_downtime_is_that_of_the_formula(
      int nodes, long heartbeat, long delay, double expected) throws InterruptedException {
    Timing timing =
        new Timing(
            Duration.ofMillis(heartbeat), TimeRange.ofMillis(150, 300), Duration.ofMillis(50));
    ClusterSpec spec = new ClusterSpec("raft", new RaftAlgorithm(), nodes, timing, Map.of(), 1);
    TimeRange latency = TimeRange.fixed(Duration.ofMillis(delay));
    List<Trial> trials = new ArrayList<>();
    for (int number = 1; number <= TRIALS; number++) {
      trials.add(
          Trial.run(
              one -> new VirtualCluster(one).latency(latency),
              spec,
              Scenario.CRASH_LEADER,
              number,
              LIMIT));
    }
    Sample sample = new Sample(trials);
    Summary converged = sample.converged().orElseThrow();
    assertThat(sample.settled()).isEqualTo(TRIALS);
    assertThat(sample.violations()).isEmpty();
    assertThat(converged.mean()).isCloseTo(expected + delay, within(3.0)); // some 3 standard errors
    assertThat(converged.min()).isGreaterThanOrEqualTo(150 - heartbeat + 4 * delay);
  }
}
