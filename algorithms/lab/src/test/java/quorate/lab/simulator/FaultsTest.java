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
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Fire;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.cluster.Troubling.Mishap;
import quorate.lab.simulator.Chatter.Say;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/** What faults do to a node that says a number each millisecond, and to those that hear it. */
class FaultsTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final SortedSet<Direction> EVERYWHERE = new TreeSet<>();
  private static final SortedSet<NodeId> ANYBODY = new TreeSet<>();

  private final SimulatedCluster cluster = new SimulatedCluster(Chatter.of(3, 1), Network.DEFAULT);

  private void run(long millis) throws InterruptedException {
    cluster.runFor(Duration.ofMillis(millis));
  }

  private void after(long millis, Fault fault) throws InterruptedException {
    if (cluster.trace().last() == 0) {
      cluster.startAll();
    }
    run(millis);
    cluster.inject(fault);
  }

  private <T extends TraceEvent> List<T> events(Class<T> type, Predicate<T> wanted) {
    return cluster.trace().events().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(wanted)
        .toList();
  }

  private List<Integer> heardByN2() {
    return events(Delivered.class, it -> it.to().equals(N2)).stream()
        .map(it -> ((Say) it.message()).number())
        .toList();
  }

  private long dropped(DropCause because) {
    return events(Dropped.class, it -> it.because() == because).size();
  }

  private static SortedSet<NodeId> only(NodeId node) {
    return new TreeSet<>(List.of(node));
  }

  private static SortedSet<Direction> toN2() {
    return new TreeSet<>(List.of(new Direction(N1, N2)));
  }

  private static Delay between(long min, long max) {
    return new Delay.Uniform(TimeRange.ofMillis(min, max));
  }

  @Test
  void loss_takes_its_share_of_the_messages() throws InterruptedException {
    after(0, Mishap.LOSS.on(0.3, EVERYWHERE));
    run(110);
    assertThat(dropped(DropCause.LOST) / 220.0).isBetween(0.2, 0.4);
  }

  @Test
  void a_delay_comes_on_top_and_keeps_the_order() throws InterruptedException {
    after(0, new Delayed(between(5, 50), toN2()));
    run(110);
    assertThat(heardByN2()).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(50);
    Delivered first = events(Delivered.class, it -> it.to().equals(N2)).get(0);
    assertThat(first.atNanos()).isBetween(7_000_000L, 52_000_000L);
  }

  @Test
  void what_is_held_back_stays_in_front_of_what_comes_after_the_delay_is_healed()
      throws InterruptedException {
    after(0, new Delayed(between(50, 51), toN2()));
    after(25, new Heal());
    run(85);
    assertThat(heardByN2()).isSorted().doesNotHaveDuplicates().startsWith(1, 2, 3);
    assertThat(heardByN2().size()).isGreaterThan(100);
  }

  @Test
  void reordered_messages_are_overtaken_and_none_is_lost() throws InterruptedException {
    after(0, Mishap.REORDER.on(0.2, EVERYWHERE));
    run(110);
    cluster.inject(new Pause(only(N1)));
    run(200);
    List<Integer> heard = heardByN2();
    assertThat(heard).doesNotHaveDuplicates().contains(1, 50, 109);
    assertThat(heard).isNotEqualTo(heard.stream().sorted().toList());
  }

  @Test
  void duplicates_are_handled_twice() throws InterruptedException {
    after(0, Mishap.DUPLICATE.on(0.5, toN2()));
    run(110);
    List<Integer> heard = heardByN2();
    assertThat(heard).isSorted();
    assertThat(heard.size() / 110.0).isBetween(1.35, 1.65);
  }

  @Test
  void messages_are_dropped_by_name_and_count() throws InterruptedException {
    after(0, new Drop("Say", ANYBODY, only(N2), OptionalInt.of(3)));
    after(0, new Drop("Shout", ANYBODY, ANYBODY, OptionalInt.empty()));
    run(100);
    assertThat(heardByN2()).startsWith(4, 5);
    assertThat(dropped(DropCause.PICKED)).isEqualTo(3);
    assertThat(cluster.links().troubles().get(new Direction(N1, N2)).dropped())
        .containsExactly("Shout");
  }

  @Test
  void a_message_that_is_held_back_meets_what_its_link_and_its_receiver_are_then()
      throws InterruptedException {
    after(0, new Delayed(between(100, 101), toN2()));
    after(50, new Cut(toN2()));
    run(70);
    assertThat(dropped(DropCause.CUT)).isPositive();
    cluster.inject(new Heal());
    after(10, new Crash(only(N2)));
    after(1, new Restart(only(N2)));
    run(300);
    assertThat(dropped(DropCause.CRASHED)).isPositive();
    assertThat(dropped(DropCause.CONNECTION_LOST)).isPositive();
  }

  @Test
  void an_empty_disk_makes_a_new_node_and_a_restart_alone_does_not() throws InterruptedException {
    after(25, new Crash(only(N1)));
    cluster.inject(new Restart(only(N1), true));
    cluster.inject(new Restart(only(N2), true));
    assertThat(events(DiskLost.class, it -> true)).extracting(DiskLost::node).containsExactly(N1);
  }

  @Test
  void a_pause_with_a_length_ends_by_itself() throws InterruptedException {
    after(10, new Pause(only(N1), Optional.of(Duration.ofMillis(20))));
    assertThat(cluster.awaitsEndOfFault()).isTrue();
    run(50);
    assertThat(cluster.awaitsEndOfFault()).isFalse();
    assertThat(events(Resumed.class, it -> true))
        .extracting(TraceEvent::atNanos)
        .containsExactly(30_000_000L);
    assertThat(events(FaultInjected.class, it -> true))
        .extracting(FaultInjected::fault)
        .containsExactly("pause n1 for 20ms", "resume n1");
  }

  @Test
  void the_end_of_a_pause_does_not_end_a_later_one() throws InterruptedException {
    after(10, new Pause(only(N1), Optional.of(Duration.ofMillis(20))));
    after(5, new Resume(only(N1)));
    after(5, new Pause(only(N1)));
    run(100);
    assertThat(events(Resumed.class, it -> true)).hasSize(1);
    assertThat(cluster.awaitsEndOfFault()).isFalse();
  }

  @Test
  void a_timer_that_is_fired_runs_out_now() throws InterruptedException {
    after(0, new Fire(only(N1), new Timer("NEXT")));
    assertThat(events(TimerFired.class, it -> true)).hasSize(1);
    assertThat(cluster.trace().nowNanos()).isZero();
  }

  @Test
  void a_timer_that_is_not_pending_cannot_be_fired_and_nothing_happens()
      throws InterruptedException {
    after(10, new Heal());
    long before = cluster.trace().last();
    assertThatThrownBy(() -> cluster.inject(new Fire(only(N1), new Timer("LUNCH"))))
        .hasMessage("timer LUNCH of n1 is not pending; NEXT is");
    assertThatThrownBy(() -> cluster.inject(new Fire(only(N2), new Timer("NEXT"))))
        .hasMessage("timer NEXT of n2 is not pending; none is");
    assertThatThrownBy(() -> cluster.inject(new Crash(only(new NodeId(9)))))
        .hasMessage("n9 does not exist; chatter has nodes 1 to 3");
    assertThat(cluster.trace().last()).isEqualTo(before);
  }
}
