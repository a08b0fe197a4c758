package quorate.nodes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Purpose;
import quorate.spi.Timer;

class TraceMergeTest {

  private static final long MS = 1_000_000;
  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final Timer ELECTION = new Timer("ELECTION");

  private final List<TraceEvent> merged = new ArrayList<>();
  private final TraceMerge merge = new TraceMerge(List.of(N1, N2), this::write);

  private record Ping(int number) implements Message {
    @Override
    public Purpose purpose() {
      return Purpose.ELECTION;
    }
  }

  private TraceEvent write(long atNanos, long cause, Function<Stamp, TraceEvent> event) {
    TraceEvent written = event.apply(new Stamp(merged.size() + 1, atNanos, cause));
    merged.add(written);
    return written;
  }

  private static Stamp stamp(long number, long millis, long cause) {
    return new Stamp(number, millis * MS, cause);
  }

  private void bothBegin() {
    merge.begin(N1, 0, 0);
    merge.begin(N2, 0, 0);
    merge.add(N1, new Started(stamp(1000, 1, 0), N1, "-", false));
    merge.add(N2, new Started(stamp(2000, 2, 0), N2, "-", false));
  }

  private void markBoth(long millis) {
    merge.mark(N1, millis * MS);
    merge.mark(N2, millis * MS);
    merge.release(millis * MS);
  }

  private static Sent sent(long number, long millis, NodeId from, NodeId to) {
    return new Sent(stamp(number, millis, 0), from, to, new Ping((int) number));
  }

  private static Delivered delivered(long number, long millis, Sent sent) {
    return new Delivered(
        stamp(number, millis, sent.number()), sent.from(), sent.to(), sent.message(), 42);
  }

  private List<String> kinds() {
    return merged.stream().map(it -> it.getClass().getSimpleName()).toList();
  }

  @Test
  void events_are_in_the_order_of_time_whoever_told_them_first() {
    bothBegin();
    merge.add(N1, sent(1001, 10, N1, N2));
    merge.add(N1, sent(1002, 30, N1, N2));
    merge.add(N2, sent(2001, 20, N2, N1));

    markBoth(40);

    assertThat(merged).extracting(TraceEvent::atNanos).isSorted();
    assertThat(merged.stream().filter(Sent.class::isInstance).map(it -> ((Sent) it).from()))
        .containsExactly(N1, N2, N1);
    assertThat(merged.stream().map(TraceEvent::number))
        .containsExactlyElementsOf(IntStream.range(1, 6).mapToObj(i -> (long) i).toList());
  }

  @Test
  void nothing_is_written_while_something_older_can_come() {
    bothBegin();
    merge.add(N1, sent(1001, 10, N1, N2));
    merge.mark(N1, 100 * MS);

    merge.release(100 * MS);

    assertThat(kinds()).containsExactly("Started", "Started");
    assertThat(merge.doneNanos()).isEqualTo(2 * MS);

    merge.mark(N2, 50 * MS);
    merge.release(100 * MS);

    assertThat(kinds()).containsExactly("Started", "Started", "Sent");
    assertThat(merge.doneNanos()).isEqualTo(50 * MS);
  }

  @Test
  void causes_are_those_of_the_merged_trace() {
    bothBegin();
    Sent sent = sent(1001, 10, N1, N2);
    merge.add(N1, sent);
    merge.add(N1, new TimerSet(stamp(1002, 11, 1001), N1, ELECTION, 5));
    merge.add(N1, new TimerFired(stamp(1003, 16, 1002), N1, ELECTION));
    merge.add(N2, delivered(2001, 12, sent));
    markBoth(20);

    TraceEvent fired = last(TimerFired.class);
    assertThat(fired.cause()).isEqualTo(last(TimerSet.class).number());
  }

