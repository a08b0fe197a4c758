package quorate.prompt.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Links;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.prompt.console.Console;
import quorate.prompt.console.Desk;
import quorate.report.Cell;
import quorate.report.Json;
import quorate.report.Listed;
import quorate.report.Table;
import quorate.session.Answer;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/** Shows what each node believes. */
@Command(
    name = "status",
    description = "node by node: up, paused or crashed, role, epoch, whom it follows, its port",
    customSynopsis = "status",
    footer = {
      "",
      "Of a simulated cluster it says the virtual time as well, the seed, and the fingerprint: a hash "
          + "over all that has happened. The same start and the same commands give the same fingerprint."
    })
public final class StatusVerb extends Verb {

  private static final String NO_ADDRESS = "-";

  /** The command of a session. */
  public StatusVerb(Desk desk) {
    super(desk);
  }

  /** What a cluster looks like at one moment. */
  private record View(
      ObservedCluster cluster,
      long atNanos,
      Optional<String> fingerprint,
      Optional<Agreement> agreement,
      SortedMap<NodeId, NodeState> nodes,
      SortedSet<Direction> cut,
      SortedSet<Direction> bad) {

    Optional<NodeId> leader() {
      return agreement.flatMap(Agreement::leader);
    }

    OptionalLong epoch() {
      return leader().map(id -> nodes.get(id).belief().epoch()).orElse(OptionalLong.empty());
    }
  }

  @Override
  public Answer run(String typed) {
    List<View> views = session().clusters().stream().map(StatusVerb::view).toList();
    ObjectNode json = Json.object();
    ArrayNode clusters = json.putArray("clusters");
    views.forEach(view -> clusters.add(json(view)));
    return Answer.of(json, text(views));
  }

  private static View view(ObservedCluster cluster) {
    return cluster
        .cluster()
        .call(
            () ->
                new View(
                    cluster,
                    cluster.cluster().trace().nowNanos(),
                    cluster.cluster().fingerprint(),
                    cluster.state().agreement(),
                    cluster.state().nodes(),
                    cluster.state().cut(),
                    bad(cluster)));
  }

  /** The directions that are up, but not well. */
  private static SortedSet<Direction> bad(ObservedCluster cluster) {
    Links links = cluster.cluster().links();
    SortedSet<Direction> bad = new TreeSet<>(links.troubles().keySet());
    bad.removeAll(links.cut());
    return bad;
  }

  private String text(List<View> views) {
    Table table = new Table(views.stream().map(view -> view.cluster().spec().name()).toList());
    table.row("leader", views.stream().map(StatusVerb::leader).toList());
    table.rowIfAny("epoch", views.stream().map(view -> epoch(view.epoch())).toList());
    table.rowIfAny("virtual time", simulated(views, StatusVerb::time));
    table.rowIfAny("seed", simulated(views, view -> Long.toString(view.cluster().spec().seed())));
    table.rowIfAny("fingerprint", simulated(views, view -> view.fingerprint().orElse("-")));
    int largest = views.stream().mapToInt(view -> view.nodes().size()).max().orElse(0);
    for (int number = 1; number <= largest; number++) {
      NodeId node = new NodeId(number);
      table.row("n" + number, views.stream().map(view -> node(view, node)).toList());
    }
    table.rowIfAny("links down", views.stream().map(view -> links(view.cut())).toList());
    table.rowIfAny("links bad", views.stream().map(view -> links(view.bad())).toList());
    Console console = console();
    boolean allWell = views.stream().allMatch(it -> it.cut().isEmpty() && it.bad().isEmpty());
    return table.render(console.width(), console::bold)
        + (allWell ? "" : "\n(net shows what is wrong with links)");
  }

  /**
   * What only a run in virtual time has: it comes back with its seed, and can be told by a hash.
   */
  private static List<Cell> simulated(List<View> views, Function<View, String> text) {
    return views.stream()
        .map(view -> isSimulated(view.cluster()) ? Cell.text(text.apply(view)) : Cell.NONE)
        .toList();
  }

  private static String time(View view) {
    return String.format(Locale.ROOT, "%.1f ms", view.atNanos() / 1e6);
  }

  private static Cell leader(View view) {
    if (view.agreement().isEmpty()) {
      return Cell.text("none agreed");
    }
    List<NodeId> leaders = view.agreement().get().leaders();
    return Cell.text(leaders.stream().map(NodeId::toString).collect(Collectors.joining(" and ")));
  }

  private static Cell epoch(OptionalLong epoch) {
    return epoch.isPresent() ? Cell.text(Long.toString(epoch.getAsLong())) : Cell.NONE;
  }

  private static Cell node(View view, NodeId node) {
    NodeState state = view.nodes().get(node);
    if (state == null) {
      return Cell.text("");
    } else if (!state.up()) {
      return Cell.text("crashed");
    } else if (state.paused()) {
      return Cell.text("paused");
    }
    Belief belief = state.belief();
    String role = role(belief);
    boolean own = view.epoch().equals(belief.epoch()) || belief.epoch().isEmpty();
    String epoch = own ? "" : " in epoch " + belief.epoch().getAsLong();
    return Cell.text(role + epoch + port(state.address()));
  }

  private static String role(Belief belief) {
    return switch (belief.role()) {
      case LEADER -> "LEADER";
      case CANDIDATE -> "candidate";
      case FOLLOWER -> belief.leader().map(leader -> "follows " + leader).orElse("knows no leader");
    };
  }

  private static String port(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? "" : "  " + address.substring(colon);
  }

  private static Cell links(SortedSet<Direction> directions) {
    return directions.isEmpty() ? Cell.NONE : Cell.text(Listed.links(directions));
  }

  private static ObjectNode json(View view) {
    ObjectNode json = Json.cluster(view.cluster());
    json.set("time_ms", Json.millis(view.atNanos()));
    json.put("seed", view.cluster().spec().seed());
    json.put("fingerprint", view.fingerprint().orElse(null));
    json.set("leader", Json.node(view.leader()));
    json.set("epoch", Json.number(view.epoch()));
    ArrayNode nodes = json.putArray("nodes");
    view.nodes().forEach((node, state) -> nodes.add(json(node, state)));
    ArrayNode cut = json.putArray("links_down");
    Json.links(view.cut()).forEach(cut::add);
    return json;
  }

  private static ObjectNode json(NodeId node, NodeState state) {
    ObjectNode json = Json.state(node, state);
    boolean none = state.address().equals(NO_ADDRESS);
    return json.put("address", none ? null : state.address().toLowerCase(Locale.ROOT));
  }
}
