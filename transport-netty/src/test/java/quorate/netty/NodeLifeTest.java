package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.netty.Connections.areAllLinked;
import static quorate.netty.Connections.connections;
import static quorate.netty.Connections.everyMessageMeetsOneFate;
import static quorate.netty.Connections.hearsOfLeader;
import static quorate.netty.Connections.isWhole;
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
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Fault;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.lab.trace.TraceEvent.Started;
import quorate.raft.RaftAlgorithm;
import quorate.spi.NodeId;

/** Ports and connections while nodes come and go. */
@Tag("tcp")
class NodeLifeTest {

  private static final NodeId ONE = new NodeId(1);

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
        assertThat(cluster.runUntil(now -> isWhole(cluster), LIMIT)).isTrue();
      }
      assertThat(TcpClusters.port(cluster, ONE)).isEqualTo(port);
      assertThat(events(cluster, Started.class)).hasSize(3 + 5);
    }
  }

  @Test
  void nodes_that_come_up_do_not_wait_for_one_that_crashes_on_the_way() throws Exception {
    try (ObservedCluster cluster = TcpClusters.create(new RaftAlgorithm(), 3)) {
      cluster.run(
          now -> {
            now.cluster().startAll();
            now.cluster().inject(crash(ONE));
          });
      assertThat(cluster.runUntil(now -> now.state().agreement().isPresent(), LIMIT)).isTrue();
      assertThat(events(cluster, Started.class)).extracting(Started::node).doesNotContain(ONE);
      assertThat(cluster.<Boolean>call(now -> mesh(cluster).isUp(ONE))).isFalse();
      inject(cluster, restart(ONE));
      assertThat(cluster.runUntil(now -> isWhole(cluster), LIMIT)).isTrue();
    }
  }

  @Test
  void whenever_a_node_crashes_on_its_way_up_the_others_start_and_its_port_closes()
      throws Exception {
    for (int turns = 0; turns < 20; turns++) {
      try (ObservedCluster cluster = TcpClusters.create(new RaftAlgorithm(), 3)) {
        cluster.run(now -> now.cluster().startAll());
        for (int turn = 0; turn < turns; turn++) {
          cluster.counts(); // one more turn of the loop
        }
        cluster.run(now -> now.cluster().inject(crash(ONE)));
        assertThat(cluster.runUntil(now -> now.state().running().size() == 2, LIMIT))
            .as("crash after %d turns", turns)
            .isTrue();
        assertThat(cluster.<Boolean>call(now -> mesh(cluster).isUp(ONE))).isFalse();
        cluster.run(now -> now.cluster().inject(restart(ONE)));
        assertThat(cluster.runUntil(now -> now.state().running().size() == 3, LIMIT)).isTrue();
        assertThat(cluster.runUntil(now -> areAllLinked(cluster), LIMIT)).isTrue();
        assertThat(events(cluster, FrameRejected.class)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void crashes_and_restarts_at_any_moment_leave_a_cluster_that_can_be_whole(long seed)
      throws Exception {
    try (ObservedCluster cluster = TcpClusters.create(new RaftAlgorithm(), 5)) {
      SplittableRandom random = new SplittableRandom(seed);
      cluster.run(now -> now.cluster().startAll());
      for (int i = 0; i < 200; i++) {
        NodeId node = new NodeId(random.nextInt(1, 6));
        Fault fault = random.nextBoolean() ? crash(node) : restart(node);
        cluster.run(now -> now.cluster().inject(fault));
        if (random.nextInt(4) == 0) {
          cluster.runFor(Duration.ofNanos(random.nextInt(3_000_000)));
        }
      }
      TreeSet<NodeId> all = new TreeSet<>(cluster.spec().members());
      inject(cluster, new Fault.Restart(all));
      assertThat(cluster.runUntil(now -> isWhole(cluster), LIMIT))
          .as(() -> "seed " + seed + ": " + cluster.call(now -> connections(cluster)))
          .isTrue();
      hearsOfLeader(cluster);
      assertThat(events(cluster, FrameRejected.class)).isEmpty();
      assertThat(cluster.violations()).isEmpty();
      everyMessageMeetsOneFate(cluster);
    }
  }

  private static void crashAndRestart(ObservedCluster cluster, NodeId node) {
    cluster.run(
        now -> {
          now.cluster().inject(crash(node));
          now.cluster().inject(restart(node));
        });
  }

  private static Started lastStart(ObservedCluster cluster) {
    List<Started> all = events(cluster, Started.class);
    return all.get(all.size() - 1);
  }
}
