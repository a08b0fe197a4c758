package quorate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceText;
import quorate.spi.NodeId;

/**
 * Why nodes did what they did.
 *
 * @param unexplained of each cluster of which there is nothing to explain, why not
 */
public record WhyView(
    List<Explanation> clusters, @JsonInclude(Include.NON_EMPTY) List<String> unexplained)
    implements View {

  /** What one node did: its chain of causes, newest first. */
  public record Explanation(String cluster, NodeId node, @JsonIgnore List<TraceEvent> events) {

    @JsonProperty
    List<String> chain() {
      return events.stream()
          .map(event -> TraceText.line(event).strip().replaceAll("\\s+", " "))
          .toList();
    }
  }

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>(unexplained);
    boolean several = clusters.size() + unexplained.size() > 1;
    for (Explanation explanation : clusters) {
      if (several) {
        lines.add(display.bold(explanation.cluster()));
      }
      explanation
          .events()
          .forEach(event -> lines.add(TraceText.lines("", event, display.lineWidth())));
    }
    return String.join("\n", lines);
  }
}
