package quorate.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import quorate.lab.cluster.Cutting.Bridge;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Cutting.Partition;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.cluster.Troubling.Mishap;
import quorate.lab.simulator.Chatter.Say;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;

/** Faults that come while others are under way. */
class FaultsInTroubleTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final SortedSet<Direction> TO_N2 = new TreeSet<>(List.of(new Direction(N1, N2)));

  private static SimulatedCluster started(Network network) {
    SimulatedCluster cluster = new SimulatedCluster(Chatter.of(3, 1), network);
    cluster.startAll();
    return cluster;
  }

  private static void run(SimulatedCluster cluster, Duration time) throws InterruptedException {
    cluster.runFor(time);
  }

  private static void run(SimulatedCluster cluster, long millis) throws InterruptedException {
    run(cluster, Duration.ofMillis(millis));
  }

  private static <T extends TraceEvent> List<T> events(
      SimulatedCluster cluster, Class<T> type, Predicate<T> wanted) {
    return cluster.trace().events().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(wanted)
        .toList();
  }

  private static SortedSet<NodeId> only(NodeId node) {
    return new TreeSet<>(List.of(node));
  }

  private static Delayed delay(long millis) {
    return new Delayed(Delay.fixed(Duration.ofMillis(millis)), TO_N2);
  }

  @Test
  void what_arrives_in_the_moment_in_which_something_is_due_stays_behind_it()
      throws InterruptedException {
    Delay longerThanTheFault = Delay.fixed(Duration.ofMillis(5));
    SimulatedCluster cluster = started(Network.DEFAULT.withLatency(longerThanTheFault));
    cluster.inject(delay(1));
    run(cluster, Duration.ofNanos(20_500_000));
    cluster.inject(new Heal());
    run(cluster, 20);
    assertThat(events(cluster, Delivered.class, it -> it.to().equals(N2)))
        .extracting(it -> ((Say) it.message()).number())
        .isSorted()
        .hasSizeGreaterThan(20);
  }

  @Test
  void a_message_that_is_there_twice_is_lost_once() throws InterruptedException {
    SimulatedCluster cluster = started(Network.DEFAULT);
    cluster.inject(Mishap.DUPLICATE.on(1, TO_N2));
    cluster.inject(delay(10));
    run(cluster, 20);
    cluster.inject(new Cut(TO_N2));
    run(cluster, 20);
    cluster.inject(new Heal());
    cluster.inject(Mishap.DUPLICATE.on(1, TO_N2));
    cluster.inject(new Pause(only(N2)));
    run(cluster, 20);
    cluster.inject(new Crash(only(N2)));
    List<Long> lost =
        events(cluster, Dropped.class, it -> it.to().equals(N2)).stream()
            .map(TraceEvent::cause)
            .toList();
    assertThat(lost).hasSizeGreaterThan(35).doesNotHaveDuplicates();
    assertThat(events(cluster, Delivered.class, it -> it.to().equals(N2)))
        .extracting(TraceEvent::cause)
        .isNotEmpty()
        .doesNotContainAnyElementsOf(lost);
  }

  @Test
  void a_pause_that_somebody_ends_before_its_time_is_over() throws InterruptedException {
    SimulatedCluster cluster = started(Network.DEFAULT);
    cluster.inject(new Pause(only(N1), Optional.of(Duration.ofMillis(50))));
    cluster.inject(new Pause(only(N2), Optional.of(Duration.ofMillis(50))));
    cluster.inject(new Resume(only(N1)));
    assertThat(cluster.awaitsEndOfFault()).isTrue();
    cluster.inject(new Crash(only(N2)));
    assertThat(cluster.awaitsEndOfFault()).isFalse();
  }

  @Test
  @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
  void a_node_that_is_paused_while_it_catches_up_stands_still_again() throws InterruptedException {
    SimulatedCluster cluster = started(Network.DEFAULT);
    cluster.inject(new Pause(only(N2)));
    run(cluster, 20);
    int[] heard = {0};
    Observer again =
        event -> {
          if (event instanceof Delivered it && it.to().equals(N2) && ++heard[0] == 5) {
            cluster.inject(new Pause(only(N2)));
          }
        };
    cluster.trace().observe(again);
    cluster.inject(new Resume(only(N2)));
    run(cluster, 20);
    assertThat(heard[0]).isEqualTo(5);
    cluster.trace().forget(again);
    cluster.inject(new Resume(only(N2)));
    assertThat(events(cluster, Delivered.class, it -> it.to().equals(N2)))
        .extracting(it -> ((Say) it.message()).number())
        .isSorted()
        .hasSize(39);
  }

  @Test
  void faults_that_name_a_stranger_are_refused_and_nothing_happens() {
    SimulatedCluster cluster = started(Network.DEFAULT);
    long before = cluster.trace().last();
    SortedSet<NodeId> stranger = only(new NodeId(9));
    SortedSet<NodeId> anybody = new TreeSet<>();
    List<Fault> faults =
        List.of(
            new Partition(List.of(only(N1), stranger)),
            new Bridge(stranger.first()),
            new Drop("Say", stranger, anybody, OptionalInt.empty()),
            new Drop("Say", anybody, stranger, OptionalInt.empty()));
    for (Fault fault : faults) {
      assertThatThrownBy(() -> cluster.inject(fault))
          .as("%s", fault)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("n9 does not exist; chatter has nodes 1 to 3");
    }
    assertThat(cluster.trace().last()).isEqualTo(before);
    assertThat(events(cluster, Sent.class, it -> true)).isEmpty();
  }
}
