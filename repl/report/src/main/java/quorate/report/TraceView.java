package quorate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import quorate.experiments.ObservedCluster;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceFilter;
import quorate.lab.trace.TraceText;

/**
 * The newest events of some clusters.
 *
 * @param heartbeats whether heartbeats are among them
 */
public record TraceView(List<ClusterTrace> clusters, @JsonIgnore boolean heartbeats)
    implements View {

  /** The newest events of one cluster, oldest first, and how many more match before these. */
  public record ClusterTrace(@JsonUnwrapped ClusterName name, List<TraceEvent> events, int more) {}

  /**
   * The newest events of a cluster that a filter shows.
   *
   * @param sinceFault whether to look no further back than to the last fault
   */
  public static ClusterTrace of(
      ObservedCluster cluster, TraceFilter filter, int most, boolean sinceFault) {
    return cluster.call(
        now -> {
          Trace trace = now.trace();
          List<TraceEvent> newestFirst = new ArrayList<>();
          int more = 0;
          Optional<TraceEvent> next = trace.find(trace.last());
          while (next.isPresent()) {
            TraceEvent event = next.get();
            boolean shown = filter.shows(trace, event);
            if (shown && newestFirst.size() < most) {
              newestFirst.add(event);
            } else if (shown) {
              more++;
            }
            boolean isBegin = sinceFault && event instanceof FaultInjected;
            next = isBegin ? Optional.empty() : trace.find(event.number() - 1);
          }
          Collections.reverse(newestFirst);
          return new ClusterTrace(ClusterName.of(cluster), newestFirst, more);
        });
  }

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>();
    for (ClusterTrace cluster : clusters) {
      if (clusters.size() > 1) {
        lines.add(display.bold(cluster.name().name()));
      }
      int width = display.lineWidth();
      cluster.events().forEach(event -> lines.add(TraceText.lines("", event, width)));
      if (cluster.events().isEmpty()) {
        lines.add("(no event matches" + (heartbeats ? ")" : "; heartbeats are left out)"));
      } else if (cluster.more() > 0) {
        int all = cluster.events().size() + cluster.more();
        lines.add("(" + cluster.more() + " more before these; --last " + all + " shows them)");
      }
    }
    return String.join("\n", lines);
  }
}
