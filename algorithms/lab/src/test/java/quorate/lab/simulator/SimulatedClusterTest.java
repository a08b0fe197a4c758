package quorate.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import quorate.lab.Flock.Memory;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.Troubling;
import quorate.lab.simulator.Chatter.Saved;
import quorate.lab.simulator.Chatter.Say;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.SaveLost;
import quorate.lab.trace.TraceEvent.Saving;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

class SimulatedClusterTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final NodeId N3 = new NodeId(3);

  private static Delay millis(long millis) {
    return Delay.fixed(Duration.ofMillis(millis));
  }

  private static SimulatedCluster chatter(Network network, long runMillis)
      throws InterruptedException {
    SimulatedCluster cluster = new SimulatedCluster(Chatter.of(3, 1), network);
    cluster.startAll();
    run(cluster, runMillis);
    return cluster;
  }

  private static void run(SimulatedCluster cluster, long millis) throws InterruptedException {
    assertThat(cluster.runUntil(live -> false, Duration.ofMillis(millis))).isFalse();
  }

  private static <T extends TraceEvent> List<T> events(SimulatedCluster cluster, Class<T> type) {
    return cluster.trace().events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<Integer> heardBy(NodeId node, SimulatedCluster cluster) {
    return events(cluster, Delivered.class).stream()
        .filter(event -> event.to().equals(node))
        .map(event -> ((Say) event.message()).number())
        .toList();
  }

  /** When n1's message of a number arrived at a node, in milliseconds. */
  private static double arrival(int number, NodeId node, SimulatedCluster cluster) {
    return events(cluster, Delivered.class).stream()
        .filter(event -> event.to().equals(node) && event.message().equals(new Say(number)))
        .mapToDouble(event -> event.atNanos() / 1e6)
        .findFirst()
        .orElseThrow();
  }

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
  void what_depends_on_a_save_leaves_when_that_is_safe() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(4)), 30);

    assertThat(arrival(9, N2, cluster)).isEqualTo(10);
    assertThat(arrival(10, N2, cluster)).as("two saves of one rule are one").isEqualTo(15);
    assertThat(arrival(11, N2, cluster)).as("behind the one before").isEqualTo(15);
    assertThat(arrival(15, N2, cluster)).isEqualTo(16);
  }

  @Test
  void a_save_waits_for_the_one_before() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(15)), 60);

    assertThat(arrival(10, N2, cluster)).isEqualTo(10 + 15 + 1);
    assertThat(arrival(20, N2, cluster)).isEqualTo(10 + 15 + 15 + 1);
  }

  @Test
  void what_still_waits_for_a_save_when_its_sender_crashes_was_never_sent()
      throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(5)), 10);
    cluster.inject(new Crash(new TreeSet<>(List.of(N1))));
    run(cluster, 20);

    assertThat(heardBy(N2, cluster)).endsWith(9).doesNotContain(10);
    assertThat(events(cluster, Sent.class)).extracting(Sent::message).doesNotContain(new Say(10));
    assertThat(events(cluster, Dropped.class)).isEmpty();
  }

  /** What n1 has to do with its disk and its message to n2, in order, in milliseconds. */
  private static List<String> savesAndSends(SimulatedCluster cluster, int from, int upTo) {
    List<String> lines = new ArrayList<>();
    for (TraceEvent event : cluster.trace().events()) {
      double at = event.atNanos() / 1e6;
      if (event instanceof Saving) {
        lines.add(at + " saving");
      } else if (event instanceof Persisted) {
        lines.add(at + " persisted");
      } else if (event instanceof Sent sent && sent.to().equals(N2)) {
        int number = ((Say) sent.message()).number();
        if (number >= from && number <= upTo) {
          lines.add(at + " sent " + number);
        }
      }
    }
    return lines;
  }

  @Test
  void a_message_that_waits_for_the_disk_is_sent_when_the_disk_is_done()
      throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(4)), 15);

    assertThat(savesAndSends(cluster, 9, 14))
        .containsExactly(
            "9.0 sent 9",
            "10.0 saving",
            "10.0 saving",
            "14.0 persisted",
            "14.0 persisted",
            "14.0 sent 10",
            "14.0 sent 11",
            "14.0 sent 12",
            "14.0 sent 13",
            "14.0 sent 14");
    Persisted done = events(cluster, Persisted.class).get(1);
    assertThat(cluster.trace().find(done.cause()).orElseThrow())
        .as("the two lines of one save belong together")
        .isEqualTo(events(cluster, Saving.class).get(1));
    for (Sent sent : events(cluster, Sent.class)) {
      assertThat(cluster.trace().find(sent.cause()).orElseThrow())
          .as("what a message answers to is what its node handled, however long ago")
          .isInstanceOf(TraceEvent.TimerFired.class);
    }
  }

  @Test
  void a_disk_that_takes_no_time_is_done_at_once() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 15);

    assertThat(savesAndSends(cluster, 9, 10))
        .containsExactly("9.0 sent 9", "10.0 persisted", "10.0 persisted", "10.0 sent 10");
  }

  @Test
  void a_paused_node_sends_what_waited_for_its_disk_when_it_goes_on() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(4)), 10);
    TreeSet<NodeId> one = new TreeSet<>(List.of(N1));
    cluster.inject(new Pause(one));
    run(cluster, 10);
    assertThat(savesAndSends(cluster, 10, 12))
        .containsExactly("10.0 saving", "10.0 saving", "14.0 persisted", "14.0 persisted");

    cluster.inject(new Resume(one));
    run(cluster, 1);
    assertThat(savesAndSends(cluster, 10, 11)).endsWith("20.0 sent 10", "20.0 sent 11");
  }

  @Test
  void a_paused_node_that_crashes_never_sends_what_waited_for_its_disk()
      throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(4)), 10);
    TreeSet<NodeId> one = new TreeSet<>(List.of(N1));
    cluster.inject(new Pause(one));
    run(cluster, 10);
    cluster.inject(new Crash(one));
    cluster.inject(new Restart(one));
    run(cluster, 5);

    assertThat(events(cluster, Sent.class)).extracting(Sent::message).doesNotContain(new Say(10));
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

  private static boolean isSave(TraceEvent event) {
    return event instanceof Saving || event instanceof Persisted;
  }

  /** What is on the disk of a node that saves for 5 ms and fails so long after it began to. */
  private static Memory kept(long millis, Network network) throws InterruptedException {
    SimulatedCluster cluster = new SimulatedCluster(Flock.of(1), network);
    cluster.startAll();
    cluster.runUntil(
        live -> live.trace().events().stream().anyMatch(SimulatedClusterTest::isSave),
        Duration.ofSeconds(1));
    run(cluster, millis);
    cluster.inject(new Crash(new TreeSet<>(List.of(N1))));
    cluster.inject(new Restart(new TreeSet<>(List.of(N1))));
    run(cluster, 1);
    boolean lost = ((Memory) cluster.state(N1)).flight() == 0;
    assertThat(events(cluster, SaveLost.class)).hasSize(lost ? 1 : 0);
    return (Memory) cluster.state(N1);
  }

  @Test
  void a_save_that_has_not_finished_when_the_machine_fails_is_lost() throws InterruptedException {
    Network slow = Network.DEFAULT.withPersist(millis(5));
    assertThat(kept(0, slow)).isEqualTo(new Memory(0));
    assertThat(kept(4, slow)).isEqualTo(new Memory(0));
    assertThat(kept(5, slow)).isEqualTo(new Memory(1));
    assertThat(kept(50, slow)).isEqualTo(new Memory(1));
    assertThat(kept(0, Network.DEFAULT)).as("a disk without delay").isEqualTo(new Memory(1));
  }

  @Test
  void of_several_saves_the_last_that_finished_is_on_the_disk() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT.withPersist(millis(15)), 35);
    cluster.inject(new Crash(new TreeSet<>(List.of(N1))));

    assertThat(events(cluster, SaveLost.class))
        .extracting(SaveLost::state)
        .as("saved from 10 to 25 ms, from 25 to 40 ms, and from 40 ms on")
        .containsExactly(new Saved(20, "first part"));
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
  void what_reaches_a_paused_node_waits_for_it() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 3);
    TreeSet<NodeId> two = new TreeSet<>(List.of(N2));
    cluster.inject(new Pause(two));
    run(cluster, 5);
    assertThat(heardBy(N2, cluster)).containsExactly(1, 2);

    cluster.inject(new Resume(two));
    assertThat(heardBy(N2, cluster)).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(arrival(3, N2, cluster)).isEqualTo(8);
    assertThat(events(cluster, Dropped.class)).isEmpty();
  }

  @Test
  void the_timers_of_a_paused_node_fire_late() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 3);
    TreeSet<NodeId> one = new TreeSet<>(List.of(N1));
    cluster.inject(new Pause(one));
    run(cluster, 5);
    assertThat(heardBy(N2, cluster)).containsExactly(1, 2, 3);

    cluster.inject(new Resume(one));
    run(cluster, 3);
    assertThat(arrival(4, N2, cluster)).isEqualTo(9);
    assertThat(arrival(5, N2, cluster)).as("set again when the late one was handled").isEqualTo(10);
  }

  @Test
  void what_waits_for_a_paused_node_is_lost_if_it_crashes() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 3);
    TreeSet<NodeId> two = new TreeSet<>(List.of(N2));
    cluster.inject(new Pause(two));
    run(cluster, 2);
    cluster.inject(new Crash(two));
    cluster.inject(new Resume(two));

    assertThat(heardBy(N2, cluster)).containsExactly(1, 2);
    assertThat(events(cluster, Dropped.class))
        .extracting(Dropped::message, Dropped::because)
        .containsExactly(
            tuple(new Say(3), DropCause.CRASHED), tuple(new Say(4), DropCause.CRASHED));
  }

  @Test
  void a_paused_node_that_is_broken_by_what_waited_for_it_is_gone() throws InterruptedException {
    SimulatedCluster cluster = chatter(Network.DEFAULT, 112);
    TreeSet<NodeId> two = new TreeSet<>(List.of(N2));
    cluster.inject(new Pause(two));
    run(cluster, 4);
    cluster.inject(new Resume(two));

    assertThat(events(cluster, Crashed.class)).extracting(Crashed::node).containsExactly(N3, N2);
    assertThat(events(cluster, Dropped.class))
        .filteredOn(event -> event.to().equals(N2))
        .extracting(Dropped::message)
        .containsExactly(new Say(114), new Say(115));
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
      cluster.inject(new Troubling.Reorder(1, everywhere));
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
