package quorate.lab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.Flock.Beat;
import quorate.lab.Flock.Honk;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.Belief;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Reason;
import quorate.spi.Reason.Explanation;
import quorate.spi.Reason.Ignored;
import quorate.spi.Reason.Refused;
import quorate.spi.Timer;

class TraceFilterTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final Timer HEARTBEAT = Timer.heartbeat("DRUM");

  private final Trace trace = new Trace(() -> 0, 100);

  private static TraceFilter all() {
    return new TraceFilter(Optional.empty(), Set.of(), false);
  }

  private static TraceFilter at(NodeId node) {
    return new TraceFilter(Optional.of(new TreeSet<>(List.of(node))), Set.of(), false);
  }

  private static TraceFilter types(String... types) {
    return new TraceFilter(Optional.empty(), Set.of(types), false);
  }

  private List<TraceEvent> shown(TraceFilter filter) {
    return trace.events().stream().filter(event -> filter.shows(trace, event)).toList();
  }

  private Sent send(Message message) {
    return trace.write(0, at -> new Sent(at, N1, N2, message));
  }

  private Delivered deliver(Sent sent) {
    return trace.write(sent.number(), at -> new Delivered(at, N1, N2, sent.message(), 0));
  }

  private TimerSet set(TraceEvent cause, Timer timer) {
    return trace.write(cause.number(), at -> new TimerSet(at, N2, timer, 5));
  }

  @Test
  void heartbeats_their_timer_and_the_timers_that_they_set_are_left_out() {
    TraceEvent fired = trace.write(0, at -> new TimerFired(at, N1, HEARTBEAT));
    trace.write(fired.number(), at -> new TimerSet(at, N1, HEARTBEAT, 50));
    trace.write(fired.number(), at -> new TimerCancelled(at, N1, HEARTBEAT));
    Delivered beat = deliver(send(new Beat(1)));
    set(beat, Flock.WAIT);
    trace.write(beat.number(), at -> new TimerCancelled(at, N2, Flock.WAIT));
    assertThat(shown(all())).isEmpty();
    assertThat(shown(new TraceFilter(Optional.empty(), Set.of(), true)))
        .isEqualTo(trace.events())
        .hasSize(7);
  }

  @Test
  void the_name_of_a_timer_says_nothing_of_what_it_is_for() {
    TraceEvent set = set(send(new Honk(1)), new Timer("HEARTBEAT"));
    assertThat(shown(types("set"))).containsExactly(set);
  }

  @Test
  void what_a_heartbeat_changes_is_no_routine() {
    Delivered beat = deliver(send(new Beat(1)));
    Belief nothing = Belief.candidate(OptionalLong.of(1), "");
    TraceEvent changed =
        trace.write(beat.number(), at -> new BeliefChanged(at, N2, nothing, nothing));
    TimerSet set = set(beat, Flock.WAIT);
    TraceEvent fired = trace.write(set.number(), at -> new TimerFired(at, N2, Flock.WAIT));
    assertThat(shown(all())).containsExactly(changed, fired);
  }

  @Test
  void a_node_sees_its_own_events_what_it_lost_on_the_way_and_the_faults() {
    Sent sent = send(new Honk(1));
    Delivered delivered = deliver(sent);
    Sent second = send(new Honk(2));
    TraceEvent lost =
        trace.write(
            second.number(), at -> new Dropped(at, N1, N2, second.message(), DropCause.CRASHED, 0));
    TraceEvent fault = trace.write(0, at -> new FaultInjected(at, "heal"));
    assertThat(shown(at(N1))).containsExactly(sent, second, lost, fault);
    assertThat(shown(at(N2))).containsExactly(delivered, lost, fault);
    assertThat(shown(at(new NodeId(3)))).containsExactly(fault);
  }

  private TraceEvent say(Reason reason) {
    return trace.write(0, at -> new Explained(at, N2, reason));
  }

  @Test
  void a_type_is_the_name_of_a_message_a_kind_of_event_or_of_a_reason() {
    Sent sent = send(new Honk(1));
    Delivered delivered = deliver(sent);
    TraceEvent refusal = say(new Refused(N1, "late", "would rather not vote for n1"));
    TraceEvent ignored = say(new Ignored("did not listen"));
    TraceEvent other = say(new Explanation("refused and ignored nothing"));
    Sent beat = send(new Beat(1));
    assertThat(shown(types("Honk"))).containsExactly(sent, delivered);
    assertThat(shown(types("delivered", "Honk"))).containsExactly(sent, delivered);
    assertThat(shown(types("delivered"))).containsExactly(delivered);
    assertThat(shown(types("refused"))).containsExactly(refusal);
    assertThat(shown(types("ignored"))).containsExactly(ignored);
    assertThat(shown(types("says"))).containsExactly(refusal, ignored, other);
    assertThat(shown(types("sent"))).containsExactly(sent); // a heartbeat was not asked for
    assertThat(shown(types("Beat"))).containsExactly(beat);
  }
}
