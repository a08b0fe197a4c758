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
import static quorate.netty.TcpClusters.live;
import static quorate.netty.TcpClusters.mesh;
import static quorate.netty.TcpClusters.restart;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
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
          cluster.run(now -> breakConnection(cluster, leader, peer));
          assertThat(cluster.runUntil(now -> areAllLinked(cluster), LIMIT)).isTrue();
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
      cluster.run(
          now -> {
            breakConnection(cluster, ONE, two);
            InetSocketAddress nobody = (InetSocketAddress) deaf.getLocalSocketAddress();
            mesh(cluster).dial(TcpClusters.network(cluster, ONE), two, nobody);
          });
      assertThat(cluster.runUntil(now -> areAllLinked(cluster), LIMIT)).isTrue();
      assertThat(events(cluster, FrameRejected.class))
          .extracting(FrameRejected::reason)
          .singleElement()
          .asString()
          .startsWith("no greeting within 2 s");
    }
  }

  @Test
  void what_is_on_its_way_when_the_receiver_closes_the_connection_is_lost_with_it()
      throws Exception {
    try (ObservedCluster cluster =
        TcpClusters.settled(TcpClusters.patient(new RaftAlgorithm(), 2))) {
      NodeId leader = TcpClusters.leader(cluster);
      AtomicReference<Sent> lost = new AtomicReference<>();
      cluster.run(now -> now.trace().observe(event -> closeAtFirst(event, leader, lost, cluster)));
      assertThat(cluster.runUntil(now -> dropOf(lost.get(), now).isPresent(), LIMIT)).isTrue();
      Dropped drop = cluster.call(now -> dropOf(lost.get(), now).orElseThrow());
      assertThat(drop.because()).isEqualTo(DropCause.CONNECTION_LOST);
      assertThat(drop.to()).isEqualTo(lost.get().to());
      everyMessageMeetsOneFate(cluster);
      assertThat(events(cluster, FrameRejected.class)).isEmpty();
    }
  }

  @Test
  void what_is_written_after_the_other_end_is_closed_is_lost_too() throws Exception {
    try (ObservedCluster cluster =
        TcpClusters.settled(TcpClusters.patient(new RaftAlgorithm(), 2))) {
      NodeId leader = TcpClusters.leader(cluster);
      AtomicReference<Sent> last = new AtomicReference<>();
      // Once the next heartbeat is written, and before the loop looks for what can be read.
      cluster.run(
          now ->
              now.trace()
                  .observe(
                      event -> {
                        if (event instanceof Sent sent
                            && sent.from().equals(leader)
                            && last.compareAndSet(null, sent)) {
                          live(cluster)
                              .thread
                              .executeUnlessStopped(
                                  () -> breakConnection(cluster, leader, sent.to()));
                        }
                      }));
      assertThat(cluster.runUntil(now -> answerTo(last.get(), now).isPresent(), LIMIT)).isTrue();
      Sent answer = cluster.call(now -> answerTo(last.get(), now).orElseThrow());
      assertThat(cluster.runUntil(now -> dropOf(answer, now).isPresent(), LIMIT)).isTrue();
      everyMessageMeetsOneFate(cluster);
    }
  }

  private static Optional<Sent> answerTo(Sent sent, Moment now) {
    return effects(sent, Delivered.class, now)
        .flatMap(delivery -> effects(delivery, Sent.class, now))
        .findFirst();
  }

  /** Closes the receiver's end of a connection just before the next message is written to it. */
  private static void closeAtFirst(
      TraceEvent event, NodeId sender, AtomicReference<Sent> lost, ObservedCluster cluster) {
    if (event instanceof Sent sent && sent.from().equals(sender) && lost.get() == null) {
      lost.set(sent);
      breakConnection(cluster, sent.to(), sender);
    }
  }

  private static Optional<Dropped> dropOf(Sent sent, Moment now) {
    return effects(sent, Dropped.class, now).findFirst();
  }

  private static <E extends TraceEvent> Stream<E> effects(
      TraceEvent cause, Class<E> kind, Moment now) {
    return now.trace().events().stream()
        .filter(event -> cause != null && event.cause() == cause.number())
        .filter(kind::isInstance)
        .map(kind::cast);
  }
}
