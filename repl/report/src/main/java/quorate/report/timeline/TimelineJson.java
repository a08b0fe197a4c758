package quorate.report.timeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import quorate.report.Json;
import quorate.report.timeline.Mark.Arrival;
import quorate.report.timeline.Mark.Band;
import quorate.report.timeline.Mark.Fate;
import quorate.report.timeline.Mark.Flight;
import quorate.report.timeline.Mark.OfNode;

/** A timeline as JSON: each message once, with its ends. */
final class TimelineJson {

  private TimelineJson() {}

  static ObjectNode of(Timeline timeline) {
    ObjectNode json = Json.object();
    ArrayNode nodes = json.putArray("nodes");
    timeline
        .before()
        .forEach(
            (node, look) ->
                nodes
                    .addObject()
                    .<ObjectNode>set("node", Json.id(node))
                    .put("look", word(look.kind()))
                    .put("words", look.words()));
    Set<Long> ended =
        timeline.marks().stream()
            .filter(Flight.class::isInstance)
            .flatMap(mark -> ((Flight) mark).fates().stream())
            .map(Fate::number)
            .collect(Collectors.toSet());
    ArrayNode marks = json.putArray("marks");
    timeline.marks().stream()
        .filter(mark -> !(mark instanceof Arrival) || !ended.contains(mark.number()))
        .forEach(mark -> marks.add(json(mark)));
    return json.put("hidden_heartbeats", timeline.heartbeats().size());
  }

  private static ObjectNode json(Mark mark) {
    ObjectNode json = Json.object();
    if (mark instanceof Flight it) {
      json.put("mark", "messages")
          .put("event", it.number())
          .set("at_ms", Json.millis(it.atNanos()));
      json.<ObjectNode>set("from", Json.id(it.from())).put("label", it.label());
      ArrayNode ends = json.putArray("ends");
      it.fates().forEach(fate -> ends.add(json(fate)));
    } else if (mark instanceof Arrival it) {
      json.put("mark", "arrival")
          .<ObjectNode>set("from", Json.id(it.from()))
          .put("label", it.label());
      json.setAll(json(it.fate()));
    } else if (mark instanceof OfNode it) {
      json.put("mark", "node").put("event", it.number()).set("at_ms", Json.millis(it.atNanos()));
      json.<ObjectNode>set("node", Json.id(it.node()))
          .put("act", word(it.act()))
          .put("look", word(it.becomes()));
      json.put("words", it.wordings().get(0));
      it.said().forEach(json.putArray("said")::add);
    } else if (mark instanceof Band it) {
      json.put("mark", it.broken() ? "broken" : "fault").put("event", it.number());
      json.set("at_ms", Json.millis(it.atNanos()));
      json.put("words", it.words());
    }
    return json;
  }

  private static ObjectNode json(Fate fate) {
    ObjectNode json = Json.object().<ObjectNode>set("to", Json.id(fate.to()));
    json.put("event", fate.isUnderWay() ? null : fate.number());
    json.set("at_ms", fate.isUnderWay() ? null : Json.millis(fate.atNanos()));
    json.put("lost", fate.lost().map(TimelineJson::word).orElse(null));
    fate.said().forEach(json.putArray("said")::add);
    return json;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
