package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.netty.TcpClusters.LIMIT;
import static quorate.netty.TcpClusters.crash;
import static quorate.netty.TcpClusters.events;
import static quorate.netty.TcpClusters.inject;
import static quorate.netty.TcpClusters.mesh;
import static quorate.netty.TcpClusters.restart;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.Fault;
import quorate.lab.experiment.ObservedCluster;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.raft.RaftAlgorithm;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;

/** Ports and connections while nodes come and go. */
@Tag("tcp")
class NodeLifeTest {

  private static final NodeId ONE = new NodeId(1);

  @ParameterizedTest
  @MethodSource("quorate.netty.TcpClusters#algorithms")
  void a_connection_that_breaks_alone_is_dialled_again(ElectionAlgorithm algorithm)
      throws Exception {
    try (ObservedCluster cluster = TcpClusters.settled(TcpClusters.patient(algorithm, 3))) {
      NodeId leader = TcpClusters.leader(cluster);
      for (NodeId peer : cluster.spec().members()) {
        if (!peer.equals(leader)) {
          long broken = number(cluster, leader, peer);
          TcpClusters.run(cluster, () -> breakConnection(cluster, leader, peer));
          assertThat(cluster.cluster().runUntil(() -> areAllLinked(cluster), LIMIT)).isTrue();
          assertThat(number(cluster, leader, peer)).isGreaterThan(broken);
        }
      }
      hearsOfLeader(cluster);
      assertThat(TcpClusters.leader(cluster)).isEqualTo(leader);
      assertThat(events(cluster, Crashed.class)).isEmpty();
      assertThat(events(cluster, FrameRejected.class)).isEmpty();
      everyMessageMeetsOneFate(cluster);
    }
  }

  @Test
  void what_is_sent_over_a_connection_that_breaks_is_lost_with_it() throws Exception {
    try (ObservedCluster cluster =
        TcpClusters.settled(TcpClusters.patient(new RaftAlgorithm(), 2))) {
      NodeId leader = TcpClusters.leader(cluster);
      Cluster running = cluster.cluster();
      long since = running.call(running.trace()::last);
      // Breaks the connection after the leader's next heartbeat has been written, before it is
      // read.
      running.call(
          () -> {
            running
                .trace()
                .observe(
                    event -> {
                      if (event instanceof Sent sent && sent.from().equals(leader)) {
                        running.after(
                            Duration.ZERO,
                            () ->
                                mesh(cluster)
                                    .node(leader)
                                    .orElseThrow()
                                    .connectionTo(sent.to())
                                    .ifPresent(Connection::reset));
                      }
                    });
            return null;
          });
      assertThat(
              running.runUntil(
                  () ->
                      running.trace().events().stream()
                          .anyMatch(event -> event instanceof Dropped it && it.number() > since),
                  LIMIT))
          .isTrue();
      assertThat(events(cluster, Dropped.class))
          .extracting(Dropped::because)
          .containsOnly(DropCause.CONNECTION_LOST);
      assertThat(events(cluster, FrameRejected.class)).isEmpty();
    }
  }