  @Test
  void an_arrival_is_caused_by_its_sending_and_stands_behind_it_even_at_the_same_moment() {
    bothBegin();
    Sent sent = sent(1001, 10, N1, N2);
    merge.add(N2, delivered(2001, 10, sent));
    merge.add(N1, sent);

    markBoth(20);

    assertThat(kinds()).containsExactly("Started", "Started", "Sent", "Delivered");
    assertThat(last(Delivered.class).cause()).isEqualTo(last(Sent.class).number());
  }

  @Test
  void an_arrival_waits_for_its_sending_when_the_clocks_are_apart() {
    bothBegin();
    Sent sent = sent(1001, 15, N1, N2);
    merge.add(N2, delivered(2001, 10, sent));
    merge.add(N1, sent);

    markBoth(20);

    assertThat(kinds()).containsExactly("Started", "Started", "Sent", "Delivered");
    assertThat(merged).extracting(TraceEvent::atNanos).isSorted();
  }

  @Test
  void a_sender_that_was_killed_before_it_could_tell_has_sent_all_the_same() {
    bothBegin();
    merge.release(0);
    merge.end(N1);
    merge.own(5 * MS, at -> Crashed.onRequest(at, N1));
    merge.add(N2, delivered(2001, 6, sent(1001, 4, N1, N2)));

    markBoth(20);

    assertThat(kinds()).containsExactly("Started", "Started", "Crashed", "Sent", "Delivered");
    assertThat(last(Delivered.class).cause()).isEqualTo(last(Sent.class).number());
  }

  @Test
  void what_is_on_its_way_to_a_killed_node_is_dropped_with_it_once() {
    bothBegin();
    merge.add(N1, sent(1001, 3, N1, N2));
    merge.end(N2);
    merge.own(5 * MS, at -> Crashed.onRequest(at, N2));
    Sent late = sent(1002, 6, N1, N2);
    merge.add(N1, late);
    merge.add(
        N1,
        new Dropped(stamp(1003, 7, 1002), N1, N2, late.message(), DropCause.CONNECTION_LOST, 0));
    merge.mark(N1, 20 * MS);
    merge.release(20 * MS);

    assertThat(kinds())
        .containsExactly("Started", "Started", "Sent", "Crashed", "Dropped", "Sent", "Dropped");
    assertThat(merged.stream().filter(Dropped.class::isInstance).map(Dropped.class::cast))
        .extracting(Dropped::because)
        .containsOnly(DropCause.CRASHED);
    assertThat(last(Dropped.class).cause()).isEqualTo(last(Sent.class).number());
  }

  @Test
  void the_last_words_of_a_killed_node_arrive_or_are_lost() {
    bothBegin();
    Sent arrives = sent(1001, 3, N1, N2);
    merge.add(N1, arrives);
    merge.add(N1, sent(1002, 4, N1, N2));
    merge.end(N1);
    merge.own(5 * MS, at -> Crashed.onRequest(at, N1));
    merge.add(N2, delivered(2001, 6, arrives));
    merge.mark(N2, 500 * MS);
    merge.release(500 * MS);
    assertThat(kinds()).doesNotContain("Dropped");

    merge.mark(N2, 1_500 * MS);
    merge.release(1_500 * MS);

    assertThat(last(Dropped.class))
        .isInstanceOfSatisfying(
            Dropped.class,
            it -> {
              assertThat(it.because()).isEqualTo(DropCause.CONNECTION_LOST);
              assertThat(it.message()).isEqualTo(new Ping(1002));
            });
    merge.release(9_000 * MS);
    assertThat(merged.stream().filter(Dropped.class::isInstance)).hasSize(1);
  }

  @Test
  void a_node_whose_process_is_a_new_one_has_started_again() {
    bothBegin();
    merge.mark(N1, 5 * MS);
    merge.end(N2);
    merge.own(5 * MS, at -> Crashed.onRequest(at, N2));
    merge.begin(N2, 6 * MS, 0);
    merge.add(N2, new Started(stamp(2_000_000, 9, 0), N2, "-", false));

    markBoth(20);

    assertThat(merged.stream().filter(Started.class::isInstance).map(Started.class::cast))
        .extracting(Started::restarted)
        .containsExactly(false, false, true);
  }

