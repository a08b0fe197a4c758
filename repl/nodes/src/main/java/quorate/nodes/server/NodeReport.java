package quorate.nodes.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.netty.node.Counters;
import quorate.netty.node.NodeProcess;
import quorate.netty.node.Peer;
import quorate.nodes.server.NodeHealth.Ready;
import quorate.report.ClusterName;
import quorate.report.Json;
import quorate.report.export.EventJson;
import quorate.spi.NodeId;

/** What a node says of itself, as JSON. Any thread but the node's. */
final class NodeReport {

  private static final Duration LATELY = Duration.ofSeconds(10);

  private final NodeProcess node;
  private final ObservedCluster observed;
  private final NodeHistory history;
  private final boolean takesFaults;
  private final EventJson records;
  private final long openedNanos = System.nanoTime();

  NodeReport(NodeProcess node, ObservedCluster observed, NodeHistory history, boolean takesFaults) {
    this.node = node;
    this.observed = observed;
    this.history = history;
    this.takesFaults = takesFaults;
    this.records = new EventJson(node.spec().algorithm());
  }

  /** For how long the node has been here. */
  long uptimeNanos() {
    return System.nanoTime() - openedNanos;
  }

  /** Who it is, what it believes, and what it has done. */
  ObjectNode status() {
    ClusterSpec spec = node.spec();
    Counters counters = node.counters();
    ObjectNode json = ClusterName.of(observed).json();
    json.put("size", spec.size()).put("majority", spec.majority());
    spec.options().forEach(json.putObject("options")::put);
    json.put("seed", spec.seed());
    json.set("heartbeat_ms", Json.millis(spec.timing().heartbeat().toNanos()));
    json.putArray("election_ms")
        .add(Json.millis(spec.timing().election().min().toNanos()))
        .add(Json.millis(spec.timing().election().max().toNanos()));
    json.set("answer_ms", Json.millis(spec.timing().answer().toNanos()));
    json.put("pid", ProcessHandle.current().pid());
    json.set("uptime_ms", Json.millis(uptimeNanos()));
    json.put("origin_nanos", node.originNanos());
    Ready ready = ready();
    json.put("ready", ready.isReady()).put("reason", ready.why().orElse(null));
    observed.run(now -> addState(json, now));
    json.put("bytes_sent", counters.bytesSent()).put("bytes_received", counters.bytesReceived());
    json.put("rejected", counters.rejected()).put("takes_faults", takesFaults);
    json.set("violations", Json.violations(observed.violations()));
    return json;
  }

  private void addState(ObjectNode json, Moment now) {
    NodeState state = now.state().node(node.self());
    json.setAll(Json.state(node.self(), state));
    if (!state.up()) {
      json.put("state", "starting");
    }
    Optional<Record> record =
        state.up() ? Optional.of(now.cluster().state(node.self())) : Optional.empty();
    ObjectNode variables = record.map(records::state).orElseGet(Json::object);
    Optional<String> vote = node.spec().algorithm().vote();
    json.put("vote_name", vote.orElse(null));
    json.set("vote", vote.map(variables::get).orElse(null));
    json.set("variables", variables);
    json.put("address", node.address().map(Object::toString).orElse(null));
    json.set("time_ms", Json.millis(now.trace().nowNanos()));
    json.set("timers_late_ms", Json.millis(late(now)));
    json.putObject("events").put("first", history.first()).put("last", now.trace().last());
    json.put("elections", history.elections().begun());
    json.put("times_leader", history.elections().leaders());
    json.put("leader_changes", history.leaderChanges());
    json.set("messages", messages());
    json.set("saves", saves());
    Json.links(cutOff(now)).forEach(json.putArray("links_down")::add);
  }

  /** By how much the latest of its timers ran late a short while ago. */
  private static long late(Moment now) {
    long since = now.trace().nowNanos() - LATELY.toNanos();
    return now.cluster().latestTimerNanos(Math.max(0, since));
  }