  @Test
  void a_node_whose_port_was_taken_restarts_on_another_and_says_so() throws Exception {
    try (ObservedCluster cluster = TcpClusters.settled(new RaftAlgorithm(), 3)) {
      int port = TcpClusters.port(cluster, ONE);
      inject(cluster, crash(ONE));
      try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(inject(cluster, restart(ONE)).settled()).isTrue();
        Started last = lastStart(cluster);
        assertThat(last.node()).isEqualTo(ONE);
        assertThat(last.restarted()).isTrue();
        assertThat(last.address()).startsWith("127.0.0.1:").doesNotEndWith(":" + port);
        assertThat(other.isClosed()).isFalse();
        int now = TcpClusters.port(cluster, ONE);
        assertThat(last.address()).endsWith(":" + now);
        inject(cluster, crash(ONE));
        assertThat(inject(cluster, restart(ONE)).settled()).isTrue();
        assertThat(TcpClusters.port(cluster, ONE)).isEqualTo(now);
      }
    }
  }

  @Test
  void a_node_that_restarts_in_the_moment_of_its_crash_keeps_its_port() throws Exception {
    try (ObservedCluster cluster = TcpClusters.settled(new RaftAlgorithm(), 3)) {
      int port = TcpClusters.port(cluster, ONE);
      for (int i = 0; i < 5; i++) {
        crashAndRestart(cluster, ONE);
        assertThat(cluster.cluster().runUntil(() -> isWhole(cluster), LIMIT)).isTrue();
      }
      assertThat(TcpClusters.port(cluster, ONE)).isEqualTo(port);
      assertThat(events(cluster, Started.class)).hasSize(3 + 5);
    }
  }

  @Test
  void nodes_that_come_up_do_not_wait_for_one_that_crashes_on_the_way() throws Exception {
    try (ObservedCluster cluster = TcpClusters.create(new RaftAlgorithm(), 3)) {
      Cluster running = cluster.cluster();
      running.call(
          () -> {
            ((NettyCluster) running).startAll();
            running.inject(crash(ONE));
            return null;
          });
      assertThat(running.runUntil(() -> cluster.state().agreement().isPresent(), LIMIT)).isTrue();
      assertThat(events(cluster, Started.class)).extracting(Started::node).doesNotContain(ONE);
      assertThat(running.<Boolean>call(() -> mesh(cluster).isUp(ONE))).isFalse();
      inject(cluster, restart(ONE));
      assertThat(running.runUntil(() -> isWhole(cluster), LIMIT)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void crashes_and_restarts_at_any_moment_leave_a_cluster_that_can_be_whole(long seed)
      throws Exception {
    try (ObservedCluster cluster = TcpClusters.create(new RaftAlgorithm(), 5)) {
      Cluster running = cluster.cluster();
      SplittableRandom random = new SplittableRandom(seed);
      TcpClusters.run(cluster, ((NettyCluster) running)::startAll);
      for (int i = 0; i < 200; i++) {
        NodeId node = new NodeId(random.nextInt(1, 6));
        Fault fault = random.nextBoolean() ? crash(node) : restart(node);
        TcpClusters.run(cluster, () -> running.inject(fault));
        if (random.nextInt(4) == 0) {
          running.runUntil(() -> false, Duration.ofNanos(random.nextInt(3_000_000)));
        }
      }
      TreeSet<NodeId> all = new TreeSet<>(cluster.spec().members());
      inject(cluster, new Fault.Restart(all));
      assertThat(running.runUntil(() -> isWhole(cluster), LIMIT))
          .as(() -> "seed " + seed + ": " + running.call(() -> connections(cluster)))
          .isTrue();
      hearsOfLeader(cluster);
      assertThat(events(cluster, FrameRejected.class)).isEmpty();
      assertThat(cluster.violations()).isEmpty();
      everyMessageMeetsOneFate(cluster);
    }
  }

  private static void crashAndRestart(ObservedCluster cluster, NodeId node) {
    TcpClusters.run(
        cluster,
        () -> {
          cluster.cluster().inject(crash(node));
          cluster.cluster().inject(restart(node));
        });
  }

  private static void breakConnection(ObservedCluster cluster, NodeId one, NodeId other) {
    mesh(cluster).connection(one, other).orElseThrow().close();
  }

  private static long number(ObservedCluster cluster, NodeId from, NodeId to) {
    return cluster.cluster().call(() -> mesh(cluster).connection(from, to).orElseThrow().number());
  }

  /** Whether all nodes run, are connected, and agree. */
  private static boolean isWhole(ObservedCluster cluster) {
    return cluster.state().running().size() == cluster.spec().size()
        && areAllLinked(cluster)
        && cluster.state().agreement().isPresent();
  }

  private static boolean areAllLinked(ObservedCluster cluster) {
    List<NodeId> members = cluster.spec().members();
    return members.stream()
        .allMatch(a -> members.stream().allMatch(b -> a.equals(b) || isLinked(cluster, a, b)));
  }

  private static boolean isLinked(ObservedCluster cluster, NodeId a, NodeId b) {
    Optional<Long> there = mesh(cluster).connection(a, b).map(Connection::number);
    return there.isPresent()
        && there.equals(mesh(cluster).connection(b, a).map(Connection::number));
  }

  private static String connections(ObservedCluster cluster) {
    List<NodeId> members = cluster.spec().members();
    return members.stream()
        .map(
            a ->
                members.stream()
                    .map(b -> mesh(cluster).connection(a, b).map(Connection::number))
                    .toList()
                    .toString())
        .collect(Collectors.joining("\n", "\n", "\n" + cluster.state().nodes()));
  }

  private static Started lastStart(ObservedCluster cluster) {
    List<Started> all = events(cluster, Started.class);
    return all.get(all.size() - 1);
  }

  private static void hearsOfLeader(ObservedCluster cluster) throws InterruptedException {
    long before = cluster.counts().total().delivered();
    assertThat(
            cluster
                .cluster()
                .runUntil(() -> cluster.counts().total().delivered() > before + 20, LIMIT))
        .isTrue();
  }

  private static void everyMessageMeetsOneFate(ObservedCluster cluster)
      throws InterruptedException {
    boolean all =
        cluster
            .cluster()
            .runUntil(
                () -> {
                  Tally total = cluster.counts().total();
                  return total.sent() == total.delivered() + total.droppedInAll();
                },
                LIMIT);
    assertThat(all).isTrue();
  }
}
