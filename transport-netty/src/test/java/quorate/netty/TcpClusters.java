package quorate.netty;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import quorate.bully.BullyAlgorithm;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.experiment.ObservedCluster;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent;
import quorate.paxos.PaxosAlgorithm;
import quorate.raft.RaftAlgorithm;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Timing;

/** Clusters over TCP for tests: a node is a number, and every wait has a generous limit. */
final class TcpClusters {

  static final Duration LIMIT = Duration.ofSeconds(20);

  private TcpClusters() {}

  static Stream<ElectionAlgorithm> algorithms() {
    return Stream.of(new RaftAlgorithm(), new PaxosAlgorithm(), new BullyAlgorithm());
  }

  static ClusterSpec spec(ElectionAlgorithm algorithm, int size) {
    return new ClusterSpec(algorithm.name(), algorithm, size, Timing.DEFAULT, Map.of(), 1);
  }

  /** A cluster whose nodes are down as yet. */
  static ObservedCluster create(ElectionAlgorithm algorithm, int size) {
    return new ObservedCluster(NettyCluster.create(spec(algorithm, size)));
  }

  /** A cluster that has settled on a leader. */
  static ObservedCluster settled(ElectionAlgorithm algorithm, int size)
      throws InterruptedException {
    ObservedCluster cluster = create(algorithm, size);
    cluster.follow(Cluster::startAll).await(LIMIT);
    return cluster;
  }

  static Outcome inject(ObservedCluster cluster, Fault fault) throws InterruptedException {
    return cluster.inject(fault).await(LIMIT);
  }

  static Fault crash(NodeId node) {
    return new Fault.Crash(new TreeSet<>(List.of(node)));
  }

  static Fault restart(NodeId node) {
    return new Fault.Restart(new TreeSet<>(List.of(node)));
  }

  /** Waits for an event, which may have happened already. */
  static boolean traced(ObservedCluster cluster, Predicate<TraceEvent> wanted)
      throws InterruptedException {
    return cluster
        .cluster()
        .runUntil(() -> cluster.cluster().trace().events().stream().anyMatch(wanted), LIMIT);
  }

  static int port(ObservedCluster cluster, NodeId node) {
    String address = cluster.cluster().call(() -> cluster.state().node(node).address());
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }
}
