package quorate.lab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.Flock.Honk;
import quorate.lab.Flock.Memory;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.SaveLost;
import quorate.lab.trace.TraceEvent.Saving;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.spi.Belief;
import quorate.spi.NodeId;
import quorate.spi.Reason.Explanation;
import quorate.spi.Timer;

class FingerprintTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final Stamp AT = new Stamp(9, 1_234_567, 3);

  /** How many events of these were there before others were added behind them. */
  private static final int EVENTS_OF_THE_FIRST_VERSION = 42;

  private static final Honk HONK = new Honk(3);

  /** Events that all differ from each other, each in one thing from some other. */
  private static List<TraceEvent> events() {
    Belief leads = Belief.leader(OptionalLong.of(3), N1, "flight 3");
    Belief follows = Belief.follower(OptionalLong.of(3), Optional.of(N2));
    return List.of(
        new FaultInjected(AT, "crash n1"),
        new FaultInjected(AT, "crash n2"),
        new LinksChanged(AT, List.of(new Direction(N1, N2)), new TreeMap<>()),
        new LinksChanged(AT, List.of(new Direction(N2, N1)), new TreeMap<>()),
        new Starting(AT, N1),
        new Starting(AT, N2),
        new Started(AT, N1, "-", false),
        new Started(AT, N1, "-", true),
        Crashed.onRequest(AT, N1),
        Crashed.byMistake(AT, N1, "a rule is broken"),
        new Paused(AT, N1),
        new Paused(AT, N2),
        new Resumed(AT, N1),
        new Sent(AT, N1, N2, HONK),
        new Sent(AT, N2, N1, HONK),
        new Sent(AT, N1, N2, new Honk(4)),
        new Delivered(AT, N1, N2, HONK, 0),
        new Delivered(AT, N2, N1, HONK, 0),
        new Delivered(AT, N1, N2, HONK, 12),
        new Dropped(AT, N1, N2, HONK, DropCause.CUT, 0),
        new Dropped(AT, N1, N2, HONK, DropCause.LOST, 0),
        new TimerSet(AT, N1, Flock.WAIT, 150),
        new TimerSet(AT, N1, Flock.WAIT, 151),
        new TimerSet(AT, N1, new Timer("OTHER"), 150),
        new TimerCancelled(AT, N1, Flock.WAIT),
        new TimerFired(AT, N1, Flock.WAIT),
        new Persisted(AT, N1, new Memory(3)),
        new Persisted(AT, N1, new Memory(4)),
        new BeliefChanged(AT, N1, follows, leads),
        new BeliefChanged(AT, N1, leads, follows),
        new Explained(AT, N1, new Explanation("heard nobody")),
        new Explained(AT, N1, new Explanation("heard somebody")),
        new FrameRejected(AT, N1, "not a frame"),
        new Starting(new Stamp(10, 1_234_567, 3), N1),
        new Starting(new Stamp(9, 1_234_568, 3), N1),
        new Starting(new Stamp(9, 1_234_567, 4), N1),
        new LinksChanged(AT, List.of(), troubles(0.2)),
        new LinksChanged(AT, List.of(), troubles(0.3)),
        new DiskLost(AT, N1),
        new SaveLost(AT, N1, new Memory(3)),
        new Saving(AT, N1, new Memory(3)),
        new Saving(AT, N1, new Memory(4)),
        new ClockChanged(AT, N1, 1, 1.05),
        new ClockChanged(AT, N1, 1, 1.06),
        new ClockChanged(AT, N2, 1, 1.05));
  }

  private static SortedMap<Direction, Trouble> troubles(double loss) {
    return new TreeMap<>(
        Map.of(new Direction(N1, N2), new Trouble(loss, "", 0, 0, List.of("Honk"))));
  }

  private static String of(TraceEvent... events) {
    Fingerprint fingerprint = new Fingerprint();
    List.of(events).forEach(fingerprint::on);
    return fingerprint.text();
  }

  @Test
  void whatever_differs_gives_another_fingerprint() {
    List<String> fingerprints = events().stream().map(FingerprintTest::of).toList();
    assertThat(fingerprints).doesNotHaveDuplicates().allMatch(it -> it.matches("[0-9a-f]{16}"));
    assertThat(events().stream().map(Object::getClass).distinct())
        .as("no kind of event is left out; Direction and Trouble are none")
        .hasSize((int) TraceText.types(TraceEvent.class).count());
  }

  @Test
  void the_same_events_give_the_same_fingerprint_wherever_their_objects_are() {
    TraceEvent[] once = events().toArray(TraceEvent[]::new);
    TraceEvent[] again = events().toArray(TraceEvent[]::new);
    again[13] = new Sent(AT, N1, N2, new Honk(3));
    assertThat(of(again)).isEqualTo(of(once));
  }

  @Test
  void the_order_counts() {
    List<TraceEvent> turned = new ArrayList<>(events());
    turned.add(turned.remove(0));
    assertThat(of(turned.toArray(TraceEvent[]::new)))
        .isNotEqualTo(of(events().toArray(TraceEvent[]::new)));
  }

  @Test
  void fingerprints_have_a_fingerprint() {
    assertThat(Fingerprint.of(List.of("a", "b"))).isEqualTo(Fingerprint.of(List.of("a", "b")));
    assertThat(Fingerprint.of(List.of("a", "b"))).isNotEqualTo(Fingerprint.of(List.of("b", "a")));
  }

  @Test
  void it_is_the_same_on_every_machine_and_in_every_version() {
    List<TraceEvent> old = events().subList(0, EVENTS_OF_THE_FIRST_VERSION);
    assertThat(of(old.toArray(TraceEvent[]::new))).isEqualTo("4e60494f8e97b651");
  }
}