  /** The directions towards this node that are down. */
  private SortedSet<Direction> cutOff(Moment now) {
    SortedSet<Direction> cut = new TreeSet<>(now.cluster().links().cut());
    cut.removeIf(it -> !it.to().equals(node.self()));
    return cut;
  }

  private ObjectNode messages() {
    ObjectNode json = Json.object();
    ObjectNode byType = Json.object();
    long[] all = new long[3];
    history
        .messages()
        .forEach(
            (name, its) -> {
              long dropped = its.dropped().values().stream().mapToLong(Long::longValue).sum();
              byType
                  .putObject(name)
                  .put("sent", its.sent())
                  .put("received", its.received())
                  .put("dropped", dropped);
              all[0] += its.sent();
              all[1] += its.received();
              all[2] += dropped;
            });
    json.put("sent", all[0]).put("received", all[1]).put("dropped", all[2]);
    json.set("by_type", byType);
    return json;
  }

  private ObjectNode saves() {
    SaveTimes saves = history.saves();
    ObjectNode json = Json.object().put("count", saves.count());
    boolean none = saves.count() == 0;
    json.set("last_ms", Json.millis(none ? OptionalLong.empty() : of(saves.lastNanos())));
    json.set("longest_ms", Json.millis(none ? OptionalLong.empty() : of(saves.longestNanos())));
    json.set(
        "mean_ms",
        Json.millis(none ? OptionalLong.empty() : of(saves.totalNanos() / saves.count())));
    return json;
  }

  private static OptionalLong of(long nanos) {
    return OptionalLong.of(nanos);
  }

  /** What it knows of each member. */
  ObjectNode cluster() {
    ObjectNode json = ClusterName.of(observed).json();
    json.<ObjectNode>set("id", Json.id(node.self())).put("size", node.spec().size());
    json.put("majority", node.spec().majority());
    ArrayNode members = Json.array();
    long now =
        observed.call(
            it -> {
              NodeState state = it.state().node(node.self());
              json.set("leader", Json.node(state.belief().leader()));
              json.set("epoch", Json.number(state.belief().epoch()));
              return it.trace().nowNanos();
            });
    boolean selfSaid = false;
    for (Peer peer : node.peers()) {
      if (!selfSaid && peer.id().isAbove(node.self())) {
        members.add(self());
        selfSaid = true;
      }
      members.add(member(peer, now));
    }
    if (!selfSaid) {
      members.add(self());
    }
    json.set("members", members);
    return json;
  }

  private ObjectNode self() {
    ObjectNode json = Json.object().<ObjectNode>set("id", Json.id(node.self()));
    json.put("address", node.address().map(Object::toString).orElse(null));
    json.put("self", true).putNull("linked").putNull("heard_ms_ago").putNull("problem");
    return json;
  }

  private static ObjectNode member(Peer peer, long nowNanos) {
    ObjectNode json = Json.object().<ObjectNode>set("id", Json.id(peer.id()));
    json.put("address", peer.address().map(Object::toString).orElse(null));
    json.put("self", false).put("linked", peer.linked());
    OptionalLong ago =
        peer.heardNanos().isPresent()
            ? of(Math.max(0, nowNanos - peer.heardNanos().getAsLong()))
            : OptionalLong.empty();
    json.set("heard_ms_ago", Json.millis(ago));
    return json.put("problem", peer.problem().orElse(null));
  }

  /** Whether it leads, or follows a leader of whom it has heard lately. */
  Ready ready() {
    long patience = node.spec().timing().election().max().toNanos();
    return observed.call(
        now -> {
          NodeState state = now.state().node(node.self());
          OptionalLong heard =
              state.belief().leader().map(history::heardAt).orElse(OptionalLong.empty());
          return NodeHealth.of(node.self(), state, heard, now.trace().nowNanos(), patience);
        });
  }

  /** What it believes about who leads. */
  Optional<NodeId> leader() {
    return observed.call(now -> now.state().node(node.self()).belief().leader());
  }
}
