package quorate.lab.cluster;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * The timers of one node that are pending, by their names. A node sets them in the time of its
 * machine's clock; they expire, and are traced, in that of the cluster. Used on the cluster's own
 * thread.
 */
final class NodeTimers {

  private final NodeId self;
  private final Ports ports;
  private final Trace trace;
  private final Consumer<TimerSet> expire;
  private final SortedMap<String, Pending> pending = new TreeMap<>();
  private final HostClock clock = new HostClock();

  /**
   * An expiry that is to come, unless it is replaced or cancelled first.
   *
   * @param counts the same window in what the clock counts
   */
  private record Pending(TimerSet set, TimerWindow window, TimerWindow counts, Runnable undo) {}

  /**
   * No timer is pending.
   *
   * @param expire called when a timer runs out, perhaps one that was replaced or cancelled
   *     meanwhile
   */
  NodeTimers(NodeId self, Ports ports, Trace trace, Consumer<TimerSet> expire) {
    this.self = self;
    this.ports = ports;
    this.trace = trace;
    this.expire = expire;
  }

  SortedSet<String> names() {
    return new TreeSet<>(pending.keySet());
  }

  /** The clock runs at another rate from now on: what is left of a timer takes another time. */
  void setClock(double rate, long cause) {
    double earlier = clock.rate();
    if (rate == earlier) {
      return;
    }
    ClockChanged changed = trace.write(cause, at -> new ClockChanged(at, self, earlier, rate));
    long now = trace.nowNanos();
    clock.setRate(rate, now);
    for (Pending before : List.copyOf(pending.values())) {
      TimerWindow window = before.counts().by(clock);
      if (before.window().dueNanos() > now && !window.equals(before.window())) {
        Timer timer = before.set().timer();
        forget(timer);
        start(timer, window.dueNanos() - now, window, before.counts(), changed.number());
      }
    }
  }

  /** Sets a timer, in place of an earlier one of its name. */
  void set(Timer timer, TimeRange delay, long cause) {
    forget(timer);
    long drawn = ports.draw(delay);
    long counted = clock.countedAt(trace.nowNanos());
    long shortest = delay.min().toNanos();
    long longest = Math.max(shortest, delay.max().toNanos() - 1);
    TimerWindow counts =
        new TimerWindow(
            self,
            Delay.sum(counted, drawn),
            Delay.sum(counted, shortest),
            Delay.sum(counted, longest));
    start(timer, clock.spanOf(drawn), counts.by(clock), counts, cause);
  }

  private void start(
      Timer timer, long delayNanos, TimerWindow window, TimerWindow counts, long cause) {
    TimerSet set = trace.write(cause, at -> new TimerSet(at, self, timer, delayNanos));
    Runnable undo = ports.wakeAfter(set, () -> expire.accept(set));
    long due = Delay.sum(set.atNanos(), delayNanos);
    pending.put(timer.name(), new Pending(set, window.due(due), counts, undo));
  }

  /** Sets a timer, which is pending, so that it expires at another moment, now or later. */
  void retime(Timer timer, long dueNanos, long cause) {
    Pending before = pending.get(timer.name());
    if (before.window().dueNanos() != dueNanos) {
      forget(timer);
      long delayNanos = Math.max(0, dueNanos - trace.nowNanos());
      TimerWindow counts = before.counts().due(clock.countedAt(dueNanos));
      start(before.set().timer(), delayNanos, before.window(), counts, cause);
    }
  }

  /** When a timer expires; empty if it is not pending. */
  Optional<TimerWindow> window(Timer timer) {
    return Optional.ofNullable(pending.get(timer.name())).map(Pending::window);
  }

  /** Cancels a timer. No-op if it is not pending. */
  void cancel(Timer timer, long cause) {
    if (forget(timer)) {
      trace.write(cause, at -> new TimerCancelled(at, self, timer));
    }
  }

  private boolean forget(Timer timer) {
    Pending removed = pending.remove(timer.name());
    if (removed != null) {
      removed.undo().run();
    }
    return removed != null;
  }

  boolean isPending(Timer timer) {
    return pending.containsKey(timer.name());
  }

  boolean isPending(TimerSet set) {
    Pending current = pending.get(set.timer().name());
    return current != null && current.set() == set;
  }

  /** A pending timer that is to expire by hand: it will not run out by itself. */
  Optional<TimerSet> takeOver(Timer timer) {
    Pending taken = pending.get(timer.name());
    if (taken == null) {
      return Optional.empty();
    }
    taken.undo().run();
    TimerWindow now = taken.window().due(trace.nowNanos());
    pending.put(timer.name(), new Pending(taken.set(), now, taken.counts(), () -> {}));
    return Optional.of(taken.set());
  }

  void expired(TimerSet set) {
    pending.remove(set.timer().name());
  }

  void clear() {
    pending.values().forEach(each -> each.undo().run());
    pending.clear();
  }
}
