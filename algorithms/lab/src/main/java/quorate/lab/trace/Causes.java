package quorate.lab.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/** Walks a trace backwards, from what happened to what brought it about. */
public final class Causes {

  private Causes() {}

  /**
   * The chain of causes of an event, newest first, the event itself at its head. What a node said
   * on the way stands with the event during which it said it. The chain ends at an event without a
   * cause, at one that is too old to be kept, and at the last sign of life of a leader: a timer
   * that a heartbeat wound up is explained by that heartbeat, and the heartbeat needs no
   * explanation. Nor does a timer that paces heartbeats, and was set when it expired before. A
   * timer of a clock that was not true is explained by what that clock did, too.
   */
  public static List<TraceEvent> of(Trace trace, TraceEvent effect) {
    List<TraceEvent> chain = new ArrayList<>();
    chain.add(effect);
    Optional<TraceEvent> cause = trace.find(effect.cause());
    while (cause.isPresent()) {
      TraceEvent event = cause.get();
      saidDuring(trace, event).stream().filter(said -> said != effect).forEach(chain::add);
      chain.add(event);
      boolean signOfLife =
          event instanceof Delivered delivered
              && delivered.message().purpose() == Purpose.HEARTBEAT
              && chain.stream().anyMatch(TimerSet.class::isInstance);
      boolean ends = signOfLife || isRepeated(trace, event);
      cause = ends ? Optional.empty() : trace.find(event.cause());
    }
    addClocks(trace, chain);
    return chain;
  }

  private static boolean isRepeated(Trace trace, TraceEvent event) {
    return event instanceof TimerSet set
        && set.timer().pacesHeartbeats()
        && trace.find(set.cause()).filter(TimerFired.class::isInstance).isPresent();
  }

  /** Behind a chain: how the clocks ran by which its timers were set, where they were not true. */
  private static void addClocks(Trace trace, List<TraceEvent> chain) {
    SortedMap<NodeId, TimerSet> timers = new TreeMap<>();
    chain.stream()
        .filter(TimerSet.class::isInstance)
        .map(TimerSet.class::cast)
        .forEach(set -> timers.putIfAbsent(set.node(), set));
    if (timers.isEmpty()) {
      return;
    }
    SortedMap<NodeId, ClockChanged> clocks = new TreeMap<>();
    for (TraceEvent event : trace.events()) {
      if (event instanceof ClockChanged clock
          && timers.containsKey(clock.node())
          && clock.number() < timers.get(clock.node()).number()) {
        clocks.put(clock.node(), clock);
      }
    }
    clocks.values().stream()
        .filter(clock -> clock.after() != 1 && !chain.contains(clock))
        .sorted(Comparator.comparingLong(TraceEvent::number).reversed())
        .forEach(chain::add);
  }

  /** What a node said while it handled an event. */
  private static List<TraceEvent> saidDuring(Trace trace, TraceEvent handled) {
    List<TraceEvent> said = new ArrayList<>();
    Optional<TraceEvent> next = trace.find(handled.number() + 1);
    while (next.isPresent() && isPartOf(handled, next.get())) {
      if (next.get() instanceof Explained) {
        said.add(0, next.get());
      }
      next = trace.find(next.get().number() + 1);
    }
    return said;
  }

  /** Effects follow their event without a gap; a send to a node that is down is dropped at once. */
  private static boolean isPartOf(TraceEvent handled, TraceEvent event) {
    return event.cause() == handled.number()
        || event instanceof Dropped && event.cause() > handled.number();
  }

  /**
   * A few words to stand behind what was broken: which disks were lost before, as far as the trace
   * goes back. Empty if none was. On the cluster's thread.
   */
  public static String lostDisks(Trace trace) {
    List<DiskLost> lost =
        trace.events().stream()
            .filter(DiskLost.class::isInstance)
            .map(DiskLost.class::cast)
            .toList();
    if (lost.isEmpty()) {
      return "";
    }
    String which =
        lost.stream()
            .map(it -> String.format(Locale.ROOT, "%s at %.1f ms", it.node(), it.atNanos() / 1e6))
            .collect(Collectors.joining(", "));
    return "; a disk was lost before (" + which + "), and nothing is promised after that";
  }
}
