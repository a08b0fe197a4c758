package quorate.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.lab.simulator.Simulations.N1;
import static quorate.lab.simulator.Simulations.N2;
import static quorate.lab.simulator.Simulations.events;
import static quorate.lab.simulator.Simulations.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.Flock;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Drift;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Fire;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.TimerWindow;
import quorate.lab.measure.ClusterState;
import quorate.lab.trace.Causes;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/** Clocks that are not true. A node of these clusters takes off 100 ms after its start. */
class SimulatedDriftTest {

  private static final long MS = 1_000_000;
  private static final TreeSet<NodeId> ONE = new TreeSet<>(List.of(N1));

  private static SimulatedCluster flock(int size, TimeRange wait) {
    Timing timing = new Timing(Duration.ofMillis(50), wait, Duration.ofMillis(50));
    ClusterSpec spec = new ClusterSpec("flock", new Flock(), size, timing, Map.of(), 7);
    return new SimulatedCluster(spec, Network.DEFAULT);
  }

  private static SimulatedCluster started() {
    SimulatedCluster cluster = flock(1, TimeRange.ofMillis(100, 100));
    cluster.startAll();
    return cluster;
  }

  private static Drift drift(double rate) {
    return new Drift(ONE, rate);
  }

  /** When the first timer of n1 expires, in nanoseconds. */
  private static long fired(SimulatedCluster cluster) throws InterruptedException {
    run(cluster, 2000);
    return events(cluster, TimerFired.class).get(0).atNanos();
  }

  @Test
  void a_timer_expires_after_its_time_divided_by_the_rate_to_the_nanosecond()
      throws InterruptedException {
    for (double rate : new double[] {0.1, 0.9, 0.99, 1, 1.05, 2, 10}) {
      SimulatedCluster cluster = flock(1, TimeRange.ofMillis(100, 100));
      cluster.inject(drift(rate));
      cluster.startAll();
      long delay = Math.round(100 * MS / rate);
      assertThat(fired(cluster)).as("rate %s", rate).isEqualTo(delay);
      assertThat(events(cluster, TimerSet.class).get(0).delayNanos())
          .as("what passes in the cluster's time")
          .isEqualTo(delay);
    }
  }

  @Test
  void what_is_left_of_a_pending_timer_is_measured_by_the_new_rate() throws InterruptedException {
    SimulatedCluster cluster = started();
    run(cluster, 40);
    cluster.inject(drift(2)); // 60 ms are left
    run(cluster, 10);
    cluster.inject(drift(0.5)); // 40 ms are left
    assertThat(fired(cluster)).isEqualTo((40 + 10 + 80) * MS);
    assertThat(events(cluster, TimerSet.class))
        .extracting(it -> it.delayNanos() / MS)
        .containsExactly(100L, 30L, 80L);
  }

  @Test
  void a_timer_that_was_set_again_is_explained_by_its_clock_and_that_by_the_fault()
      throws InterruptedException {
    SimulatedCluster cluster = started();
    cluster.inject(drift(1.05));
    run(cluster, 200);
    TimerFired fired = events(cluster, TimerFired.class).get(0);
    assertThat(Causes.of(cluster.trace(), fired))
        .extracting(TraceEvent::getClass)
        .containsSubsequence(
            TimerFired.class, TimerSet.class, ClockChanged.class, FaultInjected.class);
  }

  @Test
  void a_timer_that_is_set_while_the_clock_is_off_is_explained_by_the_clock()
      throws InterruptedException {
    SimulatedCluster cluster = flock(1, TimeRange.ofMillis(100, 100));
    cluster.inject(drift(1.05));
    cluster.startAll();
    run(cluster, 200);
    List<TraceEvent> chain = Causes.of(cluster.trace(), events(cluster, TimerFired.class).get(0));
    assertThat(chain.get(chain.size() - 1)).isInstanceOf(ClockChanged.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 1.05, 3, 7.123457})
  void a_clock_that_is_true_again_at_once_leaves_its_timers_where_they_were(double rate)
      throws InterruptedException {
    SimulatedCluster cluster = started();
    run(cluster, 33);
    cluster.inject(drift(rate));
    cluster.inject(drift(1));
    assertThat(fired(cluster)).isEqualTo(100 * MS);
  }

