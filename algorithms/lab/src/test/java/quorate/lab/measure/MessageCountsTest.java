package quorate.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.Flock.Beat;
import quorate.lab.Flock.Honk;
import quorate.lab.HandMade;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Purpose;

class MessageCountsTest {

  private final HandMade t = new HandMade(Flock.of(3), true);
  private final MessageCounts counts = new MessageCounts();

  @Test
  void messages_are_counted_by_name_and_by_what_became_of_them() {
    t.trace.observe(counts);
    t.deliver(t.send(1, 2, new Honk(1)));
    t.drop(t.send(1, 3, new Honk(1)), DropCause.CUT);
    t.drop(t.send(1, 3, new Honk(1)), DropCause.CUT);
    t.drop(t.send(1, 3, new Honk(1)), DropCause.CRASHED);
    t.send(1, 2, new Honk(2));
    t.deliver(t.send(1, 2, new Beat(1)));
    Tally honks = counts.counts().byType().get("Honk");
    assertThat(honks.sent()).isEqualTo(5);
    assertThat(honks.delivered()).isEqualTo(1);
    assertThat(honks.dropped())
        .containsEntry(DropCause.CUT, 2L)
        .containsEntry(DropCause.CRASHED, 1L)
        .doesNotContainKey(DropCause.LOST);
    assertThat(honks.droppedInAll()).isEqualTo(3);
    assertThat(honks.bytes()).isEqualTo(10);
    assertThat(counts.counts().total().sent()).isEqualTo(6);
    assertThat(counts.counts().heartbeatsApart()).isEqualTo(honks);
    assertThat(counts.counts().of(Purpose.HEARTBEAT).delivered()).isEqualTo(1);
    assertThat(counts.counts().of(Purpose.REPLICATION)).isEqualTo(Tally.NONE);
  }

  @Test
  void after_a_reset_only_what_is_sent_from_then_on_counts() {
    t.trace.observe(counts);
    Sent early = t.send(1, 2, new Honk(1));
    counts.reset(t.trace.last());
    t.deliver(early);
    assertThat(counts.counts()).isEqualTo(Counts.NONE);
    t.deliver(t.send(1, 2, new Honk(1)));
    assertThat(counts.counts().total().delivered()).isEqualTo(1);
  }

  @Test
  void a_stretch_of_the_trace_has_a_beginning_and_an_inclusive_end() {
    Sent first = t.send(1, 2, new Honk(1));
    Sent second = t.send(1, 2, new Honk(1));
    Sent third = t.send(1, 2, new Honk(1));
    MessageCounts stretch = new MessageCounts(first.number(), second.number());
    t.deliver(second);
    t.deliver(third);
    t.trace.events().forEach(stretch::on);
    assertThat(stretch.counts().total().sent()).isEqualTo(1);
    assertThat(stretch.counts().total().delivered()).isEqualTo(1);
  }
}
