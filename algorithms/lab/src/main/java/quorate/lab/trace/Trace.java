package quorate.lab.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * The trace of one cluster: numbers events, shows each to every observer, and keeps the newest.
 * Written and read on the cluster's own thread; observers may come and go from any.
 */
public final class Trace {

  /** Most traces are short, and there may be many. */
  private static final int FIRST_ROOM = 1024;

  private final LongSupplier nowNanos;
  private final int keep;
  private TraceEvent[] kept;
  private final List<Observer> observers = new CopyOnWriteArrayList<>();
  private long last;

  /**
   * An empty trace.
   *
   * @param nowNanos the cluster's time, nanoseconds since it began
   * @param keep how many of the newest events can be looked up, at least 1
   */
  public Trace(LongSupplier nowNanos, int keep) {
    this.nowNanos = nowNanos;
    this.keep = keep;
    this.kept = new TraceEvent[Math.min(keep, FIRST_ROOM)];
  }

  /**
   * Writes the next event.
   *
   * @param cause the number of the event that brought it about, or 0
   * @param event makes the event from its stamp
   */
  public <T extends TraceEvent> T write(long cause, Function<Stamp, T> event) {
    T written = event.apply(new Stamp(++last, nowNanos.getAsLong(), cause));
    keep(written);
    for (Observer observer : observers) {
      observer.on(written);
    }
    return written;
  }

  /** Grows until there is room for all that is to be kept, and then forgets the oldest. */
  private void keep(TraceEvent event) {
    if (last == kept.length && kept.length < keep) {
      kept = Arrays.copyOf(kept, Math.min(keep, 2 * kept.length)); // nothing has wrapped yet
    }
    kept[(int) (event.number() % kept.length)] = event;
  }

  /** Shows all events from now on to an observer. Any thread. */
  public void observe(Observer observer) {
    observers.add(observer);
  }

  /** Shows no further event to an observer. Any thread. */
  public void forget(Observer observer) {
    observers.remove(observer);
  }

  public long nowNanos() {
    return nowNanos.getAsLong();
  }

  /** The number of the newest event, 0 if there is none. */
  public long last() {
    return last;
  }

  /** The number of the oldest event that is kept, or that will be. */
  public long oldest() {
    return Math.max(1, last - kept.length + 1);
  }

  /** An event by its number; empty if there is none, or if it is too old to be kept. */
  public Optional<TraceEvent> find(long number) {
    if (number < 1 || number > last || number <= last - kept.length) {
      return Optional.empty();
    }
    return Optional.of(kept[(int) (number % kept.length)]);
  }

  /** All events that are kept, oldest first. */
  public List<TraceEvent> events() {
    return LongStream.rangeClosed(oldest(), last)
        .mapToObj(number -> kept[(int) (number % kept.length)])
        .toList();
  }
}
