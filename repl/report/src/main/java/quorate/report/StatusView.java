package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Listed;
import quorate.lab.cluster.Links;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.measure.StoreCounts;
import quorate.lab.store.StoreSettings;
import quorate.lab.trace.ClockRate;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/** What each node of some clusters believes: a column for each cluster, a row for each node. */
public record StatusView(List<ClusterStatus> clusters) implements View {

  private static final String NO_ADDRESS = "-";

  /**
   * A cluster at one moment.
   *
   * @param atNanos that moment, in the cluster's time
   * @param fingerprint a hash over all that has happened, in virtual time
   * @param agreement whom the nodes follow, if they agree
   * @param bad the directions that are up, but not well
   * @param store how the store works to which leaders write, if they do
   * @param writes what became of their writes; empty if there never was a store
   */
  public record ClusterStatus(
      ClusterName name,
      long seed,
      long atNanos,
      Optional<String> fingerprint,
      Optional<Agreement> agreement,
      SortedMap<NodeId, NodeState> nodes,
      SortedSet<Direction> cut,
      SortedSet<Direction> bad,
      Optional<StoreSettings> store,
      Optional<StoreCounts> writes) {

    /** What a node is, in a few words: {@code leads epoch 2}, {@code crashed}. */
    public String words(NodeId node) {
      NodeState state = nodes.get(node);
      return node.isMember() || !state.runs()
          ? StatusView.words(state)
          : service(name, node, state.belief());
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
                bad(now.cluster().links()),
                now.cluster().store(),
                cluster.writes()));
  }

  private static SortedSet<Direction> bad(Links links) {
    SortedSet<Direction> bad = new TreeSet<>(links.troubles().keySet());
    bad.removeAll(links.cut());
    return bad;
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
    StoreRows.addTo(json, cluster.store());
    StoreRows.addCountsTo(json, cluster.writes());
    return json;
  }

  private static ObjectNode json(NodeId node, NodeState state) {
    boolean none = state.address().equals(NO_ADDRESS);
    return Json.state(node, state)
        .put("address", none ? null : state.address().toLowerCase(Locale.ROOT));
  }

  @Override
  public String text(Display display) {
    Columns<ClusterStatus> table = new Columns<>(clusters, it -> it.name().name());
    table
        .row("leader", StatusView::leader)
        .rowIfAny("epoch", it -> epoch(it.epoch()))
        .rowIfAny("virtual time", it -> simulated(it, time(it)))
        .rowIfAny("seed", it -> simulated(it, Long.toString(it.seed())))
        .rowIfAny("fingerprint", it -> simulated(it, it.fingerprint().orElse("-")));
    SortedSet<NodeId> hosts = new TreeSet<>();
    clusters.forEach(it -> hosts.addAll(it.nodes().keySet()));
    hosts.forEach(node -> table.row(node.toString(), it -> node(it, node)));
    StoreRows.add(table, ClusterStatus::writes);
    table
        .rowIfAny("clocks", StatusView::clocks)
        .rowIfAny("links down", it -> links(it.cut()))
        .rowIfAny("links bad", it -> links(it.bad()));
    boolean allWell = clusters.stream().allMatch(it -> it.cut().isEmpty() && it.bad().isEmpty());
    return table.render(display) + (allWell ? "" : "\n(net shows what is wrong with links)");
  }

  /** Only virtual time comes back with its seed, and can be told by a hash. */
  private static Cell simulated(ClusterStatus cluster, String text) {
    return cluster.name().simulated() ? Cell.text(text) : Cell.NONE;
  }

  private static String time(ClusterStatus cluster) {
    return String.format(Locale.ROOT, "%.1f ms", cluster.atNanos() / 1e6);
  }

  private static Cell leader(ClusterStatus cluster) {
    if (cluster.agreement().isEmpty()) {
      return Cell.text("none agreed").in(Tone.CANDIDATE);
    }
    List<NodeId> leaders = cluster.agreement().get().leaders();
    return Cell.text(leaders.stream().map(NodeId::toString).collect(Collectors.joining(" and ")));
  }

  private static Cell epoch(OptionalLong epoch) {
    return epoch.isPresent() ? Cell.text(Long.toString(epoch.getAsLong())) : Cell.NONE;
  }

  private static Cell node(ClusterStatus cluster, NodeId node) {
    NodeState state = cluster.nodes().get(node);
    if (state == null) {
      return Cell.text("");
    } else if (!state.up()) {
      return Cell.text("crashed").in(Tone.BAD);
    } else if (state.paused()) {
      return Cell.text("paused").in(Tone.BAD);
    }
    if (node.equals(NodeId.STORE)) {
      return Cell.text(StoreRows.words(cluster.store()) + port(state.address()));
    }
    Belief belief = state.belief();
    if (!node.isMember()) {
      return Cell.text(service(cluster.name(), node, belief) + port(state.address()));
    }
    boolean own = cluster.epoch().equals(belief.epoch()) || belief.epoch().isEmpty();
    String epoch = own ? "" : " in epoch " + belief.epoch().getAsLong();
    return Cell.text(role(belief) + epoch + port(state.address())).in(tone(belief));
  }

  private static String role(Belief belief) {
    return switch (belief.role()) {
      case LEADER -> "LEADER";
      case CANDIDATE -> "candidate";
      case FOLLOWER -> belief.leader().map(leader -> "follows " + leader).orElse("knows no leader");
    };
  }

  private static String service(ClusterName cluster, NodeId node, Belief belief) {
    return node.equals(NodeId.MANAGER) && cluster.seenInside()
        ? belief.leader().map(leader -> "granted to " + leader).orElse("granted to nobody")
        : "up";
  }

  private static String port(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? "" : "  " + address.substring(colon);
  }

  /** Those that are not true: {@code n3 5% fast, n4,n5 10% slow}. */
  private static Cell clocks(ClusterStatus cluster) {
    Map<Double, List<NodeId>> byRate = new TreeMap<>(Comparator.reverseOrder());
    cluster
        .nodes()
        .forEach(
            (node, state) ->
                byRate.computeIfAbsent(state.clockRate(), it -> new ArrayList<>()).add(node));
    byRate.remove(1.0);
    String words =
        byRate.entrySet().stream()
            .map(it -> Listed.nodes(it.getValue()) + " " + ClockRate.words(it.getKey()))
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? Cell.NONE : Cell.text(words).in(Tone.BAD);
  }

  private static Cell links(SortedSet<Direction> directions) {
    return directions.isEmpty() ? Cell.NONE : Cell.text(Listed.links(directions)).in(Tone.BAD);
  }

  private static Tone tone(Belief belief) {
    return switch (belief.role()) {
      case LEADER -> Tone.LEADER;
      case CANDIDATE -> Tone.CANDIDATE;
      case FOLLOWER -> Tone.PLAIN;
    };
  }

  /** What a node is, in a few words. */
  static String words(NodeState state) {
    if (!state.up()) {
      return "crashed";
    } else if (state.paused()) {
      return "paused";
    }
    Belief belief = state.belief();
    String epoch = belief.epoch().isPresent() ? " epoch " + belief.epoch().getAsLong() : "";
    return switch (belief.role()) {
      case LEADER -> "leads" + epoch;
      case CANDIDATE -> "candidate" + (epoch.isEmpty() ? "" : " in" + epoch);
      case FOLLOWER -> role(belief);
    };
  }
}
