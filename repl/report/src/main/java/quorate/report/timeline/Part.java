package quorate.report.timeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.FaultInjected;

/**
 * Which events of a trace a timeline shows.
 *
 * @param first the number of the first of them
 * @param last the number of the last; lower than the first if there is none
 */
public record Part(long first, long last) {

  private static final Part NOTHING = new Part(1, 0);

  public boolean has(TraceEvent event) {
    return event.number() >= first && event.number() <= last;
  }

  /** From the last fault on, or all events if there was none. */
  public static Part sinceFault(List<TraceEvent> events) {
    return events.stream()
        .filter(FaultInjected.class::isInstance)
        .reduce((earlier, later) -> later)
        .map(fault -> sinceEvent(fault.number(), events))
        .orElseGet(() -> all(events));
  }

  /** From the first fault on, or all events if there was none. */
  public static Part ofTrial(List<TraceEvent> events) {
    return events.stream()
        .filter(FaultInjected.class::isInstance)
        .findFirst()
        .map(fault -> sinceEvent(fault.number(), events))
        .orElseGet(() -> all(events));
  }

  /** From a moment of the cluster's time on. */
  public static Part from(Duration moment, List<TraceEvent> events) {
    return events.stream()
        .filter(it -> it.atNanos() >= moment.toNanos())
        .findFirst()
        .map(event -> sinceEvent(event.number(), events))
        .orElse(NOTHING);
  }

  /** What happened in the last seconds before now. */
  public static Part last(Duration time, long nowNanos, List<TraceEvent> events) {
    return from(Duration.ofNanos(nowNanos).minus(time), events);
  }

  /**
   * The last election: from what made the first node begin one, since a leader was elected before,
   * to the last change of a node's belief. Empty if nobody began one.
   */
  public static Optional<Part> aroundElection(List<TraceEvent> events) {
    long first = 0;
    long last = 0;
    boolean over = true;
    for (TraceEvent event : events) {
      if (event instanceof BeliefChanged changed) {
        if (over && changed.beginsElection()) {
          first = changed.cause() == 0 ? changed.number() : changed.cause();
          over = false;
        }
        over |= changed.comesToLead();
        last = changed.number();
      }
    }
    return first == 0 ? Optional.empty() : Optional.of(new Part(first, last));
  }

  public static Part all(List<TraceEvent> events) {
    return events.isEmpty() ? NOTHING : sinceEvent(events.get(0).number(), events);
  }

  /** From an event on; nothing if there are no events. */
  public static Part sinceEvent(long first, List<TraceEvent> events) {
    return events.isEmpty() ? NOTHING : new Part(first, events.get(events.size() - 1).number());
  }
}
