package quorate.lab.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import quorate.lab.trace.TraceEvent;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/**
 * Pending timers of nodes expire at other moments than were drawn for them, but at moments that
 * could have been drawn. So nothing happens that chance alone could not bring about.
 */
public record Retiming(Order order, SortedSet<NodeId> nodes, Timer timer) implements Fault {

  /** When timers expire, as seen from each other. */
  public enum Order {
    /** All at once: when the earliest would, or as soon after that as all of them can. */
    ALIGN,
    /** In the order in which they would anyway, as far apart as the ranges allow. */
    SPREAD
  }

  public Retiming {
    nodes = SortedCopy.of(nodes);
  }

  @Override
  public Reductions reductions() {
    return Reductions.nodes(nodes, it -> new Retiming(order, it, timer));
  }

  /**
   * Each must be pending in a node that is not paused; and, to align them, some moment suits all.
   */
  @Override
  public void check(Machines cluster) {
    for (NodeId node : nodes) {
      if (cluster.pendingTimer(node, timer).isEmpty()) {
        throw new IllegalArgumentException("timer " + timer + " of " + node + " is not pending");
      } else if (cluster.isPaused(node)) {
        throw new IllegalArgumentException(
            "%s is paused, and its timers with it; type: resume %d".formatted(node, node.value()));
      }
    }
    if (order == Order.ALIGN) {
      checkThatOneMomentSuitsAll(windows(cluster));
    }
  }

  private void checkThatOneMomentSuitsAll(List<TimerWindow> windows) {
    TimerWindow last =
        windows.stream().max(Comparator.comparingLong(TimerWindow::earliestNanos)).orElseThrow();
    TimerWindow first =
        windows.stream().min(Comparator.comparingLong(TimerWindow::latestNanos)).orElseThrow();
    if (last.earliestNanos() > first.latestNanos()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no chance lets %s of %s and %s expire together: one by %.1f ms, the other from"
                  + " %.1f ms on; to let them expire now all the same, type: fire %d,%d %s",
              timer,
              first.node(),
              last.node(),
              first.latestNanos() / 1e6,
              last.earliestNanos() / 1e6,
              first.node().value(),
              last.node().value(),
              timer));
    }
  }

  @Override
  public void applyTo(Machines cluster, TraceEvent injected) {
    moments(cluster).forEach((node, at) -> cluster.retime(node, timer, at, injected.number()));
  }

  /**
   * When each of the timers, which are pending, will expire: in nanoseconds of the cluster's time,
   * the earliest first.
   */
  public Map<NodeId, Long> moments(LiveCluster cluster) {
    List<TimerWindow> windows = windows(cluster);
    List<Long> moments =
        order == Order.ALIGN
            ? Collections.nCopies(windows.size(), together(windows))
            : spread(windows, farthestApart(windows));
    Map<NodeId, Long> ofNodes = new LinkedHashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      ofNodes.put(windows.get(i).node(), moments.get(i));
    }
    return ofNodes;
  }

  /** Those of the nodes, in the order in which they expire. */
  private List<TimerWindow> windows(LiveCluster cluster) {
    long now = cluster.trace().nowNanos();
    return nodes.stream()
        .flatMap(node -> cluster.pendingTimer(node, timer).stream())
        .map(window -> window.from(now))
        .sorted(Comparator.comparingLong(TimerWindow::dueNanos))
        .toList();
  }

  private static long together(List<TimerWindow> windows) {
    long allCan = windows.stream().mapToLong(TimerWindow::earliestNanos).max().orElseThrow();
    return Math.max(allCan, windows.get(0).dueNanos());
  }

  /** The longest time that can lie between each timer and the next. */
  private static long farthestApart(List<TimerWindow> windows) {
    long possible = 0;
    long tooFar =
        windows.get(windows.size() - 1).latestNanos() - windows.get(0).earliestNanos() + 1;
    while (tooFar - possible > 1) {
      long middle = possible + (tooFar - possible) / 2;
      List<Long> moments = spread(windows, middle);
      boolean fits = true;
      for (int i = 0; i < moments.size(); i++) {
        fits &= moments.get(i) <= windows.get(i).latestNanos();
      }
      possible = fits ? middle : possible;
      tooFar = fits ? tooFar : middle;
    }
    return possible;
  }

  /** The earliest moments that are so far apart. */
  private static List<Long> spread(List<TimerWindow> windows, long apart) {
    List<Long> moments = new ArrayList<>();
    for (TimerWindow window : windows) {
      long after = moments.isEmpty() ? 0 : moments.get(moments.size() - 1) + apart;
      moments.add(Math.max(window.earliestNanos(), after));
    }
    return moments;
  }

  @Override
  public String toString() {
    return "%s %s %s"
        .formatted(order.name().toLowerCase(Locale.ROOT), FaultText.nodes(nodes), timer);
  }
}
