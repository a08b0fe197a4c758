package quorate.report.timeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceText;
import quorate.report.Display;
import quorate.report.Json;
import quorate.report.StatusView;
import quorate.report.TraceJson;
import quorate.report.View;

/**
 * Where two runs begin to differ, and what became of each.
 *
 * @param names what the two are called
 * @param first their first events that differ; empty for one that ends before; both empty if they
 *     are the same
 * @param ends what the nodes of each believe at its end
 * @param timelines what happened in each from there on; none if they are the same
 */
public record DiffView(
    List<String> names,
    List<Optional<TraceEvent>> first,
    StatusView ends,
    Optional<TimelineView> timelines)
    implements View {

  @Override
  public String text(Display display) {
    String one = names.get(0);
    String other = names.get(1);
    if (timelines.isEmpty()) {
      return one + " and " + other + " are the same run";
    }
    List<String> lines = new ArrayList<>();
    long number = first.stream().flatMap(Optional::stream).findFirst().orElseThrow().number();
    lines.add("%s and %s differ from event %d on".formatted(one, other, number));
    for (int i = 0; i < names.size(); i++) {
      String name = "%-10s".formatted(names.get(i));
      lines.add(
          first
              .get(i)
              .map(event -> TraceText.lines(name, event, display.lineWidth()))
              .orElse(name + " ends before"));
    }
    lines.add("");
    lines.add(ends.text(display));
    lines.add("");
    lines.add(timelines.get().text(display));
    return String.join("\n", lines);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    names.forEach(json.putArray("branches")::add);
    ObjectNode events = json.putObject("first");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      first.get(i).ifPresent(event -> events.set(name, TraceJson.of(event)));
    }
    json.set("ends", ends.json().get("clusters"));
    json.set("timelines", timelines.map(it -> it.json().get("clusters")).orElse(null));
    return json;
  }
}
