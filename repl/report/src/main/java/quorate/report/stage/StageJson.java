package quorate.report.stage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import quorate.lab.trace.DropCause;
import quorate.report.Json;
import quorate.report.stage.StageObserver.Said;
import quorate.report.stage.StageView.Actor;
import quorate.report.stage.StageView.Flight;
import quorate.report.stage.StageView.TimerLeft;
import quorate.spi.Purpose;

/** A stage for a program that draws it. */
final class StageJson {

  private StageJson() {}

  static ObjectNode of(StageView stage) {
    ObjectNode json = stage.name().json();
    json.set("time_ms", Json.millis(stage.atNanos()));
    json.set("election_ms", Json.millis(stage.longestNanos()));
    json.put("vote", stage.voteName().orElse(null));
    stage.nodes().forEach(array(json, "nodes", StageJson::node)::accept);
    stage.messages().forEach(array(json, "messages", StageJson::flight)::accept);
    Json.links(stage.cut()).forEach(json.putArray("links_down")::add);
    Json.links(stage.bad()).forEach(json.putArray("links_bad")::add);
    json.put("sent", stage.counts().heartbeatsApart().sent());
    json.put("dropped", stage.counts().heartbeatsApart().droppedInAll());
    json.put("heartbeats", stage.counts().of(Purpose.HEARTBEAT).sent());
    json.put("elections", stage.elections().begun());
    json.put("leaders", stage.elections().leaders());
    stage.said().forEach(array(json, "said", StageJson::said)::accept);
    json.set("violations", Json.violations(stage.violations()));
    return json;
  }

  private static <T> Consumer<T> array(ObjectNode json, String name, Function<T, ObjectNode> of) {
    ArrayNode array = json.putArray(name);
    return it -> array.add(of.apply(it));
  }

  private static ObjectNode node(Actor node) {
    ObjectNode json = Json.state(node.id(), node.state());
    json.put("vote", node.vote().orElse(null));
    node.timers().forEach(array(json, "timers", StageJson::timer)::accept);
    return json;
  }

  private static ObjectNode timer(TimerLeft timer) {
    ObjectNode json = Json.object().put("name", timer.name());
    json.put("heartbeat", timer.pacesHeartbeats());
    json.set("left_ms", Json.millis(timer.leftNanos()));
    json.set("of_ms", Json.millis(timer.ofNanos()));
    return json;
  }

  private static ObjectNode flight(Flight flight) {
    Optional<String> lost = flight.lost().map(DropCause::name);
    return Json.object()
        .put("sent_at", flight.number())
        .<ObjectNode>set("from", Json.id(flight.from()))
        .<ObjectNode>set("to", Json.id(flight.to()))
        .put("type", flight.label())
        .put("purpose", flight.purpose().name())
        .put("progress", Math.round(flight.progress() * 1e3) / 1e3)
        .put("lost", lost.map(it -> it.toLowerCase(Locale.ROOT)).orElse(null));
  }

  private static ObjectNode said(Said said) {
    ObjectNode json = Json.object();
    json.set("time_ms", Json.millis(said.atNanos()));
    json.set("node", Json.node(said.node()));
    return json.put("text", said.sentence());
  }
}
