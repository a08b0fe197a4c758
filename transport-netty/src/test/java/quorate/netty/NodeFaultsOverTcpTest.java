package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.netty.CountingCluster.N1;
import static quorate.netty.CountingCluster.N2;
import static quorate.netty.CountingCluster.nodes;
import static quorate.netty.CountingCluster.way;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Drift;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Fire;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Resign;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/** What faults of nodes do over TCP, told by nodes that count aloud. */
@Tag("tcp")
class NodeFaultsOverTcpTest {

  private static final Duration INTERVAL = Duration.ofMillis(2);
  private static final Direction THERE = way(N1, N2);
  private static final Direction BACK = way(N2, N1);

  private static CountingCluster started() throws InterruptedException {
    return new CountingCluster(2, INTERVAL).started();
  }

  private static int saidBy1(CountingCluster cluster) {
    return ((Counting.Said) cluster.call(live -> live.state(N1))).number();
  }

  @Test
  void a_node_goes_on_from_its_disk_and_with_an_empty_one_it_begins_anew() throws Exception {
    try (CountingCluster cluster = started()) {
      cluster.awaitNumber(20, THERE);
      cluster.inject(new Crash(nodes(1)));
      cluster.inject(new Restart(nodes(1)));
      cluster.await(() -> cluster.count(Started.class) == 3);
      assertThat(saidBy1(cluster)).isGreaterThanOrEqualTo(20);
      cluster.awaitMore(20, THERE);
      assertThat(cluster.heard(THERE)).isSorted();
      cluster.inject(new Crash(nodes(1)));
      int before = cluster.heard(THERE).size();
      cluster.inject(new Restart(nodes(1, 2), true));
      cluster.awaitMore(15, THERE);
      List<Integer> heard = cluster.heard(THERE);
      assertThat(heard.subList(before, heard.size())).contains(1, 2, 3);
      assertThat(cluster.events(DiskLost.class)).extracting(DiskLost::node).containsExactly(N1);
    }
  }

  @Test
  void a_pause_stops_a_node_until_its_end_and_what_it_missed_comes_late_and_in_order()
      throws Exception {
    try (CountingCluster cluster = started()) {
      cluster.awaitNumber(10, THERE);
      Duration length = Duration.ofMillis(60);
      cluster.inject(new Pause(nodes(1), Optional.of(length)));
      assertThat(cluster.<Boolean>call(LiveCluster::awaitsEndOfFault)).isTrue();
      cluster.await(() -> cluster.count(Resumed.class) == 1);
      assertThat(cluster.<Boolean>call(LiveCluster::awaitsEndOfFault)).isFalse();
      cluster.awaitMore(20, THERE);
      cluster.awaitMore(20, BACK);
      long paused = cluster.events(Paused.class).get(0).atNanos();
      Resumed resumed = cluster.events(Resumed.class).get(0);
      assertThat(resumed.atNanos() - paused).isGreaterThanOrEqualTo(length.toNanos());
      assertThat(between(cluster, paused, resumed.atNanos())).isEmpty();
      assertThat(cluster.heard(THERE)).startsWith(1, 2, 3).isSorted().doesNotHaveDuplicates();
      assertThat(cluster.heard(BACK)).startsWith(1, 2, 3).isSorted().doesNotHaveDuplicates();
    }
  }

  /** What node 1 did in a while. */
  private static List<TraceEvent> between(CountingCluster cluster, long from, long to) {
    return cluster.call(
        live ->
            live.trace().events().stream()
                .filter(it -> it.atNanos() > from && it.atNanos() < to)
                .filter(
                    it ->
                        it instanceof Sent sent && sent.from().equals(N1)
                            || it instanceof Delivered done && done.to().equals(N1)
                            || it instanceof TimerFired fired && fired.node().equals(N1))
                .toList());
  }

  @Test
  void a_pause_without_a_length_lasts_until_somebody_ends_it() throws Exception {
    try (CountingCluster cluster = started()) {
      cluster.inject(new Pause(nodes(1)));
      assertThat(cluster.<Boolean>call(LiveCluster::awaitsEndOfFault)).isFalse();
      int before = cluster.heard(BACK).size();
      cluster.await(() -> cluster.sentBy(N2) > before + 50);
      assertThat(cluster.heard(BACK)).hasSize(before);
      cluster.inject(new Resume(nodes(1)));
      assertThat(cluster.heard(BACK).size()).isGreaterThan(before);
    }
  }

