package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import quorate.lab.simulator.Pending;
import quorate.lab.simulator.Planned.Arrival;
import quorate.lab.simulator.Planned.Expiry;
import quorate.lab.simulator.Planned.Other;

/** What is to come in clusters in virtual time, in the order in which it would. */
public record PendingView(List<ClusterPending> clusters) implements View {

  /** What is to come in one cluster. */
  public record ClusterPending(ClusterName name, List<Pending> all) {}

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>();
    for (ClusterPending it : clusters) {
      if (clusters.size() > 1) {
        lines.add(display.bold(it.name().name()));
      }
      if (it.all().isEmpty()) {
        lines.add("(nothing is to come)");
      }
      for (int place = 1; place <= it.all().size(); place++) {
        lines.add(Wrapping.text(line(place, it.all().get(place - 1)), display.lineWidth()));
      }
    }
    return String.join("\n", lines);
  }

  private static String line(int place, Pending pending) {
    return String.format(
        Locale.ROOT, "%4d  %10.3f ms  %s", place, pending.atNanos() / 1e6, words(pending));
  }

  private static String words(Pending pending) {
    if (pending.what() instanceof Arrival it) {
      return "%s -> %s  %s"
          .formatted(it.sent().from(), it.sent().to(), it.sent().message().toString());
    } else if (pending.what() instanceof Expiry it) {
      return "%s        timer %s".formatted(it.set().node(), it.set().timer());
    }
    return ((Other) pending.what()).words();
  }

  @Override
  public ObjectNode json() {
    return Json.listed(
        "clusters",
        clusters,
        it -> {
          ObjectNode json = it.name().json();
          List<Integer> places = IntStream.rangeClosed(1, it.all().size()).boxed().toList();
          return json.setAll(
              Json.listed("pending", places, place -> json(place, it.all().get(place - 1))));
        });
  }

  private static ObjectNode json(int place, Pending pending) {
    ObjectNode json = Json.object().put("place", place);
    json.set("at_ms", Json.millis(pending.atNanos()));
    if (pending.what() instanceof Arrival it) {
      json.put("kind", "message").put("message", it.sent().message().name());
      json.<ObjectNode>set("from", Json.id(it.sent().from()))
          .<ObjectNode>set("to", Json.id(it.sent().to()));
      json.put("cause", it.sent().number());
    } else if (pending.what() instanceof Expiry it) {
      json.put("kind", "timer").put("timer", it.set().timer().name());
      json.<ObjectNode>set("node", Json.id(it.set().node())).put("cause", it.set().number());
    } else {
      json.put("kind", "other");
    }
    return json.put("text", words(pending).strip());
  }
}
