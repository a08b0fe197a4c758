package quorate.lab.trace;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Paused;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.SaveLost;
import quorate.lab.trace.TraceEvent.Saving;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.NodeId;

/**
 * A hash over a trace: two runs that differ in anything that happened, or when, or why, have
 * different ones, up to chance of one in 2^64. The same on every JVM. It tells runs apart; it is no
 * protection against somebody who wants two to look alike.
 */
public final class Fingerprint implements Observer {

  private static final int MOST_KNOWN = 1000;

  private long hash;

  /** The numbers of texts that were made before: most are those of heartbeats, over and over. */
  private final Map<Object, Long> known = new LinkedHashMap<>();

  /** The hash so far, as 16 hexadecimal digits. */
  public String text() {
    return text(hash);
  }

  /** The hash of several hashes, in their order. */
  public static String of(Iterable<String> fingerprints) {
    Fingerprint all = new Fingerprint();
    fingerprints.forEach(all::add);
    return all.text();
  }

  @Override
  public void on(TraceEvent event) {
    Stamp stamp = event.stamp();
    add(stamp.number());
    add(stamp.atNanos());
    add(stamp.cause());
    addDetails(event);
  }

  /** What arrives or is lost is what was sent, and that is named by the cause. */
  private void addDetails(TraceEvent event) {
    if (event instanceof Sent e) {
      add(1, e.from());
      add(e.to().value());
      add(numberOf(e.message()));
    } else if (event instanceof Delivered e) {
      add(2, e.to());
      add(e.bytes());
    } else if (event instanceof Dropped e) {
      add(3, e.to());
      add(e.because().name());
      add(e.bytes());
    } else if (event instanceof TimerSet e) {
      add(4, e.node());
      add(e.timer().name());
      add(e.delayNanos());
    } else if (event instanceof TimerFired e) {
      add(5, e.node());
    } else if (event instanceof TimerCancelled e) {
      add(6, e.node());
      add(e.timer().name());
    } else if (event instanceof BeliefChanged e) {
      add(7, e.node());
      add(numberOf(e.after()));
    } else if (event instanceof Persisted e) {
      add(8, e.node());
      add(numberOf(e.state()));
    } else if (event instanceof Explained e) {
      add(9, e.node());
      add(e.sentence());
    } else {
      addRare(event);
    }
  }

  private void addRare(TraceEvent event) {
    if (event instanceof Starting e) {
      add(10, e.node());
    } else if (event instanceof Started e) {
      add(11, e.node());
      add(e.restarted() ? 1 : 0);
    } else if (event instanceof Crashed e) {
      add(12, e.node());
      add(e.reason());
    } else if (event instanceof Paused e) {
      add(14, e.node());
    } else if (event instanceof Resumed e) {
      add(15, e.node());
    } else if (event instanceof DiskLost e) {
      add(16, e.node());
    } else if (event instanceof SaveLost e) {
      add(17, e.node());
    } else if (event instanceof Saving e) {
      add(18, e.node());
      add(numberOf(e.state()));
    } else if (event instanceof ClockChanged e) {
      add(19, e.node());
      add(Double.doubleToLongBits(e.after()));
    } else if (event instanceof FaultInjected e) {
      add(e.fault());
    } else if (event instanceof LinksChanged e) {
      add(e.cut().toString());
      if (!e.troubles().isEmpty()) {
        add(e.troubles().toString());
      }
    } else if (event instanceof FrameRejected e) {
      add(13, e.node());
      add(e.reason());
    } else {
      throw new IllegalArgumentException("no fingerprint for " + event);
    }
  }

  private void add(int kind, NodeId node) {
    add(((long) kind << 32) + node.value());
  }

  private void add(String text) {
    add(number(text));
  }

  private long numberOf(Object told) {
    Long number = known.get(told);
    if (number == null) {
      if (known.size() == MOST_KNOWN) {
        known.clear();
      }
      number = number(told.toString());
      known.put(told, number);
    }
    return number;
  }

  private static long number(String text) {
    return ((long) text.length() << 32) ^ text.hashCode();
  }

  /** Stirs a number in: the finalizer of MurmurHash3, in which each bit reaches every other. */
  private void add(long number) {
    long mixed = hash * 31 + number;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash = mixed ^ (mixed >>> 33);
  }

  private static String text(long hash) {
    return String.format(Locale.ROOT, "%016x", hash);
  }
}
