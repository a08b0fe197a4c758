package quorate.nodes.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Change;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Moment;
import quorate.lab.UserError;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.netty.http.Reply;
import quorate.netty.http.Routes.BadRequest;
import quorate.netty.node.NodeProcess;
import quorate.report.Json;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/** Faults of the links, the timers and the clock of one node, typed as at the prompt. */
final class NodeFaults {

  private final NodeProcess node;
  private final ObservedCluster observed;

  NodeFaults(NodeProcess node, ObservedCluster observed) {
    this.node = node;
    this.observed = observed;
  }

  /** Does what a line says: {@code {"line":"cut 1->3"}}. */
  Reply.Content post(ObjectNode body) {
    JsonNode line = body.path("line");
    if (!line.isTextual() || line.textValue().isBlank()) {
      throw new BadRequest("a fault looks like this: {\"line\":\"cut 1->3\"}");
    }
    return inject(line.textValue());
  }

  /** All links are well again. */
  Reply.Content heal() {
    return inject("heal");
  }

  private Reply.Content inject(String line) {
    try {
      FaultCommand command = FaultCommand.parse(line);
      command.check(node.spec());
      return observed.call(now -> inject(command, now));
    } catch (UserError | IllegalArgumentException wrong) {
      throw new BadRequest(wrong.getMessage());
    }
  }

  private Reply.Content inject(FaultCommand command, Moment now) {
    Moment believed = new Moment(now.cluster(), believed(now), now.chance());
    Fault typed = command.at(believed);
    Fault here = new FaultsHere(node.self(), node.spec().hosts()).of(typed);
    Change changed = FaultCommand.parse(here.toString()).changed(here, believed);
    now.cluster().inject(here);
    ObjectNode json = Json.object().put("ok", true);
    Json.add(here, changed, json);
    return Reply.json(withLinks(json, now) + "\n");
  }

  private ObjectNode withLinks(ObjectNode json, Moment now) {
    json.set("links", links(now));
    return json.put("clock_rate", now.state().node(node.self()).clockRate());
  }

  /** The cluster as this node sees it: all are there, and follow whom it follows. */
  private ClusterState believed(Moment now) {
    NodeState self = now.state().node(node.self());
    Belief belief = self.belief();
    ClusterState state = new ClusterState(node.spec());
    Stamp stamp = new Stamp(1, now.trace().nowNanos(), 0);
    for (NodeId member : node.spec().hosts()) {
      state.on(new Started(stamp, member, "-", false));
      Belief its =
          belief.leader().equals(Optional.of(member))
              ? Belief.leader(belief.epoch(), member, "")
              : Belief.follower(belief.epoch(), belief.leader());
      state.on(new BeliefChanged(stamp, member, Belief.NOTHING, its));
    }
    state.on(new ClockChanged(stamp, node.self(), 1, self.clockRate()));
    return state;
  }

  /** How the links towards this node are, and how fast its clock runs. */
  Reply.Content get() {
    ObjectNode json = Json.object().set("id", Json.id(node.self()));
    return observed.call(now -> Reply.json(withLinks(json, now) + "\n"));
  }

  private ArrayNode links(Moment now) {
    SortedSet<Direction> cut = new TreeSet<>(now.cluster().links().cut());
    SortedMap<Direction, Trouble> troubles = new TreeMap<>(now.cluster().links().troubles());
    ArrayNode links = Json.array();
    for (NodeId from : node.spec().hosts()) {
      if (!from.equals(node.self())) {
        Direction direction = new Direction(from, node.self());
        ObjectNode link = links.addObject();
        link.put("from", from.value()).put("to", node.self().value());
        link.put("up", !cut.contains(direction));
        troubles
            .getOrDefault(direction, Trouble.NONE)
            .parts()
            .forEach(part -> link.putPOJO(part.name(), part.value()));
      }
    }
    return links;
  }
}
