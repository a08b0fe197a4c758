package quorate.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceFilter;
import quorate.lab.trace.TraceText;
import quorate.report.Json;
import quorate.report.timeline.NodeLook;
import quorate.report.timeline.NodeLooks;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/**
 * A trace for a diagram in a browser: a column for each property of its events, and every text
 * once. 100,000 events take some 3 MB.
 */
final class DiagramJson {

  private static final TraceFilter WITHOUT_HEARTBEATS =
      new TraceFilter(Optional.empty(), Set.of(), false);

  private final ObjectNode json = Json.object();
  private final Table texts = new Table();
  private final Table names = new Table();
  private final Table looks = new Table();
  private final Table kinds = new Table();

  /** Things that events name by their numbers, in the order in which they were first named. */
  private static final class Table {
    private final Map<Object, Integer> numbers = new LinkedHashMap<>();

    int number(Object thing) {
      return numbers.computeIfAbsent(thing, it -> numbers.size());
    }
  }

  private record Name(String name, boolean heartbeat) {}

  private record Look(String kind, String words) {
    static Look of(NodeLook look) {
      return new Look(look.kind().name().toLowerCase(Locale.ROOT), look.words());
    }
  }

  /**
   * What a cluster's trace has kept. On the cluster's thread.
   *
   * @param now what its nodes are
   * @param violations the promises that it broke
   */
  static ObjectNode of(
      ClusterSpec spec, Trace trace, SortedMap<NodeId, NodeState> now, List<Violation> violations) {
    DiagramJson all = new DiagramJson();
    all.json.put("cluster", spec.name()).put("algorithm", spec.algorithm().name());
    ArrayNode nodes = all.json.putArray("nodes");
    ObjectNode names = all.json.putObject("node_names");
    now.keySet().forEach(node -> nodes.add(node.value()));
    now.keySet().forEach(node -> names.put(Integer.toString(node.value()), node.toString()));
    all.json.put("now_ns", trace.nowNanos());
    all.add(trace, now);
    ArrayNode broken = all.json.putArray("broken");
    violations.forEach(it -> add(it, broken));
    return all.json;
  }

  private static void add(Violation violation, ArrayNode broken) {
    violation.chains().stream()
        .filter(chain -> !chain.isEmpty())
        .mapToLong(chain -> chain.get(0).number())
        .max()
        .ifPresent(
            event ->
                broken
                    .addObject()
                    .put("event", event)
                    .put("words", violation.promise().sentence()));
  }

  private void add(Trace trace, SortedMap<NodeId, NodeState> now) {
    List<TraceEvent> events = trace.events();
    NodeLooks nodes = new NodeLooks(events, now);
    ArrayNode before = json.putArray("before");
    nodes.all().values().forEach(it -> add(Look.of(it), before));
    json.put("first", events.isEmpty() ? 1 : events.get(0).number());
    Columns columns = new Columns();
    long last = 0;
    for (TraceEvent event : events) {
      nodes.on(event);
      columns.at.add(event.atNanos() - last);
      last = event.atNanos();
      columns.cause.add(event.cause());
      columns.kind.add(kinds.number(TraceText.kind(event)));
      columns.node.add(TraceText.node(event).map(NodeId::value).orElse(0));
      columns.peer.add(peer(event));
      columns.text.add(texts.number(TraceText.details(event).strip()));
      columns.more.add(more(event, nodes));
      columns.routine.add(WITHOUT_HEARTBEATS.shows(trace, event) ? 0 : 1);
    }
    columns.addTo(json);
    kinds.numbers.keySet().forEach(it -> json.withArray("kinds").add(it.toString()));
    ArrayNode all = json.putArray("texts");
    texts.numbers.keySet().forEach(it -> all.add(it.toString()));
    ArrayNode messages = json.putArray("names");
    for (Object it : names.numbers.keySet()) {
      Name name = (Name) it;
      messages.addObject().put("name", name.name()).put("heartbeat", name.heartbeat());
    }
    ArrayNode seen = json.putArray("looks");
    looks.numbers.keySet().forEach(it -> add((Look) it, seen));
  }

  private static void add(Look look, ArrayNode into) {
    into.addObject().put("kind", look.kind()).put("words", look.words());
  }

  private static int peer(TraceEvent event) {
    if (event instanceof OfMessage it) {
      return (it instanceof Sent ? it.to() : it.from()).value();
    }
    return 0;
  }

  /** Of a message its name, of a node how it looks from then on. */
  private int more(TraceEvent event, NodeLooks nodes) {
    if (event instanceof OfMessage it) {
      Message message = it.message();
      return names.number(new Name(message.name(), message.purpose() == Purpose.HEARTBEAT));
    }
    return TraceText.node(event).map(nodes::of).map(it -> looks.number(Look.of(it))).orElse(0);
  }

  private static final class Columns {
    private final ArrayNode at = Json.array();
    private final ArrayNode cause = Json.array();
    private final ArrayNode kind = Json.array();
    private final ArrayNode node = Json.array();
    private final ArrayNode peer = Json.array();
    private final ArrayNode text = Json.array();
    private final ArrayNode more = Json.array();
    private final ArrayNode routine = Json.array();

    void addTo(ObjectNode json) {
      json.set("at", at);
      json.set("cause", cause);
      json.set("kind", kind);
      json.set("node", node);
      json.set("peer", peer);
      json.set("text", text);
      json.set("more", more);
      json.set("routine", routine);
    }
  }
}
