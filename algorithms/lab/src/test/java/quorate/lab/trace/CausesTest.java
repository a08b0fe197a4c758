package quorate.lab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.Flock.Beat;
import quorate.lab.Flock.Honk;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.Belief;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Reason.Explanation;

class CausesTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);

  private final Trace trace = new Trace(() -> 0, 100);

  private Sent send(long cause, Message message) {
    return trace.write(cause, at -> new Sent(at, N1, N2, message));
  }

  private Delivered deliver(Sent sent) {
    return trace.write(
        sent.number(), at -> new Delivered(at, sent.from(), sent.to(), sent.message(), 0));
  }

  private TimerSet set(TraceEvent cause) {
    return trace.write(cause.number(), at -> new TimerSet(at, N2, Flock.WAIT, 5));
  }

  private TimerFired fire(TimerSet set) {
    return trace.write(set.number(), at -> new TimerFired(at, N2, Flock.WAIT));
  }

  private Explained explain(TraceEvent cause, String why) {
    return trace.write(cause.number(), at -> new Explained(at, N2, new Explanation(why)));
  }

  private BeliefChanged changeMind(TraceEvent cause) {
    Belief nothing = Belief.candidate(OptionalLong.of(1), "");
    return trace.write(cause.number(), at -> new BeliefChanged(at, N2, nothing, nothing));
  }

  @Test
  void the_chain_goes_from_the_effect_back_to_what_has_no_cause() {
    Started started = trace.write(0, at -> new Started(at, N1, "-", false));
    Sent sent = send(started.number(), new Honk(1));
    Delivered delivered = deliver(sent);
    BeliefChanged effect = changeMind(delivered);
    assertThat(Causes.of(trace, effect)).containsExactly(effect, delivered, sent, started);
  }

  @Test
  void what_is_to_be_explained_is_not_said_twice() {
    Sent sent = send(0, new Honk(1));
    Delivered delivered = deliver(sent);
    Explained effect = explain(delivered, "refused");
    assertThat(Causes.of(trace, effect)).containsExactly(effect, delivered, sent);
  }

  @Test
  void what_a_node_said_stands_with_the_event_during_which_it_said_it_newest_first() {
    Sent sent = send(0, new Honk(1));
    Delivered delivered = deliver(sent);
    Explained first = explain(delivered, "first");
    Explained second = explain(delivered, "second");
    BeliefChanged effect = changeMind(delivered);
    Delivered later = deliver(send(0, new Honk(2)));
    explain(later, "about something else");
    assertThat(Causes.of(trace, effect)).isEqualTo(List.of(effect, second, first, delivered, sent));
  }

  @Test
  void a_timer_that_a_heartbeat_wound_up_is_explained_by_that_heartbeat_and_no_further() {
    Delivered older = deliver(send(0, new Honk(1)));
    Delivered heartbeat = deliver(send(older.number(), new Beat(1)));
    TimerSet set = set(heartbeat);
    TimerFired fired = fire(set);
    BeliefChanged effect = changeMind(fired);
    assertThat(Causes.of(trace, effect)).containsExactly(effect, fired, set, heartbeat);
  }

  @Test
  void a_heartbeat_that_wound_no_timer_up_is_explained_itself() {
    Sent sent = send(0, new Beat(1));
    Delivered heartbeat = deliver(sent);
    BeliefChanged effect = changeMind(heartbeat);
    assertThat(Causes.of(trace, effect)).containsExactly(effect, heartbeat, sent);
  }

  @Test
  void the_chain_ends_where_the_trace_was_forgotten() {
    Trace small = new Trace(() -> 0, 2);
    Explained oldest = small.write(0, at -> new Explained(at, N1, new Explanation("oldest")));
    TimerSet set = small.write(oldest.number(), at -> new TimerSet(at, N1, Flock.WAIT, 5));
    TimerFired fired = small.write(set.number(), at -> new TimerFired(at, N1, Flock.WAIT));
    assertThat(Causes.of(small, fired)).containsExactly(fired, set);
  }
}
