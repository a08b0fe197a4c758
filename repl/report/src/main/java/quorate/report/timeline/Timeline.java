package quorate.report.timeline;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent;
import quorate.spi.NodeId;

/**
 * A part of a trace as a space-time diagram shows it. Every arrow is a message of the trace, and on
 * each lane the marks have the order of the events of that node.
 *
 * @param before what each node that has a lane is when the part begins
 * @param marks in the order in which they are drawn
 * @param heartbeats when heartbeats were sent that are not shown, in nanoseconds, in order
 */
public record Timeline(
    SortedMap<NodeId, NodeLook> before, List<Mark> marks, List<Long> heartbeats) {

  /**
   * A part of a cluster's trace.
   *
   * @param events all that the trace has kept, up to now
   * @param now what the nodes are now that have a lane; messages to and from others are not shown
   * @param violations the promises that the cluster broke; those that it broke meanwhile are shown
   * @param part which events are shown
   * @param heartbeats whether all heartbeats are shown; otherwise only those that change what a
   *     node believes
   */
  public static Timeline of(
      List<TraceEvent> events,
      Map<NodeId, NodeState> now,
      List<Violation> violations,
      Part part,
      boolean heartbeats) {
    NodeLooks looks = new NodeLooks(events, now);
    events.stream().takeWhile(it -> it.number() < part.first()).forEach(looks::on);
    SortedMap<NodeId, NodeLook> before = looks.all();
    TimelineReader reader = new TimelineReader(looks, heartbeats);
    events.stream().filter(part::has).forEach(reader::read);
    violations.forEach(it -> reader.read(it, part));
    return reader.timeline(before);
  }
}
