package quorate.report.timeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import quorate.experiments.ObservedCluster;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent;
import quorate.report.ClusterName;
import quorate.report.Display;
import quorate.report.Json;
import quorate.report.View;
import quorate.spi.NodeId;

/**
 * What happened in some clusters, as space-time diagrams.
 *
 * @param byEvents whether there is a row for each event, with its number
 * @param most how many rows there are at most in each diagram
 * @param newest whether these are the last rows, not the first
 */
public record TimelineView(
    List<ClusterTimeline> clusters, boolean byEvents, int most, boolean newest) implements View {

  /**
   * A part of what happened in one cluster.
   *
   * @param cut whether events may be missing at its begin, since the trace has forgotten them
   */
  public record ClusterTimeline(ClusterName name, Timeline timeline, boolean cut) {}

  /** What a cluster has kept of its past. */
  private record Past(
      List<TraceEvent> events,
      SortedMap<NodeId, NodeState> now,
      List<Violation> violations,
      long nowNanos) {}

  /** Chooses a part of a trace. */
  @FunctionalInterface
  public interface Choice {
    /**
     * @param events what is kept, oldest first
     * @param nowNanos the cluster's time
     */
    Part of(List<TraceEvent> events, long nowNanos);
  }

  /**
   * A part of what happened in a cluster.
   *
   * @param nodes those that have a lane
   * @param heartbeats whether all heartbeats are shown
   */
  public static ClusterTimeline of(
      ObservedCluster cluster, Choice choice, SortedSet<NodeId> nodes, boolean heartbeats) {
    List<Violation> violations = cluster.violations();
    Past past =
        cluster.call(
            now ->
                new Past(
                    now.trace().events(),
                    new TreeMap<>(now.state().nodes()),
                    violations,
                    now.trace().nowNanos()));
    past.now().keySet().retainAll(nodes);
    Part part = choice.of(past.events(), past.nowNanos());
    long oldest = past.events().isEmpty() ? 1 : past.events().get(0).number();
    return new ClusterTimeline(
        ClusterName.of(cluster),
        Timeline.of(past.events(), past.now(), past.violations(), part, heartbeats),
        oldest > 1 && part.first() == oldest);
  }

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>();
    for (ClusterTimeline cluster : clusters) {
      if (clusters.size() > 1) {
        lines.add(display.bold(cluster.name().name()));
      }
      lines.add(
          cluster.timeline().marks().isEmpty()
              ? "(nothing happened that a timeline shows)"
              : new TimelineText(cluster.timeline(), byEvents, most, newest, display).text());
      if (cluster.cut()) {
        lines.add("(what happened before is forgotten: a trace keeps the newest 100,000 events)");
      }
    }
    return String.join("\n", lines);
  }

  @Override
  public ObjectNode json() {
    return Json.listed("clusters", clusters, it -> json(it));
  }

  private static ObjectNode json(ClusterTimeline cluster) {
    return cluster.name().json().setAll(TimelineJson.of(cluster.timeline()));
  }
}
