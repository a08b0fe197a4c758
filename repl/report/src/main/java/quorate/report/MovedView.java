package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import quorate.experiments.ObservedCluster;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceText;

/** Clusters that were moved in virtual time. */
public record MovedView(List<Moved> clusters) implements View {

  /** More events than that are nothing to read step by step. */
  private static final int MOST = 40;

  /**
   * A cluster at the moment that it was moved to.
   *
   * @param atNanos that moment
   * @param event the number of its newest event; 0 if there is none
   * @param fingerprint a hash over all that has happened so far
   * @param happened the events of its steps, if it went forwards by steps
   * @param later the faults that come later, as it was before the cluster went back
   */
  public record Moved(
      ClusterName name,
      long atNanos,
      long event,
      String fingerprint,
      List<TraceEvent> happened,
      List<String> later) {}

  /** What a cluster in virtual time looks like now. */
  public static Moved of(ObservedCluster cluster, List<TraceEvent> happened, List<String> later) {
    return cluster.call(
        now ->
            new Moved(
                ClusterName.of(cluster),
                now.trace().nowNanos(),
                now.trace().last(),
                now.cluster().fingerprint().orElseThrow(),
                List.copyOf(happened),
                List.copyOf(later)));
  }

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>();
    for (Moved it : clusters) {
      int more = Math.max(0, it.happened().size() - MOST);
      if (more > 0) {
        lines.add("(" + more + " more events before these; trace shows them)");
      }
      it.happened().stream()
          .skip(more)
          .forEach(event -> lines.add(TraceText.lines("", event, display.lineWidth())));
      lines.add(
          Wrapping.text(
              String.format(
                  Locale.ROOT,
                  "%s: %.3f ms, event %d%s",
                  it.name().name(),
                  it.atNanos() / 1e6,
                  it.event(),
                  it.later().isEmpty() ? "" : "; later: " + String.join(", ", it.later())),
              display.lineWidth()));
    }
    return String.join("\n", lines);
  }

  @Override
  public ObjectNode json() {
    return Json.listed("clusters", clusters, it -> json(it));
  }

  private static ObjectNode json(Moved it) {
    ObjectNode json = it.name().json();
    json.set("time_ms", Json.millis(it.atNanos()));
    json.put("event", it.event()).put("fingerprint", it.fingerprint());
    json.setAll(Json.listed("happened", it.happened(), TraceJson::of));
    it.later().forEach(json.putArray("later")::add);
    return json;
  }
}
