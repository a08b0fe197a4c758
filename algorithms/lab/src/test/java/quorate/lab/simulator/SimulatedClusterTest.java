package quorate.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.lab.simulator.Simulations.N1;
import static quorate.lab.simulator.Simulations.N2;
import static quorate.lab.simulator.Simulations.N3;
import static quorate.lab.simulator.Simulations.arrival;
import static quorate.lab.simulator.Simulations.chatter;
import static quorate.lab.simulator.Simulations.events;
import static quorate.lab.simulator.Simulations.heardBy;
import static quorate.lab.simulator.Simulations.millis;
import static quorate.lab.simulator.Simulations.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.Flock;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Troubling;
import quorate.lab.simulator.Chatter.Say;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

class SimulatedClusterTest {

  @Test
  void a_message_takes_the_latency_of_its_link() throws InterruptedException {
    Network slow =
        Network.DEFAULT
            .withLatency(millis(2))
            .withLatency(new Direction(N1, N3), millis(7))
            .withLoss(new Direction(N1, N2), 0);
    SimulatedCluster cluster = chatter(slow, 12);

    assertThat(arrival(1, N2, cluster)).isEqualTo(3);
    assertThat(arrival(1, N3, cluster)).isEqualTo(8);
  }

  @Test
  void messages_in_one_direction_keep_their_order() throws InterruptedException {
    Network jittery = Network.DEFAULT.withLatency(new Delay.Uniform(TimeRange.ofMillis(0, 100)));
    SimulatedCluster cluster = chatter(jittery, 11);
    cluster.inject(new Crash(new TreeSet<>(List.of(N1))));
    run(cluster, 200);

    assertThat(heardBy(N2, cluster)).isEqualTo(IntStream.rangeClosed(1, 11).boxed().toList());
  }

  @Test
  void each_link_draws_from_a_stream_of_its_own() throws InterruptedException {
    Network jittery = Network.DEFAULT.withLatency(new Delay.Uniform(TimeRange.ofMillis(0, 100)));
    SimulatedCluster two = new SimulatedCluster(Chatter.of(2, 1), jittery);
    two.startAll();
    run(two, 300);
    SimulatedCluster three = chatter(jittery, 300);

    assertThat(arrival(1, N2, two)).isEqualTo(arrival(1, N2, three));
    assertThat(arrival(1, N3, three)).isNotEqualTo(arrival(1, N2, three));
  }

  @Test
  void nodes_that_start_together_hear_what_each_says_in_its_first_moment()
      throws InterruptedException {
    SimulatedCluster greeters = new SimulatedCluster(Chatter.greeting(4), Network.DEFAULT);
    greeters.startAll();
    run(greeters, 5);
    assertThat(events(greeters, Delivered.class)).hasSize(4 * 3);

    greeters.inject(new Crash(new TreeSet<>(greeters.spec().members())));
    greeters.inject(new Restart(new TreeSet<>(List.of(N1, N2, N3))));
    run(greeters, 5);
    assertThat(events(greeters, Delivered.class)).hasSize(4 * 3 + 3 * 2);
    assertThat(events(greeters, Dropped.class))
        .extracting(Dropped::because)
        .containsOnly(DropCause.CRASHED);
  }

