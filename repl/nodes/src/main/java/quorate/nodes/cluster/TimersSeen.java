package quorate.nodes.cluster;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.lab.cluster.TimerWindow;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.OfNode;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.netty.Lateness;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/** The timers that are pending at nodes, as far as the trace tells. A fold over the trace. */
final class TimersSeen implements Observer {

  private final Map<NodeId, SortedMap<String, Long>> dueNanos = new TreeMap<>();
  private final Lateness lateness = new Lateness();

  @Override
  public void on(TraceEvent event) {
    if (event instanceof TimerSet set) {
      of(set.node()).put(set.timer().name(), set.atNanos() + set.delayNanos());
    } else if (event instanceof TimerCancelled cancelled) {
      of(cancelled.node()).remove(cancelled.timer().name());
    } else if (event instanceof TimerFired fired) {
      Long due = of(fired.node()).remove(fired.timer().name());
      if (due != null) {
        lateness.note(fired.atNanos(), fired.atNanos() - due);
      }
    } else if (event instanceof Resumed resumed) {
      // a node that stands still cannot be blamed for its timers
      of(resumed.node()).replaceAll((timer, due) -> Math.max(due, resumed.atNanos()));
    } else if (event instanceof Crashed && event instanceof OfNode crashed) {
      dueNanos.remove(crashed.node());
    }
  }

  private SortedMap<String, Long> of(NodeId node) {
    return dueNanos.computeIfAbsent(node, it -> new TreeMap<>());
  }

  SortedSet<String> pending(NodeId node) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(of(node).keySet()));
  }

  /** From which range its delay was drawn, the trace does not tell. */
  Optional<TimerWindow> window(NodeId node, Timer timer) {
    return Optional.ofNullable(of(node).get(timer.name()))
        .map(due -> new TimerWindow(node, due, due, due));
  }

  long latestNanos(long sinceNanos) {
    return lateness.since(sinceNanos);
  }
}
