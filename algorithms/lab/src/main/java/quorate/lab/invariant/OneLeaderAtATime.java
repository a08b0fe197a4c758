package quorate.lab.invariant;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.OfNode;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.ClockBound;
import quorate.spi.NodeId;

/**
 * Looks for two nodes that lead at the same time, for more than an instant, in the time of a
 * cluster on one thread. A node that is paused does not act; one that resumes is given the time to
 * handle what waited, which its own timers are among. Once a clock was outside the bound, nothing
 * is promised of the rest of the run: a lease that was begun by it may still last.
 */
final class OneLeaderAtATime {

  private final ClockBound bound;
  private final Trace trace;

  /** Those that lead, each with the event by which it does. */
  private final SortedMap<NodeId, BeliefChanged> leading = new TreeMap<>();

  private final Set<NodeId> paused = new TreeSet<>();

  /** The node that resumed just now; since then nothing happened anywhere else. */
  private NodeId catchingUp;

  /** Since when several lead; negative if they do not, or it was told already. */
  private long severalSince = -1;

  private boolean told;
  private boolean clocksWereWrong;

  OneLeaderAtATime(ClockBound bound, Trace trace) {
    this.bound = bound;
    this.trace = trace;
  }

  /** The first two of several that have led at the same time until this event; mostly empty. */
  Optional<List<BeliefChanged>> on(TraceEvent event) {
    if (clocksWereWrong) {
      return Optional.empty();
    }
    boolean elsewhere = catchingUp != null && isElsewhere(event);
    if (elsewhere) {
      catchingUp = null;
      look(event.atNanos());
    }
    Optional<List<BeliefChanged>> found = Optional.empty();
    if (severalSince >= 0 && event.atNanos() > severalSince && !told) {
      told = true;
      found = Optional.of(acting());
    }
    if (learn(event)) {
      look(event.atNanos());
    }
    return found;
  }

  private boolean isElsewhere(TraceEvent event) {
    if (event instanceof Sent sent) {
      return !sent.from().equals(catchingUp);
    } else if (event instanceof OfMessage message) {
      return !message.to().equals(catchingUp);
    }
    return event instanceof OfNode there && !there.node().equals(catchingUp);
  }

  /** Takes note of an event; whether it can change who leads. */
  private boolean learn(TraceEvent event) {
    if (event instanceof BeliefChanged changed) {
      if (!changed.after().leads()) {
        return leading.remove(changed.node()) != null;
      }
      return changed.comesToLead() && leading.put(changed.node(), changed) == null;
    } else if (event instanceof Crashed crashed) {
      paused.remove(crashed.node());
      return leading.remove(crashed.node()) != null;
    } else if (event instanceof Paused stopped) {
      return paused.add(stopped.node());
    } else if (event instanceof Resumed resumed) {
      catchingUp = resumed.node();
      return paused.remove(resumed.node());
    } else if (event instanceof ClockChanged clock) {
      clocksWereWrong = !bound.allows(clock.after());
    } else if (event instanceof TimerFired fired && fired.timer().equals(bound.waits())) {
      clocksWereWrong = isEarly(fired);
    }
    return false;
  }

  /** Somebody let it expire by hand. */
  private boolean isEarly(TimerFired fired) {
    return trace
        .find(fired.cause())
        .filter(TimerSet.class::isInstance)
        .map(TimerSet.class::cast)
        .filter(set -> set.atNanos() + set.delayNanos() > fired.atNanos())
        .isPresent();
  }

  private void look(long atNanos) {
    boolean several = acting().size() > 1;
    if (!several) {
      severalSince = -1;
      told = false;
    } else if (severalSince < 0) {
      severalSince = atNanos;
    }
  }

  private List<BeliefChanged> acting() {
    return leading.values().stream()
        .filter(it -> !paused.contains(it.node()) && !it.node().equals(catchingUp))
        .toList();
  }
}
