package quorate.testkit;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.NodeId;

/** Which timers of which node are pending, as the trace tells it. */
final class PendingTimers implements Observer {

  private final SortedMap<NodeId, SortedSet<String>> names = new TreeMap<>();

  /** The names of a node's pending timers, in order. */
  List<String> of(NodeId node) {
    return List.copyOf(names.getOrDefault(node, new TreeSet<>()));
  }

  @Override
  public void on(TraceEvent event) {
    if (event instanceof TimerSet set) {
      namesOf(set.node()).add(set.timer().name());
    } else if (event instanceof TimerFired fired) {
      namesOf(fired.node()).remove(fired.timer().name());
    } else if (event instanceof TimerCancelled cancelled) {
      namesOf(cancelled.node()).remove(cancelled.timer().name());
    } else if (event instanceof Crashed crashed) {
      namesOf(crashed.node()).clear();
    }
  }

  private SortedSet<String> namesOf(NodeId node) {
    return names.computeIfAbsent(node, first -> new TreeSet<>());
  }
}
