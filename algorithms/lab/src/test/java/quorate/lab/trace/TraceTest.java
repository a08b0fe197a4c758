package quorate.lab.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.spi.NodeId;
import quorate.spi.Reason.Explanation;

class TraceTest {

  private long now;
  private final Trace trace = new Trace(() -> now, 3);

  private Explained say(String what) {
    return trace.write(0, at -> new Explained(at, new NodeId(1), new Explanation(what)));
  }

  @Test
  void events_are_numbered_from_one_and_carry_the_clusters_time() {
    assertThat(trace.last()).isZero();
    now = 17;
    assertThat(say("a").stamp()).isEqualTo(new Stamp(1, 17, 0));
    now = 18;
    assertThat(say("b").stamp()).isEqualTo(new Stamp(2, 18, 0));
    assertThat(trace.last()).isEqualTo(2);
    assertThat(trace.nowNanos()).isEqualTo(18);
  }

  @Test
  void the_newest_events_are_kept_in_order_and_the_others_are_gone() {
    assertThat(trace.events()).isEmpty();
    List<TraceEvent> written = new ArrayList<>();
    for (String what : List.of("a", "b", "c", "d", "e")) {
      written.add(say(what));
    }
    assertThat(trace.events()).isEqualTo(written.subList(2, 5));
    assertThat(trace.find(2)).isEmpty();
    assertThat(trace.find(3)).contains(written.get(2));
    assertThat(trace.find(5)).contains(written.get(4));
    assertThat(trace.find(6)).isEmpty();
    assertThat(trace.find(0)).isEmpty();
  }

  @Test
  void a_long_trace_grows_and_then_keeps_the_newest() {
    Trace longer = new Trace(() -> now, 5000);
    List<TraceEvent> written = new ArrayList<>();
    for (int i = 1; i <= 12_000; i++) {
      written.add(longer.write(0, at -> new Explained(at, new NodeId(1), new Explanation("more"))));
      if (i == 1023 || i == 1024 || i == 4999 || i == 5000) {
        assertThat(longer.events()).isEqualTo(written);
        assertThat(longer.find(1)).contains(written.get(0));
      }
    }
    assertThat(longer.events()).isEqualTo(written.subList(7000, 12_000));
    assertThat(longer.find(7000)).isEmpty();
    assertThat(longer.find(7001)).contains(written.get(7000));
  }

  @Test
  void observers_see_each_event_as_it_is_written_until_they_are_forgotten() {
    List<TraceEvent> seen = new ArrayList<>();
    Observer observer = seen::add;
    say("before");
    trace.observe(observer);
    Explained during = say("during");
    trace.forget(observer);
    say("after");
    assertThat(seen).containsExactly(during);
  }

  @Test
  void an_observer_may_forget_itself_while_it_observes() {
    List<TraceEvent> seen = new ArrayList<>();
    trace.observe(
        new Observer() {
          @Override
          public void on(TraceEvent event) {
            seen.add(event);
            trace.forget(this);
          }
        });
    say("a");
    say("b");
    assertThat(seen).hasSize(1);
  }
}
