package quorate.lab.cluster;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/** The timers of one node that are pending, by their names. Used on the cluster's own thread. */
final class NodeTimers {

  private final NodeId self;
  private final Ports ports;
  private final Trace trace;
  private final Consumer<TimerSet> expire;
  private final SortedMap<String, Pending> pending = new TreeMap<>();

  /** An expiry that is to come, unless it is replaced or cancelled first. */
  private record Pending(TimerSet set, TimerWindow window, Runnable undo) {}

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

  /** Sets a timer, in place of an earlier one of its name. */
  void set(Timer timer, TimeRange delay, long cause) {
    forget(timer);
    long delayNanos = ports.draw(delay);
    long now = trace.nowNanos();
    long shortest = delay.min().toNanos();
    long longest = Math.max(shortest, delay.max().toNanos() - 1);
    start(timer, delayNanos, Delay.sum(now, shortest), Delay.sum(now, longest), cause);
  }

  private void start(Timer timer, long delayNanos, long earliest, long latest, long cause) {
    TimerSet set = trace.write(cause, at -> new TimerSet(at, self, timer, delayNanos));
    Runnable undo = ports.wakeAfter(set, () -> expire.accept(set));
    TimerWindow window =
        new TimerWindow(self, Delay.sum(set.atNanos(), delayNanos), earliest, latest);
    pending.put(timer.name(), new Pending(set, window, undo));
  }

  /** Sets a timer, which is pending, so that it expires at another moment, now or later. */
  void retime(Timer timer, long dueNanos, long cause) {
    Pending before = pending.get(timer.name());
    TimerWindow window = before.window();
    if (window.dueNanos() != dueNanos) {
      forget(timer);
      long delayNanos = Math.max(0, dueNanos - trace.nowNanos());
      start(before.set().timer(), delayNanos, window.earliestNanos(), window.latestNanos(), cause);
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
    Optional<Pending> taken = Optional.ofNullable(pending.get(timer.name()));
    taken.ifPresent(it -> it.undo().run());
    return taken.map(Pending::set);
  }

  void expired(TimerSet set) {
    pending.remove(set.timer().name());
  }

  void clear() {
    pending.values().forEach(each -> each.undo().run());
    pending.clear();
  }
}