  @Test
  void a_clock_that_runs_so_already_changes_nothing() {
    SimulatedCluster cluster = started();
    cluster.inject(drift(1));
    assertThat(events(cluster, ClockChanged.class)).isEmpty();
    assertThat(events(cluster, TimerSet.class)).hasSize(1);
  }

  @Test
  void a_clock_belongs_to_the_machine_and_not_to_the_node_or_to_links()
      throws InterruptedException {
    SimulatedCluster cluster = started();
    ClusterState state = new ClusterState(cluster.spec());
    cluster.trace().observe(state);
    cluster.inject(drift(2));
    cluster.inject(new Crash(ONE));
    cluster.inject(new Heal());
    run(cluster, 10);
    cluster.inject(new Restart(ONE, true));
    assertThat(fired(cluster)).isEqualTo(60 * MS);
    assertThat(state.node(N1).clockRate()).isEqualTo(2);
  }

  @Test
  void a_timer_that_ran_out_in_a_pause_has_run_out_whatever_the_clock_does_then()
      throws InterruptedException {
    SimulatedCluster cluster = started();
    cluster.inject(new Pause(ONE));
    run(cluster, 150);
    cluster.inject(drift(0.1));
    cluster.inject(new Resume(ONE));
    assertThat(fired(cluster)).isEqualTo(150 * MS);
  }

  @Test
  void a_timer_that_runs_on_in_a_pause_runs_at_the_new_rate() throws InterruptedException {
    SimulatedCluster cluster = started();
    cluster.inject(new Pause(ONE));
    run(cluster, 50);
    cluster.inject(drift(0.1));
    cluster.inject(new Resume(ONE));
    assertThat(fired(cluster)).isEqualTo(550 * MS);
  }

  @Test
  void a_timer_that_was_fired_in_a_pause_does_not_run_again() throws InterruptedException {
    SimulatedCluster cluster = started();
    cluster.inject(new Pause(ONE));
    cluster.inject(new Fire(ONE, Flock.WAIT));
    cluster.inject(drift(0.1));
    run(cluster, 20);
    cluster.inject(new Resume(ONE));
    assertThat(fired(cluster)).isEqualTo(20 * MS);
  }

  @Test
  void the_moments_that_chance_could_have_drawn_are_scaled_too() throws InterruptedException {
    SimulatedCluster cluster = flock(2, TimeRange.ofMillis(100, 200));
    cluster.startAll();
    run(cluster, 20);
    cluster.inject(drift(2));
    TimerWindow fast = cluster.pendingTimer(N1, Flock.WAIT).orElseThrow();
    assertThat(fast.earliestNanos()).isEqualTo(60 * MS);
    assertThat(fast.latestNanos()).isBetween(110 * MS - 1, 110 * MS);
    TimerWindow other = cluster.pendingTimer(N2, Flock.WAIT).orElseThrow();
    assertThat(other.earliestNanos()).isEqualTo(100 * MS);
  }

  @Test
  void a_run_whose_clocks_drifted_comes_back_the_same() throws InterruptedException {
    SimulatedCluster cluster = flock(3, TimeRange.ofMillis(100, 200));
    cluster.startAll();
    run(cluster, 20);
    cluster.inject(drift(1.234567));
    run(cluster, 500);
    SimulatedCluster again = new SimulatedCluster(cluster.spec(), cluster.network());
    Replayer replayer = new Replayer(cluster.recording(), again);
    while (replayer.move()) {
      assertThat(again.trace().nowNanos()).isLessThanOrEqualTo(cluster.trace().nowNanos());
    }
    assertThat(again.fingerprint()).isEqualTo(cluster.fingerprint());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.09, 10.1, -1, 1.0000001})
  void no_clock_runs_at_any_rate(double rate) {
    assertThatThrownBy(() -> drift(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a clock runs at 0.1 to 10 times its true rate");
  }
}