  @Test
  void what_was_meant_for_an_earlier_life_does_not_arrive_in_the_next()
      throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withLatency(millis(5)), 3);
    TreeSet<NodeId> two = new TreeSet<>(List.of(N2));
    cluster.inject(new Crash(two));
    cluster.inject(new Restart(two));
    run(cluster, 8);

    assertThat(heardBy(N3, cluster)).startsWith(1, 2, 3, 4);
    assertThat(heardBy(N2, cluster)).startsWith(4);
    assertThat(events(cluster, Dropped.class))
        .extracting(Dropped::because)
        .containsOnly(DropCause.CONNECTION_LOST);
  }

  @Test
  void what_reaches_a_node_that_is_down_is_dropped() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 3);
    cluster.inject(new Crash(new TreeSet<>(List.of(N2))));
    run(cluster, 5);

    assertThat(events(cluster, Dropped.class))
        .extracting(Dropped::because)
        .containsOnly(DropCause.CRASHED);
  }

  @Test
  void every_message_has_one_fate_and_loss_is_one() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withLoss(0.5), 12);
    cluster.inject(new Crash(new TreeSet<>(List.of(N1))));
    run(cluster, 5);

    List<Dropped> lost = events(cluster, Dropped.class);
    assertThat(lost)
        .hasSizeBetween(2, 22)
        .extracting(Dropped::because)
        .containsOnly(DropCause.LOST);
    assertThat(lost.size() + events(cluster, Delivered.class).size())
        .isEqualTo(events(cluster, Sent.class).size());
  }

  @Test
  void a_link_may_lose_what_others_deliver() throws InterruptedException {
    SimulatedCluster cluster =
        chatter(Network.DEFAULT.withLoss(0.5).withLoss(new Direction(N1, N3), 1), 30);

    assertThat(heardBy(N2, cluster)).hasSizeBetween(5, 25);
    assertThat(heardBy(N3, cluster)).isEmpty();
  }

  @Test
  void what_is_sent_in_a_hurry_takes_no_time() throws InterruptedException {
    SimulatedCluster cluster =
        new SimulatedCluster(Chatter.of(3, 1), Network.DEFAULT.withLatency(millis(5)));
    cluster
        .trace()
        .observe(
            event -> {
              if (event instanceof Sent sent && sent.message().equals(new Say(2))) {
                cluster.hurry();
              }
            });
    cluster.startAll();
    run(cluster, 9);

    assertThat(arrival(1, N2, cluster)).isEqualTo(6);
    assertThat(arrival(2, N2, cluster)).as("behind the first, as ever").isEqualTo(6);
    assertThat(arrival(3, N2, cluster)).isEqualTo(8);
  }

  @Test
  void a_rule_that_throws_costs_its_node_the_life_and_nobody_elses() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 120);

    assertThat(events(cluster, Crashed.class)).extracting(Crashed::node).containsExactly(N2, N3);
    assertThat(events(cluster, Crashed.class).get(0).reason())
        .contains("a rule of chatter is broken")
        .contains("nobody says 113 to me");
    assertThat(cluster.state(N1)).isEqualTo(new Chatter.Saved(120, "all"));
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class, InternalError.class})
  void no_rule_is_to_blame_if_the_program_is_at_its_end(Class<? extends Error> end)
      throws Exception {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 1);
    Error error = end.getConstructor(String.class).newInstance("for the test");
    cluster
        .trace()
        .observe(
            event -> {
              if (event instanceof Delivered) {
                throw error;
              }
            });
    assertThatThrownBy(() -> run(cluster, 5)).isSameAs(error);
    assertThat(events(cluster, Crashed.class))
        .extracting(Crashed::reason)
        .hasSize(1)
        .allMatch(it -> it.contains("no rule is to blame") && !it.contains("is broken"));
  }

  @Test
  void what_takes_longer_than_time_can_be_counted_breaks_no_rule() throws InterruptedException {
    Delay longest = Delay.fixed(Duration.ofNanos(Long.MAX_VALUE));
    Delay forEver = new Delay.Sum(List.of(longest, longest));
    for (Network network :
        List.of(
            Network.DEFAULT,
            Network.DEFAULT.withLatency(forEver),
            Network.DEFAULT.withPersist(forEver))) {
      SimulatedCluster cluster = chatter(network, 20);
      SortedSet<Direction> everywhere = new TreeSet<>();
      cluster.inject(new Troubling.Delayed(forEver, everywhere));
      cluster.inject(Troubling.Mishap.REORDER.on(1, everywhere));
      run(cluster, 20);
      assertThat(events(cluster, Crashed.class)).isEmpty();
    }
  }

  @Test
  void time_passes_up_to_the_limit_even_if_nothing_happens() throws InterruptedException {
    SimulatedCluster cluster = new SimulatedCluster(Flock.of(3), Network.DEFAULT);
    run(cluster, 1234);

    assertThat(cluster.trace().nowNanos()).isEqualTo(1_234_000_000L);
    assertThat(cluster.trace().last()).isZero();
  }

  @Test
  void the_same_seed_and_network_give_the_same_run() throws InterruptedException {
    assertThat(fingerprint(1, Network.DEFAULT)).isEqualTo(fingerprint(1, Network.DEFAULT));
    assertThat(fingerprint(1, Network.DEFAULT)).isNotEqualTo(fingerprint(2, Network.DEFAULT));
    assertThat(fingerprint(1, Network.DEFAULT))
        .isNotEqualTo(fingerprint(1, Network.DEFAULT.withLatency(millis(2))));
  }

  private static String fingerprint(long seed, Network network) throws InterruptedException {
    SimulatedCluster cluster = new SimulatedCluster(Flock.of(5).withSeed(seed), network);
    cluster.startAll();
    run(cluster, 1000);
    assertThat(cluster.trace().last()).isGreaterThan(20);
    return cluster.fingerprint().orElseThrow();
  }

  @Test
  void a_long_run_heeds_an_interrupt() {
    SimulatedCluster cluster = new SimulatedCluster(Chatter.of(1, 1), Network.DEFAULT);
    cluster.startAll();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> cluster.runUntil(live -> false, Duration.ofHours(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void a_closed_cluster_does_nothing_any_more() {
    SimulatedCluster cluster = new SimulatedCluster(Chatter.of(3, 1), Network.DEFAULT);
    cluster.startAll();
    List<TraceEvent> later = new ArrayList<>();
    cluster.trace().observe(later::add);
    cluster.close();
    cluster.close();

    assertThatThrownBy(() -> cluster.call(live -> 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> cluster.runUntil(live -> false, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cluster chatter is closed");
    assertThat(later).isEmpty();
  }
}
