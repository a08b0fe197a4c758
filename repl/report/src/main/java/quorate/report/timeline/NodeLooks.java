package quorate.report.timeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.OfNode;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Started;
import quorate.report.timeline.NodeLook.Kind;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/** What some nodes look like, from the oldest event on that a trace has kept. */
public final class NodeLooks {

  private final SortedMap<NodeId, NodeLook> looks = new TreeMap<>();

  /** What nodes that stand still look like when they go on. */
  private final Map<NodeId, NodeLook> beforePause = new TreeMap<>();

  /**
   * What nodes looked like before the first of some events.
   *
   * @param events those that a trace has kept, up to now
   * @param now what each node is after the last of them
   */
  public NodeLooks(List<TraceEvent> events, Map<NodeId, NodeState> now) {
    boolean all = events.isEmpty() || events.get(0).number() == 1;
    now.forEach(
        (node, state) -> looks.put(node, all ? NodeLook.DOWN : atFirst(events, node, state)));
  }

  /** What a node was before the oldest event that is kept, as the first one about it says. */
  private static NodeLook atFirst(List<TraceEvent> events, NodeId node, NodeState now) {
    return events.stream()
        .filter(event -> event instanceof OfNode it && it.node().equals(node))
        .filter(NodeLooks::changes)
        .findFirst()
        .map(event -> before(node, event))
        .orElseGet(() -> NodeLook.of(node, now));
  }

  private static boolean changes(TraceEvent event) {
    return event instanceof BeliefChanged
        || event instanceof Crashed
        || event instanceof Started
        || event instanceof Paused
        || event instanceof Resumed;
  }

  private static NodeLook before(NodeId node, TraceEvent event) {
    if (event instanceof BeliefChanged changed) {
      return NodeLook.of(node, changed.before());
    } else if (event instanceof Started) {
      return NodeLook.DOWN;
    }
    return event instanceof Resumed ? NodeLook.PAUSED : NodeLook.UNKNOWN;
  }

  public void on(TraceEvent event) {
    if (!(event instanceof OfNode it) || !looks.containsKey(it.node())) {
      return;
    }
    NodeId node = it.node();
    if (event instanceof BeliefChanged changed) {
      become(node, NodeLook.of(node, changed.after()));
    } else if (event instanceof Started) {
      looks.put(node, NodeLook.of(node, Belief.NOTHING));
    } else if (event instanceof Crashed) {
      looks.put(node, NodeLook.DOWN);
    } else if (event instanceof Paused) {
      beforePause.put(node, looks.put(node, NodeLook.PAUSED));
    } else if (event instanceof Resumed) {
      looks.put(node, beforePause.getOrDefault(node, NodeLook.UNKNOWN));
    }
  }

  private void become(NodeId node, NodeLook look) {
    if (looks.get(node).kind() == Kind.PAUSED) {
      beforePause.put(node, look);
    } else {
      looks.put(node, look);
    }
  }

  boolean has(NodeId node) {
    return looks.containsKey(node);
  }

  public NodeLook of(NodeId node) {
    return seen(node, looks.get(node));
  }

  /** A service that says nothing about leaders is only there. */
  private static NodeLook seen(NodeId node, NodeLook look) {
    boolean silent = look != null && look.belief().equals(Optional.of(Belief.NOTHING));
    return silent && !node.isMember() ? NodeLook.UP : look;
  }

  public SortedMap<NodeId, NodeLook> all() {
    SortedMap<NodeId, NodeLook> all = new TreeMap<>(looks);
    all.replaceAll(NodeLooks::seen);
    return all;
  }
}
