package quorate.lab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

class TraceTextTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final Stamp AT = new Stamp(9, 1_234_567_890, 0);

  @Test
  void every_kind_of_event_is_one_line_in_fixed_columns() {
    Honk honk = new Honk(3);
    Belief leads = Belief.leader(OptionalLong.of(3), N1, "flight 3");
    List<TraceEvent> events =
        List.of(
            new FaultInjected(AT, "crash n1"),
            new LinksChanged(
                AT, List.of(new Direction(N1, N2), new Direction(N2, N1)), new TreeMap<>()),
            new LinksChanged(AT, List.of(), new TreeMap<>()),
            new LinksChanged(
                AT,
                List.of(new Direction(N2, N1)),
                new TreeMap<>(
                    Map.of(
                        new Direction(N1, N2),
                        new Trouble(0.2, "30..40ms", 0.05, 0.1, List.of("Honk next 3"))))),
            new DiskLost(AT, N1),
            new SaveLost(AT, N1, new Memory(3)),
            new Starting(AT, N1),
            new Started(AT, N1, "here", false),
            new Started(AT, N1, "here", true),
            Crashed.onRequest(AT, N1),
            new Paused(AT, N1),
            new Resumed(AT, N1),
            new ClockChanged(AT, N1, 1, 1.05),
            new ClockChanged(AT, N1, 1.05, 1),
            new Sent(AT, N1, N2, honk),
            new Delivered(AT, N1, N2, honk, 12),
            new Dropped(AT, N1, N2, honk, DropCause.CUT, 0),
            new TimerSet(AT, N1, Flock.WAIT, 150_040_000),
            new TimerCancelled(AT, N1, Flock.WAIT),
            new TimerFired(AT, N1, Flock.WAIT),
            new Saving(AT, N1, new Memory(3)),
            new Persisted(AT, N1, new Memory(3)),
            new BeliefChanged(AT, N1, leads, leads),
            new Explained(AT, N1, new Explanation("heard nobody")),
            new FrameRejected(AT, N1, "not a frame"));
    assertThat(events.stream().map(TraceText::line).map(line -> line.substring(16)))
        .containsExactly(
            "     fault     crash n1",
            "     links     down: n1->n2 n2->n1",
            "     links     all up",
            "     links     down: n2->n1, n1->n2 loses 20%, 30..40ms late, repeats 5%,"
                + " reorders 10%, drops Honk next 3",
            "n1   disk      lost",
            "n1   unsaved   Memory[flight=3]: the disk was not ready",
            "n1   starting  ",
            "n1   started   at here",
            "n1   started   again at here",
            "n1   crashed   crashed on request",
            "n1   paused    ",
            "n1   resumed   ",
            "n1   clock     runs 5% fast",
            "n1   clock     is true again",
            "n1   sent      Honk[flight=3] to n2",
            "n2   delivered Honk[flight=3] from n1",
            "n2   dropped   Honk[flight=3] from n1: link cut",
            "n1   set       WAIT in 150.0 ms",
            "n1   cancelled WAIT",
            "n1   fired     WAIT",
            "n1   saving    Memory[flight=3]",
            "n1   persisted Memory[flight=3]",
            "n1   believes  leads in epoch 3",
            "n1   says      heard nobody",
            "n1   rejected  not a frame");
    assertThat(events.stream().map(TraceText::line))
        .allMatch(line -> line.startsWith("   1234.568 ms  "));
    assertThat(events.stream().map(Object::getClass).distinct())
        .as("no kind of event is left out; Direction and Trouble are none")
        .hasSize((int) TraceText.types(TraceEvent.class).count());
  }

  @Test
  void a_new_leader_says_by_which_election_if_it_did_not_campaign_in_it() {
    OptionalLong two = OptionalLong.of(2);
    Belief follows = Belief.follower(two, Optional.of(N2));
    Belief campaigns = Belief.candidate(two, "ballot 2.1");
    Belief leads = Belief.leader(two, N1, "ballot 2.1");
    Belief leadsByOthers = Belief.leader(two, N1, "");
    assertThat(
            List.of(
                TraceText.details(new BeliefChanged(AT, N1, campaigns, leads)),
                TraceText.details(new BeliefChanged(AT, N1, follows, leads)),
                TraceText.details(new BeliefChanged(AT, N1, follows, leadsByOthers)),
                TraceText.details(new BeliefChanged(AT, N1, campaigns, leadsByOthers))))
        .containsExactly(
            "leads in epoch 2",
            "leads in epoch 2 (ballot 2.1)",
            "leads in epoch 2",
            "leads in epoch 2, elected by others");
  }

  @Test
  void beliefs_are_told_in_a_few_words() {
    OptionalLong two = OptionalLong.of(2);
    OptionalLong none = OptionalLong.empty();
    assertThat(
            List.of(
                TraceText.belief(Belief.follower(two, Optional.of(N2))),
                TraceText.belief(Belief.follower(two, Optional.empty())),
                TraceText.belief(Belief.follower(none, Optional.of(N2))),
                TraceText.belief(Belief.candidate(two, "ballot 2.1")),
                TraceText.belief(Belief.leader(none, N1, ""))))
        .containsExactly(
            "follows n2 in epoch 2",
            "knows no leader in epoch 2",
            "follows n2",
            "holds an election in epoch 2 (ballot 2.1)",
            "leads");
  }

  @Test
  void the_text_is_the_same_wherever_the_machine_stands() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("de"));
      assertThat(TraceText.line(new TimerSet(AT, N1, Flock.WAIT, 1_500_000)))
          .contains("1234.568 ms", "1.5 ms");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_line_that_is_too_long_goes_on_below_its_details() {
    TraceEvent event =
        new Explained(AT, N1, new Explanation("heard nothing from leader n3 in time"));
    assertThat(TraceText.lines("", event, 56))
        .isEqualTo(
            """
               1234.568 ms  n1   says      heard nothing from leader
                                           n3 in time\
            """);
    assertThat(TraceText.lines("raft ", event, 59).lines().map(String::strip))
        .containsExactly(
            "raft    1234.568 ms  n1   says      heard nothing from", "leader n3 in time");
    assertThat(TraceText.lines("", event, 67)).isEqualTo(TraceText.line(event)).contains("in time");
    assertThat(TraceText.lines("", event, 40)).isEqualTo(TraceText.line(event));
  }

  @Test
  void words_that_cannot_be_broken_stay_whole() {
    String word = "x".repeat(100);
    TraceEvent event = new Explained(AT, N1, new Explanation(word + " and more"));
    assertThat(TraceText.lines("", event, 60)).isEqualTo(TraceText.line(event));
  }

  @Test
  void every_type_of_event_has_a_word_of_its_own() {
    assertThat(TraceText.kinds()).hasSize((int) TraceText.types(TraceEvent.class).count());
  }
}
