package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Links;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/** What each node of some clusters believes. */
public record StatusView(List<ClusterStatus> clusters) implements View {

  private static final String NO_ADDRESS = "-";

  /**
   * A cluster at one moment.
   *
   * @param atNanos that moment, in the cluster's time
   * @param fingerprint a hash over all that has happened, in virtual time
   * @param agreement whom the nodes follow, if they agree
   * @param bad the directions that are up, but not well
   */
  public record ClusterStatus(
      ClusterName name,
      long seed,
      long atNanos,
      Optional<String> fingerprint,
      Optional<Agreement> agreement,
      SortedMap<NodeId, NodeState> nodes,
      SortedSet<Direction> cut,
      SortedSet<Direction> bad) {

    /** What a node is, in a few words: {@code leads epoch 2}, {@code crashed}. */
    public String words(NodeId node) {
      return StatusText.words(nodes.get(node));
    }

    /** The running nodes that believe that they lead. */
    List<NodeId> believers() {
      return nodes.keySet().stream()
          .filter(it -> nodes.get(it).runs() && nodes.get(it).belief().leads())
          .toList();
    }

    /** Whether several running nodes believe that they lead. */
    public boolean hasTwoLeaders() {
      return believers().size() > 1;
    }

    public Optional<NodeId> leader() {
      return agreement.flatMap(Agreement::leader);
    }

    OptionalLong epoch() {
      return leader().map(id -> nodes.get(id).belief().epoch()).orElse(OptionalLong.empty());
    }
  }

  /** What clusters look like now. Any thread but theirs. */
  public static StatusView of(List<ObservedCluster> clusters) {
    return new StatusView(clusters.stream().map(StatusView::status).toList());
  }

  private static ClusterStatus status(ObservedCluster cluster) {
    return cluster.call(
        now ->
            new ClusterStatus(
                ClusterName.of(cluster),
                cluster.spec().seed(),
                now.trace().nowNanos(),
                now.cluster().fingerprint(),
                now.state().agreement(),
                now.state().nodes(),
                now.state().cut(),
                bad(now.cluster().links())));
  }

  private static SortedSet<Direction> bad(Links links) {
    SortedSet<Direction> bad = new TreeSet<>(links.troubles().keySet());
    bad.removeAll(links.cut());
    return bad;
  }

  @Override
  public String text(Display display) {
    return StatusText.of(this, display);
  }

  @Override
  public ObjectNode json() {
    return Json.listed("clusters", clusters, cluster -> json(cluster));
  }

  private static ObjectNode json(ClusterStatus cluster) {
    ObjectNode json = cluster.name().json();
    json.set("time_ms", Json.millis(cluster.atNanos()));
    json.put("seed", cluster.seed());
    json.put("fingerprint", cluster.fingerprint().orElse(null));
    json.set("leader", Json.node(cluster.leader()));
    json.set("epoch", Json.number(cluster.epoch()));
    ArrayNode nodes = json.putArray("nodes");
    cluster.nodes().forEach((node, state) -> nodes.add(json(node, state)));
    Json.links(cluster.cut()).forEach(json.putArray("links_down")::add);
    return json;
  }

  private static ObjectNode json(NodeId node, NodeState state) {
    boolean none = state.address().equals(NO_ADDRESS);
    return Json.state(node, state)
        .put("address", none ? null : state.address().toLowerCase(Locale.ROOT));
  }
}
