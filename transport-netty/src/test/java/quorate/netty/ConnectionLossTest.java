package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.netty.Connections.areAllLinked;
import static quorate.netty.Connections.breakConnection;
import static quorate.netty.Connections.everyMessageMeetsOneFate;
import static quorate.netty.Connections.hearsOfLeader;
import static quorate.netty.Connections.number;
import static quorate.netty.TcpClusters.LIMIT;
import static quorate.netty.TcpClusters.events;
import static quorate.netty.TcpClusters.inject;
import static quorate.netty.TcpClusters.mesh;
import static quorate.netty.TcpClusters.restart;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.lab.cluster.Cluster;
import quorate.lab.experiment.ObservedCluster;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.raft.RaftAlgorithm;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;

/** Connections that break while their nodes live. */
@Tag("tcp")
class ConnectionLossTest {

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
  void a_dial_that_comes_to_nothing_is_tried_again() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ObservedCluster cluster = TcpClusters.create(new RaftAlgorithm(), 2)) {
      NodeId two = new NodeId(2);
      inject(cluster, restart(ONE));
      inject(cluster, restart(two));
      TcpClusters.run(
          cluster,
          () -> {
            breakConnection(cluster, ONE, two);
            InetSocketAddress nobody = (InetSocketAddress) deaf.getLocalSocketAddress();
            mesh(cluster).node(ONE).orElseThrow().dial(two, nobody);
          });
      assertThat(cluster.cluster().runUntil(() -> areAllLinked(cluster), LIMIT)).isTrue();
      assertThat(events(cluster, FrameRejected.class))
          .extracting(FrameRejected::reason)
          .singleElement()
          .asString()
          .startsWith("no greeting within 2 s");
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
}
