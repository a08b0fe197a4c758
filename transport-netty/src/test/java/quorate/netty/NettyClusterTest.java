package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.netty.TcpClusters.crash;
import static quorate.netty.TcpClusters.inject;
import static quorate.netty.TcpClusters.leader;
import static quorate.netty.TcpClusters.restart;
import static quorate.netty.TcpClusters.settled;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Started;
import quorate.raft.RaftAlgorithm;
import quorate.raft.RaftState;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/** Clusters over real sockets. */
@Tag("tcp")
class NettyClusterTest {

  @ParameterizedTest
  @MethodSource("quorate.netty.TcpClusters#algorithms")
  void a_cluster_agrees_on_a_leader_and_on_another_when_that_one_crashes(
      ElectionAlgorithm algorithm) throws InterruptedException {
    try (ObservedCluster cluster = settled(algorithm, 5)) {
      NodeId first = leader(cluster);
      Outcome outcome = inject(cluster, crash(first));
      assertThat(outcome.settled()).isTrue();
      assertThat(outcome.before()).contains(first);
      assertThat(outcome.leader()).isPresent().get().isNotEqualTo(first);
      assertThat(outcome.rounds()).isPositive();
      assertThat(outcome.detected().getAsLong()).isPositive();
      assertThat(outcome.elected().getAsLong())
          .isBetween(outcome.detected().getAsLong(), outcome.converged().getAsLong());
      assertThat(cluster.violations()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("quorate.netty.TcpClusters#algorithms")
  void a_crash_closes_the_port_and_a_restart_opens_the_same_one(ElectionAlgorithm algorithm)
      throws InterruptedException {
    try (ObservedCluster cluster = settled(algorithm, 3)) {
      NodeId node = leader(cluster);
      int port = TcpClusters.port(cluster, node);
      inject(cluster, crash(node));
      assertThat(isOpen(port)).isFalse();
      Outcome outcome = inject(cluster, restart(node));
      assertThat(outcome.settled()).isTrue();
      assertThat(TcpClusters.port(cluster, node)).isEqualTo(port);
      assertThat(isOpen(port)).isTrue();
    }
  }

  @Test
  void a_restarted_node_has_what_it_persisted() throws InterruptedException {
    try (ObservedCluster cluster = settled(new RaftAlgorithm(), 3)) {
      NodeId node = leader(cluster);
      RaftState.Inspection before = inspect(cluster, node);
      inject(cluster, new Fault.Crash(new TreeSet<>(cluster.spec().members())));
      Outcome outcome = inject(cluster, new Fault.Restart(new TreeSet<>(List.of(node))));
      assertThat(outcome.settled()).isFalse();
      RaftState.Inspection after = inspect(cluster, node);
      assertThat(after.currentTerm()).isEqualTo(before.currentTerm());
      assertThat(after.votedFor()).isEqualTo(before.votedFor());
      assertThat(after.leaderId()).isNull();
    }
  }

  @Test
  void all_nodes_crash_and_all_come_back_together() throws InterruptedException {
    try (ObservedCluster cluster = settled(new RaftAlgorithm(), 5)) {
      TreeSet<NodeId> all = new TreeSet<>(cluster.spec().members());
      Outcome gone = inject(cluster, new Fault.Crash(all));
      assertThat(gone.unsettledBecause())
          .hasValueSatisfying(why -> assertThat(why).contains("no node"));
      assertThat(inject(cluster, new Fault.Restart(all)).settled()).isTrue();
    }
  }

  @Test
  void a_partition_drops_frames_on_arrival_and_a_heal_lets_them_pass() throws InterruptedException {
    try (ObservedCluster cluster = settled(new RaftAlgorithm(), 5)) {
      NodeId old = leader(cluster);
      Outcome cut = inject(cluster, new Cutting.Isolate(new TreeSet<>(List.of(old))));
      assertThat(cut.settled()).isTrue();
      assertThat(cut.leader()).isPresent().get().isNotEqualTo(old);
      Tally all = cluster.counts().total();
      assertThat(all.dropped().keySet()).containsExactly(DropCause.CUT);
      assertThat(cut.leaders()).extracting(Outcome.Leadership::leader).contains(old);
      assertThat(inject(cluster, new LinkFault.Heal()).settled()).isTrue();
      assertThat(cluster.<SortedSet<NodeId>>call(now -> now.state().believers())).hasSize(1);
    }
  }

  @Test
  void what_is_sent_is_delivered_or_dropped_or_still_on_its_way() throws InterruptedException {
    try (ObservedCluster cluster = settled(new RaftAlgorithm(), 5)) {
      inject(cluster, crash(leader(cluster)));
      inject(cluster, crash(leader(cluster)));
      boolean allAccountedFor =
          cluster.runUntil(
              now -> {
                Tally all = cluster.counts().total();
                return all.sent() == all.delivered() + all.droppedInAll();
              },
              TcpClusters.LIMIT);
      assertThat(allAccountedFor).isTrue();
    }
  }

  @Test
  void bytes_are_those_of_the_frames_on_the_wire() throws InterruptedException {
    try (ObservedCluster cluster = settled(new RaftAlgorithm(), 3)) {
      Tally heartbeats = cluster.counts().of(Purpose.HEARTBEAT);
      assertThat(heartbeats.delivered()).isPositive();
      assertThat((double) heartbeats.bytes() / heartbeats.delivered()).isBetween(50.0, 150.0);
    }
  }

  @Test
  void one_node_alone_leads_and_sends_nothing() throws InterruptedException {
    try (ObservedCluster cluster = settled(new RaftAlgorithm(), 1)) {
      assertThat(leader(cluster)).isEqualTo(new NodeId(1));
      assertThat(cluster.counts().total().sent()).isZero();
    }
  }

  @Test
  void nodes_listen_on_the_loopback_interface_only() throws Exception {
    try (ObservedCluster cluster = settled(new RaftAlgorithm(), 3)) {
      int port = TcpClusters.port(cluster, new NodeId(1));
      for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
        for (InetAddress address : network.inetAddresses().toList()) {
          if (!address.isLoopbackAddress()) {
            assertThatThrownBy(() -> new Socket(address, port).close())
                .isInstanceOf(IOException.class);
          }
        }
      }
      assertThat(TcpClusters.events(cluster, Started.class))
          .extracting(Started::address)
          .hasSize(3)
          .allMatch(address -> address.startsWith("127.0.0.1:"));
    }
  }

  @Test
  void a_stopped_cluster_leaves_no_thread_and_no_port() throws InterruptedException {
    ObservedCluster cluster = settled(new RaftAlgorithm(), 3);
    int port = TcpClusters.port(cluster, new NodeId(2));
    cluster.close();
    cluster.close();
    assertThat(isOpen(port)).isFalse();
    Awaitility.await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("quorate-")));
    assertThatThrownBy(cluster::counts).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_cluster_that_is_too_large_is_refused_before_anything_opens() {
    assertThatThrownBy(() -> TcpClusters.create(new RaftAlgorithm(), 102))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a cluster over TCP has at most 51 nodes, got 102");
  }

  private static RaftState.Inspection inspect(ObservedCluster cluster, NodeId node) {
    return (RaftState.Inspection) cluster.call(now -> now.cluster().state(node));
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
