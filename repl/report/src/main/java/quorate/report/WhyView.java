package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
public record WhyView(List<Explanation> clusters, List<String> unexplained) implements View {

  /** What one node did: its chain of causes, newest first. */
  public record Explanation(String cluster, NodeId node, List<TraceEvent> chain) {}

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>(unexplained);
    boolean several = clusters.size() + unexplained.size() > 1;
    for (Explanation explanation : clusters) {
      if (several) {
        lines.add(display.bold(explanation.cluster()));
      }
      explanation
          .chain()
          .forEach(event -> lines.add(TraceText.lines("", event, display.lineWidth())));
    }
    return String.join("\n", lines);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode array = json.putArray("clusters");
    for (Explanation explanation : clusters) {
      ObjectNode one = array.addObject().put("cluster", explanation.cluster());
      ArrayNode chain = one.put("node", explanation.node().value()).putArray("chain");
      explanation
          .chain()
          .forEach(event -> chain.add(TraceText.line(event).strip().replaceAll("\\s+", " ")));
    }
    if (!unexplained.isEmpty()) {
      unexplained.forEach(json.putArray("unexplained")::add);
    }
    return json;
  }
}
