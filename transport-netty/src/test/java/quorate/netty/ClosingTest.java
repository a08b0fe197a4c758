package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.netty.TcpClusters.LIMIT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import quorate.experiments.Following;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.raft.RaftAlgorithm;
import quorate.spi.NodeId;

/** Several clusters, threads that wait, and the end of it all. */
@Tag("tcp")
@Timeout(60)
class ClosingTest {

  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void two_clusters_of_one_name_do_not_know_each_other() throws Exception {
    try (ObservedCluster one = TcpClusters.settled(new RaftAlgorithm(), 3)) {
      try (ObservedCluster two = TcpClusters.settled(new RaftAlgorithm(), 3)) {
        TcpClusters.inject(two, TcpClusters.crash(TcpClusters.leader(two)));
      }
      assertThat(TcpClusters.events(one, Crashed.class)).isEmpty();
      assertThat(TcpClusters.events(one, FrameRejected.class)).isEmpty();
      assertThat(one.runUntil(now -> agrees(now), LIMIT)).isTrue();
    }
  }

  @Test
  void ten_clusters_run_at_once_and_close_in_any_order() throws Exception {
    List<ObservedCluster> clusters = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      clusters.add(TcpClusters.create(new RaftAlgorithm(), 3));
    }
    List<Following> starts = new ArrayList<>();
    clusters.forEach(it -> starts.add(it.follow(LiveCluster::startAll)));
    for (Following start : starts) {
      Outcome outcome = start.await(LIMIT);
      assertThat(outcome.settled()).isTrue();
    }
    Collections.shuffle(clusters, new Random(1));
    while (!clusters.isEmpty()) {
      clusters.remove(0).close();
      for (ObservedCluster left : clusters) {
        assertThat(left.runUntil(now -> agrees(now), LIMIT)).isTrue();
      }
    }
  }

  @Test
  void a_closed_cluster_says_that_it_is_stopped_whatever_is_asked() throws Exception {
    ObservedCluster cluster = TcpClusters.settled(new RaftAlgorithm(), 3);
    cluster.close();
    cluster.close();
    assertStopped(() -> cluster.call(now -> 1));
    assertStopped(() -> cluster.runUntil(now -> true, LIMIT));
    assertStopped(cluster::counts);
    assertStopped(() -> cluster.follow(it -> it.inject(TcpClusters.crash(new NodeId(1)))));
    assertStopped(() -> cluster.follow(LiveCluster::startAll));
  }

  @Test
  void a_cluster_that_never_started_closes() {
    ObservedCluster cluster = TcpClusters.create(new RaftAlgorithm(), 5);
    cluster.close();
    assertStopped(cluster::counts);
  }

  @Test
  void a_cluster_closes_while_its_nodes_are_on_their_way_up() {
    for (int i = 0; i < 20; i++) {
      ObservedCluster cluster = TcpClusters.create(new RaftAlgorithm(), 5);
      cluster.run(now -> now.cluster().startAll());
      for (int turn = 0; turn < i; turn++) {
        cluster.counts(); // one more turn of the loop
      }
      ClusterState state = cluster.call(Moment::state);
      cluster.close();
      assertThat(state.running()).isEmpty();
      assertStopped(cluster::counts);
    }
  }

  @Test
  void whoever_waits_when_the_cluster_closes_is_told_so_and_takes_it_for_no_outcome()
      throws Exception {
    ObservedCluster cluster = TcpClusters.settled(new RaftAlgorithm(), 3);
    List<FutureTask<Boolean>> waits =
        List.of(
            waiting(cluster, now -> false),
            waiting(cluster, now -> now.state().running().isEmpty()),
            waiting(cluster, now -> now.state().hopeless().isPresent()));
    cluster.close();
    for (FutureTask<Boolean> wait : waits) {
      assertStopped(() -> result(wait));
    }
  }

  @Test
  void whoever_closes_twice_at_once_waits_for_the_end_both_times() throws Exception {
    for (int i = 0; i < 20; i++) {
      ObservedCluster cluster = TcpClusters.create(new RaftAlgorithm(), 3);
      cluster.run(now -> now.cluster().startAll());
      CompletableFuture<Void> other = CompletableFuture.runAsync(cluster::close);
      cluster.close();
      other.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertStopped(cluster::counts);
    }
  }

  @Test
  void calls_that_race_with_the_end_are_answered_or_told_that_it_came() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    for (int i = 0; i < 30; i++) {
      ObservedCluster cluster = TcpClusters.create(new RaftAlgorithm(), 1);
      CountDownLatch begun = new CountDownLatch(1);
      FutureTask<Boolean> caller =
          started(
              new FutureTask<>(
                  () -> {
                    while (true) {
                      cluster.call(now -> answered.incrementAndGet());
                      begun.countDown();
                    }
                  }));
      begun.await();
      cluster.close();
      assertStopped(() -> result(caller));
    }
    assertThat(answered).hasPositiveValue();
  }

  @Test
  void a_thread_that_is_interrupted_stops_waiting_and_the_cluster_goes_on() throws Exception {
    try (ObservedCluster cluster = TcpClusters.settled(new RaftAlgorithm(), 3)) {
      CountDownLatch looked = new CountDownLatch(1);
      FutureTask<Boolean> wait =
          new FutureTask<>(() -> cluster.runUntil(now -> seen(looked), LONG));
      Thread waiter = new Thread(wait, "waiter");
      waiter.start();
      looked.await();
      waiter.interrupt();
      assertThatThrownBy(() -> result(wait)).isInstanceOf(InterruptedException.class);
      assertThat(cluster.runUntil(now -> agrees(now), LIMIT)).isTrue();
    }
  }

  @Test
  void the_clusters_own_thread_can_call_but_neither_wait_nor_close() throws Exception {
    try (ObservedCluster cluster = TcpClusters.settled(new RaftAlgorithm(), 1)) {
      assertThat(cluster.<Integer>call(now -> cluster.call(again -> 7))).isEqualTo(7);
      cluster.run(
          now -> {
            assertThatThrownBy(() -> cluster.runUntil(it -> true, LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its own thread");
            assertThatThrownBy(cluster::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its own thread");
          });
      assertThat(cluster.<Boolean>call(ClosingTest::agrees)).isTrue();
    }
  }

  @Test
  void what_is_for_the_clusters_own_thread_fails_loudly_on_any_other() throws Exception {
    try (ObservedCluster cluster = TcpClusters.settled(new RaftAlgorithm(), 1)) {
      LiveCluster kept = cluster.call(Moment::cluster);
      NodeId one = new NodeId(1);
      List<Order> orders =
          List.of(
              kept::trace,
              kept::links,
              kept::startAll,
              kept::awaitsEndOfFault,
              () -> kept.inject(TcpClusters.crash(one)),
              () -> kept.state(one),
              () -> kept.pendingTimers(one),
              () -> kept.latestTimerNanos(0),
              () -> kept.after(Duration.ZERO, () -> {}));
      for (Order order : orders) {
        assertThatThrownBy(order::give)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("raft is called from outside of its thread");
      }
      assertThat(TcpClusters.events(cluster, Crashed.class)).isEmpty();
    }
  }

  @Test
  void a_wait_may_be_longer_than_any_clock_and_as_short_as_nothing() throws Exception {
    try (ObservedCluster cluster = TcpClusters.settled(new RaftAlgorithm(), 1)) {
      Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
      assertThat(cluster.runUntil(now -> true, forEver)).isTrue();
      assertThat(cluster.runUntil(now -> true, Duration.ZERO)).isTrue();
      assertThat(cluster.runUntil(now -> false, Duration.ZERO)).isFalse();
      cluster.run(now -> now.cluster().after(forEver, () -> {}));
    }
  }

  private static boolean agrees(Moment now) {
    return now.state().agreement().flatMap(Agreement::leader).isPresent();
  }

  private interface Order {
    void give() throws Exception;
  }

  private static void assertStopped(Order order) {
    assertThatThrownBy(order::give)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("raft is stopped");
  }

  private static FutureTask<Boolean> waiting(ObservedCluster cluster, Predicate<Moment> condition)
      throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    FutureTask<Boolean> wait =
        started(
            new FutureTask<>(
                () -> cluster.runUntil(now -> seen(looked) || condition.test(now), LONG)));
    looked.await();
    return wait;
  }

  /** A condition that never holds, and tells that somebody looked. */
  private static boolean seen(CountDownLatch looked) {
    looked.countDown();
    return false;
  }

  private static <T> FutureTask<T> started(FutureTask<T> task) {
    Thread thread = new Thread(task, "caller");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static <T> T result(FutureTask<T> task) throws Exception {
    try {
      return task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException thrown) {
      if (thrown.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw thrown;
    }
  }
}