  @Test
  void what_a_paused_node_missed_is_lost_if_it_crashes() throws Exception {
    try (CountingCluster cluster = started()) {
      cluster.inject(new Pause(nodes(1), Optional.of(Duration.ofSeconds(60))));
      int before = cluster.heard(BACK).size();
      cluster.await(() -> cluster.sentBy(N2) > before + 20);
      List<DropCause> causes =
          cluster.call(
              live -> {
                live.inject(new Crash(nodes(1)));
                return cluster.causes(BACK);
              });
      assertThat(cluster.<Boolean>call(LiveCluster::awaitsEndOfFault)).isFalse();
      assertThat(causes).hasSizeGreaterThan(15).containsOnly(DropCause.CRASHED);
      cluster.inject(new Restart(nodes(1)));
      cluster.awaitMore(5, THERE);
    }
  }

  @Test
  void a_leader_resigns_and_who_does_not_lead_is_not_asked() throws Exception {
    try (CountingCluster cluster = started()) {
      cluster.inject(new Resign(nodes(1, 2)));
      cluster.inject(new Resign(nodes(1)));
      List<BeliefChanged> changes = cluster.events(BeliefChanged.class);
      assertThat(changes).extracting(BeliefChanged::node).containsExactly(N1, N1);
      assertThat(changes.get(1).after().leads()).isFalse();
      assertThat(changes.get(1).cause())
          .isEqualTo(cluster.events(FaultInjected.class).get(0).number());
    }
  }

  @Test
  void a_timer_that_is_fired_runs_out_now_and_not_again() throws Exception {
    try (CountingCluster cluster = new CountingCluster(2, Duration.ofMinutes(30)).started()) {
      cluster.inject(new Fire(nodes(1), Counting.NEXT));
      cluster.awaitNumber(1, THERE);
      assertThat(cluster.<Long>call(live -> cluster.count(TimerFired.class))).isEqualTo(1);
      cluster.inject(new Crash(nodes(2)));
      long before = cluster.<Long>call(live -> live.trace().last());
      assertThatThrownBy(() -> cluster.inject(new Fire(nodes(1, 2), Counting.NEXT)))
          .hasMessage("timer NEXT of n2 is not pending; none is");
      assertThatThrownBy(() -> cluster.inject(new Fire(nodes(1), new Timer("LUNCH"))))
          .hasMessage("timer LUNCH of n1 is not pending; NEXT is");
      assertThat(cluster.<Long>call(live -> live.trace().last())).isEqualTo(before);
    }
  }

  /** How many timers of a node have expired since an event. */
  private static long fired(CountingCluster cluster, NodeId node, long since) {
    return cluster.events(TimerFired.class).stream()
        .filter(it -> it.node().equals(node) && it.number() > since)
        .count();
  }

  @Test
  void a_slow_clock_lets_timers_expire_late_and_stays_slow_when_the_node_restarts()
      throws Exception {
    Duration interval = Duration.ofMillis(20);
    try (CountingCluster cluster = new CountingCluster(2, interval).started()) {
      cluster.inject(new Drift(nodes(2), 0.1));
      cluster.inject(new Crash(nodes(2)));
      cluster.inject(new Restart(nodes(2)));
      cluster.await(() -> cluster.count(Started.class) == 3);
      long since = cluster.call(live -> live.trace().last());
      cluster.await(() -> fired(cluster, N1, since) >= 50);
      assertThat(fired(cluster, N2, since)).isLessThan(25);
      assertThat(cluster.events(TimerSet.class).stream().filter(it -> it.number() > since))
          .extracting(it -> it.delayNanos() / interval.toNanos())
          .containsOnly(1L, 10L);

      cluster.inject(new Drift(nodes(2), 1));
      long mended = cluster.events(ClockChanged.class).get(1).number();
      assertThat(cluster.events(TimerSet.class).stream().filter(it -> it.cause() == mended))
          .as("what is left")
          .hasSize(1)
          .allMatch(it -> it.node().equals(N2) && it.delayNanos() <= interval.toNanos());
    }
  }
}
