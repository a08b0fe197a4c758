package quorate.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.Flock.Honk;
import quorate.lab.Flock.Memory;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.Belief;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Property;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;

class NodeHostTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final Timer T = new Timer("T");

  private final Trace trace = new Trace(() -> 0, 1000);
  private final LatePorts ports = new LatePorts();

  /** A driver that can undo nothing: every expiry comes, however late. */
  private static final class LatePorts implements Ports {
    private final List<Runnable> expiries = new ArrayList<>();
    private final List<Sent> carried = new ArrayList<>();

    @Override
    public void carry(Sent sent) {
      carried.add(sent);
    }

    @Override
    public Runnable wakeAfter(TimerSet timer, Runnable action) {
      expiries.add(action);
      return () -> {};
    }

    @Override
    public long draw(TimeRange range) {
      return range.min().toNanos();
    }
  }

  /** A rule, written in a test. */
  private interface Rule {
    void act(Effects out);
  }

  /**
   * A node that follows a script: one rule for its start, one for every timer, one for messages.
   */
  private static final class Scripted implements ElectionNode {
    private final Rule start;
    private final Rule timer;
    private final Rule message;
    private int fired;

    Scripted(Rule start, Rule timer, Rule message) {
      this.start = start;
      this.timer = timer;
      this.message = message;
    }

    @Override
    public void onStart(Effects out) {
      start.act(out);
    }

    @Override
    public void onTimer(Timer expired, Effects out) {
      fired++;
      timer.act(out);
    }

    @Override
    public void onMessage(NodeId from, Message any, Effects out) {
      message.act(out);
    }

    @Override
    public Belief belief() {
      return Belief.follower(OptionalLong.of(fired), Optional.empty());
    }

    @Override
    public Record state() {
      return new Memory(fired);
    }
  }

  /** What the scripted node can save, and not be made from. */
  private record Unreadable() implements Durable {}

  private NodeHost scripted(Rule start, Rule timer, Rule message) {
    return host(
        new ElectionAlgorithm() {
          @Override
          public String name() {
            return "script";
          }

          @Override
          public String source() {
            return "this test";
          }

          @Override
          public Class<? extends Message> messageType() {
            return Honk.class;
          }

          @Override
          public Set<Property> promises() {
            return Set.of();
          }

          @Override
          public ElectionNode newNode(NodeSetup setup) {
            if (setup.saved().filter(Unreadable.class::isInstance).isPresent()) {
              throw new IllegalStateException("what is this?");
            }
            return new Scripted(start, timer, message);
          }
        });
  }

  private NodeHost host(ElectionAlgorithm algorithm) {
    ClusterSpec spec = new ClusterSpec("test", algorithm, 2, Timing.DEFAULT, Map.of(), 1);
    return new NodeHost(spec, N1, ports, trace);
  }

  private void deliver(NodeHost host, Message message) {
    Sent sent = trace.write(0, at -> new Sent(at, N2, N1, message));
    host.deliver(new Packet(sent.from(), sent.to(), sent.number(), message, 12));
  }

  private <E extends TraceEvent> List<E> traced(Class<E> type) {
    return trace.events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  // Timers

  @Test
  void a_replaced_timer_never_reaches_the_node_even_if_the_driver_cannot_undo_it() {
    NodeHost host =
        scripted(
            out -> {
              out.setTimer(T, Flock.millis(10));
              out.setTimer(T, Flock.millis(20));
            },
            out -> {},
            out -> {});
    host.start("-");
    ports.expiries.get(0).run();
    assertThat(host.state()).isEqualTo(new Memory(0));
    ports.expiries.get(1).run();
    assertThat(host.state()).isEqualTo(new Memory(1));
    assertThat(traced(TimerFired.class)).hasSize(1);
    assertThat(traced(TimerFired.class).get(0).cause())
        .isEqualTo(traced(TimerSet.class).get(1).number());
  }

  @Test
  void a_timer_expires_once_even_if_the_driver_reports_it_twice() {
    NodeHost host = scripted(out -> out.setTimer(T, Flock.millis(10)), out -> {}, out -> {});
    host.start("-");
    ports.expiries.get(0).run();
    ports.expiries.get(0).run();
    assertThat(host.state()).isEqualTo(new Memory(1));
  }

  @Test
  void a_cancelled_timer_never_reaches_the_node() {
    NodeHost host =
        scripted(
            out -> {
              out.setTimer(T, Flock.millis(10));
              out.cancelTimer(T);
              out.cancelTimer(T);
            },
            out -> {},
            out -> {});
    host.start("-");
    ports.expiries.get(0).run();
    assertThat(host.state()).isEqualTo(new Memory(0));
    assertThat(traced(TimerCancelled.class)).as("what was not pending is not traced").hasSize(1);
    assertThat(host.fire(T)).isFalse();
  }

  @Test
  void timers_die_with_the_node_and_do_not_reach_the_one_that_comes_after_it() {
    NodeHost host = scripted(out -> out.setTimer(T, Flock.millis(10)), out -> {}, out -> {});
    host.start("-");
    host.crash("crashed on request");
    ports.expiries.get(0).run();
    host.start("-");
    ports.expiries.get(0).run();
    assertThat(host.state()).isEqualTo(new Memory(0));
    ports.expiries.get(1).run();
    assertThat(host.state()).isEqualTo(new Memory(1));
  }

  @Test
  void a_timer_that_is_fired_by_hand_does_not_expire_again() {
    NodeHost host = scripted(out -> out.setTimer(T, Flock.millis(10)), out -> {}, out -> {});
    host.start("-");
    assertThat(host.fire(T)).isTrue();
    ports.expiries.get(0).run();
    assertThat(host.state()).isEqualTo(new Memory(1));
  }

  // Crashes

  @Test
  void the_disk_survives_a_crash_and_memory_does_not() {
    NodeHost host = host(new Flock());
    host.start("here");
    deliver(host, new Honk(5));
    assertThat(host.state()).isEqualTo(new Memory(5));
    host.crash("crashed on request");
    assertThat(host.isRunning()).isFalse();
    assertThatThrownBy(host::state).isInstanceOf(IllegalStateException.class);
    host.start("here");
    assertThat(host.state()).as("the flight was saved").isEqualTo(new Memory(5));
    BeliefChanged last = traced(BeliefChanged.class).get(2);
    assertThat(last.before().epoch()).as("a new process believes nothing at first").isEmpty();
    assertThat(last.after().leader()).as("whom it followed was not saved").isEmpty();
    assertThat(traced(Started.class)).extracting(Started::restarted).containsExactly(false, true);
  }

  @Test
  void a_node_that_is_down_is_handed_nothing_and_crashes_no_further() {
    NodeHost host = host(new Flock());
    assertThatThrownBy(() -> deliver(host, new Honk(1))).isInstanceOf(IllegalStateException.class);
    host.crash("crashed on request");
    assertThat(traced(Crashed.class)).isEmpty();
    host.start("-");
    assertThatThrownBy(() -> host.start("-")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_rule_that_throws_crashes_its_node_and_the_trace_says_why() {
    NodeHost host =
        scripted(
            out -> out.setTimer(T, Flock.millis(10)),
            out -> {},
            out -> {
              throw new AssertionError("two leaders in term 3");
            });
    host.start("-");
    assertThatThrownBy(() -> deliver(host, new Honk(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("two leaders in term 3");
    assertThat(host.isRunning()).isFalse();
    assertThat(traced(Crashed.class)).hasSize(1);
    assertThat(traced(Crashed.class).get(0).reason())
        .contains("a rule of script is broken", "two leaders in term 3");
    assertThat(host.fire(T)).as("its timers are gone").isFalse();
  }

  @Test
  void a_node_that_broke_at_its_first_start_has_run_before() {
    NodeHost host =
        scripted(
            out -> {
              if (traced(Started.class).size() == 1) {
                throw new IllegalStateException("not yet");
              }
            },
            out -> {},
            out -> {});
    assertThatThrownBy(() -> host.start("-")).isInstanceOf(IllegalStateException.class);
    host.start("-");
    assertThat(traced(Started.class)).extracting(Started::restarted).containsExactly(false, true);
  }

  @Test
  void a_node_that_cannot_be_made_is_traced_as_crashed() {
    NodeHost host = scripted(out -> out.persist(new Unreadable()), out -> {}, out -> {});
    host.start("-");
    host.crash("for the test");
    assertThatThrownBy(() -> host.start("-")).isInstanceOf(RuntimeException.class);
    assertThat(host.isRunning()).isFalse();
    assertThat(traced(Crashed.class)).hasSize(2);
    assertThat(traced(Crashed.class).get(1).reason()).startsWith("no node can be made");
  }

  // Effects

  @Test
  void effects_that_a_node_keeps_after_the_call_are_refused() {
    List<Effects> kept = new ArrayList<>();
    NodeHost host = scripted(kept::add, out -> {}, out -> {});
    host.start("-");
    Effects late = kept.get(0);
    List<Rule> rules =
        List.of(
            out -> out.send(N2, new Honk(1)),
            out -> out.setTimer(T, Flock.millis(1)),
            out -> out.cancelTimer(T),
            out -> out.persist(new Memory(1)),
            out -> out.explain("too late"));
    for (Rule rule : rules) {
      assertThatThrownBy(() -> rule.act(late)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(ports.carried).isEmpty();
    assertThat(ports.expiries).isEmpty();
  }

  @Test
  void messages_to_the_node_itself_and_to_strangers_are_refused() {
    for (NodeId nobody : List.of(N1, new NodeId(3))) {
      NodeHost host = scripted(out -> out.send(nobody, new Honk(1)), out -> {}, out -> {});
      assertThatThrownBy(() -> host.start("-"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(nobody.toString());
    }
    assertThat(ports.carried).isEmpty();
  }

  @Test
  void effects_are_performed_in_order_and_name_their_cause() {
    NodeHost host = host(new Flock());
    host.start("-");
    assertThat(host.fire(Flock.WAIT)).isTrue();
    List<TraceEvent> events = trace.events();
    assertThat(events.stream().map(event -> event.getClass().getSimpleName()))
        .containsExactly(
            "Started",
            "TimerSet",
            "BeliefChanged",
            "TimerFired",
            "Explained",
            "Persisted",
            "Sent",
            "BeliefChanged");
    assertThat(events.subList(4, 8)).allMatch(event -> event.cause() == events.get(3).number());
    assertThat(events.get(3).cause()).isEqualTo(events.get(1).number());
    assertThat(ports.carried).containsExactly((Sent) events.get(6));
  }

  @Test
  void a_belief_that_stays_the_same_is_not_traced_again() {
    NodeHost host = host(new Flock());
    host.start("-");
    deliver(host, new Honk(5));
    int before = traced(BeliefChanged.class).size();
    deliver(host, new Honk(5));
    assertThat(traced(BeliefChanged.class)).hasSize(before);
    assertThat(Duration.ofNanos(traced(TimerSet.class).get(0).delayNanos()))
        .isEqualTo(Timing.DEFAULT.election().min());
  }
}
