package quorate.report.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceText;
import quorate.report.Json;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/**
 * Runs as trace events, the JSON that ui.perfetto.dev and chrome://tracing read: a process for each
 * cluster, a thread for each node, a slice for what a node believes, an instant for each event, and
 * a flow for each message that was delivered. What is done to the whole cluster is on a thread of
 * its own.
 */
final class Perfetto {

  private static final double NANOS_PER_MICRO = 1e3;

  private final ArrayNode events = Json.array();
  private final Set<TraceEvent> shown;
  private final Map<NodeId, TraceEvent> began = new HashMap<>();
  private final Map<NodeId, String> state = new HashMap<>();
  private final Map<NodeId, String> belief = new HashMap<>();
  private int process;

  private Perfetto(Set<TraceEvent> shown) {
    this.shown = shown;
  }

  static String of(List<Run> runs, Set<TraceEvent> shown) {
    Perfetto all = new Perfetto(shown);
    runs.forEach(all::add);
    ObjectNode json = Json.object().put("displayTimeUnit", "ms");
    json.set("traceEvents", all.events);
    return json.toString();
  }

  private void add(Run run) {
    process++;
    named("process_name", 0, run.spec().name());
    named("thread_name", 0, "faults");
    run.spec().hosts().forEach(it -> named("thread_name", it.value(), it.toString()));
    run.kept().forEach(this::add);
    run.spec().hosts().forEach(node -> end(node, run.nowNanos()));
  }

  private void named(String what, int thread, String name) {
    event("M", thread, 0).put("name", what).putObject("args").put("name", name);
  }

  private void add(TraceEvent event) {
    if (event instanceof BeliefChanged it) {
      belief.put(it.node(), TraceText.belief(it.after()));
      begin(it.node(), event, belief.get(it.node()));
    } else if (event instanceof Crashed it) {
      end(it.node(), event.atNanos());
    } else if (event instanceof Paused it) {
      begin(it.node(), event, "paused");
    } else if (event instanceof Resumed it) {
      begin(it.node(), event, belief.getOrDefault(it.node(), "resumed"));
    } else if (event instanceof Started it) {
      belief.put(it.node(), TraceText.belief(Belief.NOTHING));
      begin(it.node(), event, belief.get(it.node()));
    }
    if (shown.contains(event)) {
      moment(event);
    }
  }

  private void begin(NodeId node, TraceEvent event, String words) {
    end(node, event.atNanos());
    began.put(node, event);
    state.put(node, words);
  }

  private void end(NodeId node, long atNanos) {
    TraceEvent begin = began.remove(node);
    if (begin != null) {
      event("X", node.value(), begin.atNanos())
          .put("name", state.get(node))
          .put("dur", (atNanos - begin.atNanos()) / NANOS_PER_MICRO);
    }
  }

  private void moment(TraceEvent event) {
    int thread = TraceText.node(event).map(NodeId::value).orElse(0);
    String name = event instanceof OfMessage it ? it.message().name() : TraceText.kind(event);
    event("i", thread, event.atNanos())
        .put("name", name)
        .put("cat", TraceText.kind(event))
        .put("s", "t")
        .putObject("args")
        .put("event", event.number())
        .put("text", TraceText.details(event).strip());
    if (event instanceof Sent it) {
      flow("s", it, it.number());
    } else if (event instanceof Delivered it) {
      flow("f", it, it.cause()).put("bp", "e");
    }
  }

  private ObjectNode flow(String phase, OfMessage event, long id) {
    int node = event instanceof Sent ? event.from().value() : event.to().value();
    return event(phase, node, event.atNanos())
        .put("name", event.message().name())
        .put("cat", "message")
        .put("id", process + "." + id);
  }

  private ObjectNode event(String phase, int thread, long atNanos) {
    return events
        .addObject()
        .put("ph", phase)
        .put("pid", process)
        .put("tid", thread)
        .put("ts", atNanos / NANOS_PER_MICRO);
  }
}
