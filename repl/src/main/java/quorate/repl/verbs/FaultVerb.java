package quorate.repl.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import quorate.lab.cluster.Fault;
import quorate.lab.experiment.ObservedCluster;
import quorate.lab.experiment.ObservedCluster.Following;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.repl.render.Json;
import quorate.repl.session.Answer;
import quorate.repl.session.Session;
import quorate.spi.NodeId;

/**
 * A command that does a fault to every cluster it is for, follows each until it settles, and prints
 * what became of them side by side. What the fault is in each cluster is found out for all of them
 * before it is done to any.
 */
abstract class FaultVerb extends FollowingVerb {

  FaultVerb(Session session) {
    super(session);
  }

  /** What the fault is in a cluster, to which nothing has been done yet. */
  abstract Fault faultIn(ObservedCluster cluster) throws InterruptedException;

  /** What has been done, at the head of the row that says to whom: {@code crashed}. */
  abstract String did();

  /** To whom it has been done, before it is. */
  abstract String changed(Fault fault, ObservedCluster cluster);

  @Override
  public final Answer run(String typed) throws InterruptedException {
    Map<ObservedCluster, Fault> faults = new LinkedHashMap<>();
    for (ObservedCluster cluster : session().clusters()) {
      faults.put(cluster, faultIn(cluster));
    }
    Map<ObservedCluster, String> changes = new LinkedHashMap<>();
    faults.forEach((cluster, fault) -> changes.put(cluster, changed(fault, cluster)));
    if (!session().settings().follow()) {
      faults.forEach(FaultVerb::injectOnly);
      return unfollowed(changes);
    }
    Map<ObservedCluster, Following> followings = new LinkedHashMap<>();
    faults.forEach((cluster, fault) -> followings.put(cluster, cluster.inject(fault)));
    return followed(typed, did(), changes, followings);
  }

  private static void injectOnly(ObservedCluster cluster, Fault fault) {
    cluster
        .cluster()
        .call(
            () -> {
              cluster.cluster().inject(fault);
              return null;
            });
  }

  private Answer unfollowed(Map<ObservedCluster, String> changes) {
    ObjectNode json = Json.object();
    ArrayNode results = json.putArray("results");
    List<String> lines = new ArrayList<>();
    changes.forEach(
        (cluster, change) -> {
          results.add(Json.cluster(cluster));
          lines.add(cluster.spec().name() + ": " + did() + " " + change);
        });
    return Answer.of(json, String.join("\n", lines));
  }

  /** Those of some nodes of which something holds. */
  static List<NodeId> matching(
      Predicate<NodeState> wanted, Collection<NodeId> nodes, ObservedCluster cluster) {
    return cluster
        .cluster()
        .call(() -> nodes.stream().filter(n -> wanted.test(cluster.state().node(n))).toList());
  }

  /** Nodes in a list, as they are typed. */
  static String list(Collection<NodeId> nodes) {
    return nodes.stream().map(NodeId::toString).collect(Collectors.joining(","));
  }
}