  @Test
  void a_node_that_stands_still_holds_nobody_up_and_what_it_says_later_is_not_older() {
    bothBegin();
    merge.add(N1, sent(1001, 10, N1, N2));
    merge.silent(N2);
    merge.mark(N1, 100 * MS);
    merge.release(100 * MS);
    assertThat(kinds()).containsExactly("Started", "Started", "Sent");
    assertThat(merge.doneNanos()).isEqualTo(100 * MS);

    merge.goesOn(N2, 100 * MS);
    merge.add(N2, sent(2001, 8, N2, N1));
    markBoth(200);

    assertThat(last(Sent.class).atNanos()).isGreaterThanOrEqualTo(10 * MS);
    assertThat(merged).extracting(TraceEvent::atNanos).isSorted();
  }

  @Test
  void a_fault_that_was_asked_of_a_process_is_told_once_and_any_other_as_well() {
    bothBegin();
    merge.own(5 * MS, at -> new FaultInjected(at, "cut 1->2"));
    merge.expectFault(N2);
    merge.add(N2, new FaultInjected(stamp(2001, 6, 0), "cut 1->2"));
    merge.add(N2, new LinksChanged(stamp(2002, 6, 0), List.of(), new TreeMap<>()));
    merge.add(N2, new TimerFired(stamp(2003, 7, 2001), N2, ELECTION));
    merge.add(N1, new FaultInjected(stamp(1001, 8, 0), "drop Ping"));

    markBoth(20);

    assertThat(kinds())
        .containsExactly("Started", "Started", "FaultInjected", "TimerFired", "FaultInjected");
    assertThat(last(TimerFired.class).cause()).isEqualTo(3);
  }

  @Test
  void times_of_a_process_with_another_origin_are_moved() {
    merge.begin(N1, 0, 0);
    merge.begin(N2, 0, -1_000 * MS);
    merge.add(N1, new Started(stamp(1000, 1, 0), N1, "-", false));
    merge.add(N2, new Started(stamp(2000, 1_002, 0), N2, "-", false));
    merge.mark(N1, 10 * MS);
    merge.mark(N2, 1_010 * MS);

    merge.release(10 * MS);

    assertThat(merged).extracting(TraceEvent::atNanos).containsExactly(MS, 2 * MS);
  }

  private TraceEvent last(Class<? extends TraceEvent> type) {
    Optional<TraceEvent> last =
        merged.stream().filter(type::isInstance).reduce((first, second) -> second);
    return last.orElseThrow();
  }

  @Test
  void a_clock_that_was_asked_to_drift_is_told_of_once_and_its_timers_are_explained_by_it() {
    bothBegin();
    merge.own(5 * MS, at -> new FaultInjected(at, "drift n1 2"));
    merge.ownOfFault(5 * MS, at -> new ClockChanged(at, N1, 1, 2));
    merge.expectFault(N1);
    merge.add(N1, new FaultInjected(stamp(1001, 6, 0), "drift n1 2"));
    merge.add(N1, new ClockChanged(stamp(1002, 6, 1001), N1, 1, 2));
    merge.add(N1, new TimerSet(stamp(1003, 6, 1002), N1, ELECTION, 70 * MS));
    merge.add(N2, new ClockChanged(stamp(2001, 7, 0), N2, 1, 3));
    markBoth(10);
    assertThat(kinds())
        .containsExactly(
            "Started", "Started", "FaultInjected", "ClockChanged", "TimerSet", "ClockChanged");
    assertThat(merged.get(3).cause()).isEqualTo(merged.get(2).number());
    assertThat(merged.get(4).cause()).isEqualTo(merged.get(3).number());
  }
}
