package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.netty.TcpClusters.LIMIT;
import static quorate.netty.TcpClusters.mesh;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.Counts.Tally;
import quorate.spi.NodeId;

/** Who is connected to whom, and what went over the connections. */
final class Connections {

  private Connections() {}

  static void breakConnection(ObservedCluster cluster, NodeId one, NodeId other) {
    mesh(cluster).connection(one, other).orElseThrow().close();
  }

  static long number(ObservedCluster cluster, NodeId from, NodeId to) {
    return cluster.call(now -> mesh(cluster).connection(from, to).orElseThrow().number());
  }

  /** Whether all nodes run, are connected, and agree. */
  static boolean isWhole(ObservedCluster cluster) {
    ClusterState state = cluster.call(Moment::state);
    return state.running().size() == cluster.spec().size()
        && areAllLinked(cluster)
        && state.agreement().isPresent();
  }

  static boolean areAllLinked(ObservedCluster cluster) {
    List<NodeId> members = cluster.spec().members();
    return members.stream()
        .allMatch(a -> members.stream().allMatch(b -> a.equals(b) || isLinked(cluster, a, b)));
  }

  static boolean isLinked(ObservedCluster cluster, NodeId a, NodeId b) {
    Optional<Long> there = mesh(cluster).connection(a, b).map(Connection::number);
    return there.isPresent()
        && there.equals(mesh(cluster).connection(b, a).map(Connection::number));
  }

  static String connections(ObservedCluster cluster) {
    List<NodeId> members = cluster.spec().members();
    return members.stream()
        .map(
            a ->
                members.stream()
                    .map(b -> mesh(cluster).connection(a, b).map(Connection::number))
                    .toList()
                    .toString())
        .collect(Collectors.joining("\n", "\n", "\n" + cluster.call(Moment::state).nodes()));
  }

  static void hearsOfLeader(ObservedCluster cluster) throws InterruptedException {
    long before = cluster.counts().total().delivered();
    assertThat(cluster.runUntil(now -> cluster.counts().total().delivered() > before + 20, LIMIT))
        .isTrue();
  }

  static void everyMessageMeetsOneFate(ObservedCluster cluster) throws InterruptedException {
    boolean all =
        cluster.runUntil(
            now -> {
              Tally total = cluster.counts().total();
              return total.sent() == total.delivered() + total.droppedInAll();
            },
            LIMIT);
    assertThat(all).isTrue();
  }
}
