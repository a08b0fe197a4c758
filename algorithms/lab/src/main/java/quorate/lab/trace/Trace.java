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
  private final long before;
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
    this(nowNanos, keep, 1);
  }

  /**
   * An empty trace whose events are not numbered from 1 on.
   *
   * @param first the number of its first event, at least 1
   */
  public Trace(LongSupplier nowNanos, int keep, long first) {
    this.nowNanos = nowNanos;
    this.keep = keep;
    this.before = first - 1;
    this.last = before;
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
    if (last - before == kept.length + 1 && kept.length < keep) {
      kept = Arrays.copyOf(kept, Math.min(keep, 2 * kept.length)); // nothing has wrapped yet
    }
    kept[place(event.number())] = event;
  }

  private int place(long number) {
    return (int) ((number - before - 1) % kept.length);
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

  /** The number of the newest event; one less than that of the first if there is none. */
  public long last() {
    return last;
  }

  /** The number of the oldest event that is kept, or that will be. */
  public long oldest() {
    return Math.max(before, last - kept.length) + 1;
  }

  /** Whether nothing has happened yet. */
  public boolean isEmpty() {
    return last == before;
  }

  /** An event by its number; empty if there is none, or if it is too old to be kept. */
  public Optional<TraceEvent> find(long number) {
    if (number <= before || number > last || number <= last - kept.length) {
      return Optional.empty();
    }
    return Optional.of(kept[place(number)]);
  }

  /** All events that are kept, oldest first. */
  public List<TraceEvent> events() {
    return LongStream.rangeClosed(oldest(), last).mapToObj(number -> kept[place(number)]).toList();
  }
}
