package quorate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmarks without JMH: what they run is what they say, and they count all of it. */
class CountingTest {

  private final EventCount count = new EventCount();

  @Test
  void what_was_written_between_two_calls_is_not_counted() {
    count.begin(100);
    count.end(130);
    count.begin(1_000);
    count.end(1_007);
    assertThat(count.events).isEqualTo(37);
  }

  @Test
  void an_interval_of_a_settled_raft_has_sixteen_events_of_messages_and_six_of_timers()
      throws InterruptedException {
    SettledBenchmark settled = new SettledBenchmark();
    settled.algorithm = "raft";
    settled.nodes = 5;
    settled.start();
    settled.run(count);
    settled.checkThatNothingHappened();
    int intervals = 20;
    assertThat(count.events).isEqualTo(intervals * (16 + 6));
    assertThat(count.processorNanos).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"raft", "paxos", "bully"})
  void a_cluster_is_settled_until_its_leader_crashes(String algorithm) throws InterruptedException {
    RunningCluster cluster = new RunningCluster(algorithm, 5);
    assertThat(cluster.changesOfBelief()).isZero();
    cluster.crashAndRestartLeader();
    assertThat(cluster.changesOfBelief())
        .as("the new leader, and three who learn of it")
        .isGreaterThanOrEqualTo(4);
  }

  @Test
  void a_trial_counts_the_events_of_its_own_cluster_only() throws InterruptedException {
    TrialBenchmark trials = new TrialBenchmark();
    trials.algorithm = "raft";
    trials.nodes = 5;
    trials.name();
    assertThat(trials.run(count).number()).isEqualTo(1);
    long first = count.events;
    assertThat(trials.run(count).number()).isEqualTo(2);
    assertThat(first).isBetween(100L, 1_000L);
    assertThat(count.events - first).isBetween(100L, 1_000L);
  }
}
