package quorate.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceFilter;

class LiveTraceTest {

  private static final TraceFilter ALL = new TraceFilter(Optional.empty(), Set.of(), true);

  private final Trace trace = new Trace(() -> 0, 10);
  private final List<String> printed = new CopyOnWriteArrayList<>();

  private LiveTrace printingTo(List<String> lines) {
    return new LiveTrace(
        text -> text.lines().forEach(lines::add), () -> Integer.MAX_VALUE, new Object());
  }

  private void write(int events) {
    for (int i = 0; i < events; i++) {
      trace.write(0, at -> new FaultInjected(at, "fault " + at.number()));
    }
  }

  @Test
  void lines_are_printed_in_the_order_of_the_events() {
    LiveTrace live = printingTo(printed);
    trace.observe(live.observer("raft", trace, ALL, false));
    write(3);
    assertThat(printed).isEmpty();
    live.flush();
    assertThat(printed)
        .extracting(it -> it.strip().replaceAll(" +", " "))
        .containsExactly(
            "0.000 ms fault fault 1", "0.000 ms fault fault 2", "0.000 ms fault fault 3");
  }

  @Test
  void who_cannot_wait_loses_what_finds_no_room_and_the_loss_is_counted() {
    LiveTrace live = printingTo(printed);
    trace.observe(live.observer("raft", trace, ALL, false));
    write(LiveTrace.ROOM + 7);
    live.flush();
    assertThat(printed).hasSize(LiveTrace.ROOM + 1);
    assertThat(printed.get(LiveTrace.ROOM)).isEqualTo("(7 events came too fast to be printed)");
    printed.clear();
    write(1);
    live.flush();
    assertThat(printed).hasSize(1).first().asString().endsWith("fault " + (LiveTrace.ROOM + 8));
  }

  @Test
  void who_can_wait_loses_nothing() {
    LiveTrace live = printingTo(printed);
    trace.observe(live.observer("raft", trace, ALL, true));
    write(2 * LiveTrace.ROOM + 7);
    live.flush();
    assertThat(printed).hasSize(2 * LiveTrace.ROOM + 7).noneMatch(it -> it.contains("too fast"));
    assertThat(printed.get(2 * LiveTrace.ROOM + 6)).endsWith("fault " + (2 * LiveTrace.ROOM + 7));
  }

  @Test
  void a_screen_that_stands_still_holds_up_no_cluster() throws Exception {
    CountDownLatch stands = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    LiveTrace live =
        new LiveTrace(
            text -> {
              stands.countDown();
              awaitUninterrupted(goesOn);
              text.lines().forEach(printed::add);
            },
            () -> Integer.MAX_VALUE,
            new Object());
    trace.observe(live.observer("raft", trace, ALL, false));
    write(1);
    Thread printing = new Thread(live::flush);
    printing.start();
    stands.await();
    write(LiveTrace.ROOM + 7); // as the thread of the cluster does: it comes back at once
    goesOn.countDown();
    printing.join();
    live.flush();
    assertThat(printed).last().isEqualTo("(7 events came too fast to be printed)");
    assertThat(printed).hasSize(LiveTrace.ROOM + 2);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
