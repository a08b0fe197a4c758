package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import quorate.bully.BullyAlgorithm;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent;
import quorate.paxos.PaxosAlgorithm;
import quorate.raft.RaftAlgorithm;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/** Clusters over TCP for tests: a node is a number, and every wait has a generous limit. */
final class TcpClusters {

  static final Duration LIMIT = Duration.ofSeconds(20);

  private TcpClusters() {}

  static Stream<ElectionAlgorithm> algorithms() {
    return Stream.of(new RaftAlgorithm(), new PaxosAlgorithm(), new BullyAlgorithm());
  }

  static ClusterSpec spec(ElectionAlgorithm algorithm, int size) {
    return spec(algorithm, size, Timing.DEFAULT);
  }

  static ClusterSpec spec(ElectionAlgorithm algorithm, int size, Timing timing) {
    return new ClusterSpec(algorithm.name(), algorithm, size, timing, Map.of(), 1);
  }

  /** So patient that a machine under load brings about no election. */
  static ClusterSpec patient(ElectionAlgorithm algorithm, int size) {
    TimeRange election = TimeRange.ofMillis(1000, 1500);
    return spec(
        algorithm, size, new Timing(Duration.ofMillis(50), election, Duration.ofMillis(200)));
  }

  /** A cluster whose nodes are still down. */
  static ObservedCluster create(ElectionAlgorithm algorithm, int size) {
    return new ObservedCluster(NettyCluster.create(spec(algorithm, size)));
  }

  /** A cluster that has settled on a leader. */
  static ObservedCluster settled(ElectionAlgorithm algorithm, int size)
      throws InterruptedException {
    return settled(spec(algorithm, size));
  }

  static ObservedCluster settled(ClusterSpec spec) throws InterruptedException {
    ObservedCluster cluster = new ObservedCluster(NettyCluster.create(spec));
    cluster.follow(LiveCluster::startAll).await(LIMIT);
    return cluster;
  }

  static Outcome inject(ObservedCluster cluster, Fault fault) throws InterruptedException {
    return cluster.follow(it -> it.inject(fault)).await(LIMIT);
  }

  static Fault crash(NodeId node) {
    return new Fault.Crash(new TreeSet<>(List.of(node)));
  }

  static Fault restart(NodeId node) {
    return new Fault.Restart(new TreeSet<>(List.of(node)));
  }

  /** The one leader that a cluster agrees on, as soon as it does. */
  static NodeId leader(ObservedCluster cluster) throws InterruptedException {
    AtomicReference<NodeId> leader = new AtomicReference<>();
    Predicate<Moment> agreed =
        now -> {
          now.state().agreement().flatMap(Agreement::leader).ifPresent(leader::set);
          return leader.get() != null;
        };
    assertThat(cluster.runUntil(agreed, LIMIT)).isTrue();
    return leader.get();
  }

  /** The network side of a node that is up. */
  static Endpoint network(ObservedCluster cluster, NodeId node) {
    return mesh(cluster).node(node).orElseThrow();
  }

  static Mesh mesh(ObservedCluster cluster) {
    return live(cluster).mesh;
  }

  /** The cluster as its own thread has it, for use there. */
  static LiveNettyCluster live(ObservedCluster cluster) {
    return (LiveNettyCluster) cluster.call(Moment::cluster);
  }

  /** All events of a kind so far. */
  static <E extends TraceEvent> List<E> events(ObservedCluster cluster, Class<E> kind) {
    return cluster.call(
        now -> now.trace().events().stream().filter(kind::isInstance).map(kind::cast).toList());
  }

  static int port(ObservedCluster cluster, NodeId node) {
    String address = cluster.call(now -> now.state().node(node).address());
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }
}
