package quorate.nodes.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import quorate.lab.trace.TraceEvent;
import quorate.spi.NodeId;

/** What one process has told of its trace, and what is still to be told. */
final class Strand {

  /** Whether more is to come. */
  enum State {
    /** More comes, and what comes says until when there was nothing else. */
    OPEN,
    /** Nothing is expected for now: the process stands still, or cannot be heard. */
    SILENT,
    /** The process is gone, and all that it said has been heard. */
    ENDED
  }

  private final NodeId node;
  private final Deque<TraceEvent> waiting = new ArrayDeque<>();
  private State state = State.ENDED;
  private long offsetNanos;
  private long heardNanos = Long.MIN_VALUE;
  private long highest;

  /** A node whose process has said nothing yet. */
  Strand(NodeId node) {
    this.node = node;
  }

  NodeId node() {
    return node;
  }

  /**
   * A process begins to tell.
   *
   * @param before the number of the last event that it does not tell; 0 if it tells all
   * @param nowNanos the time of the merged trace
   * @param offset what to add to its times
   */
  void begin(long nowNanos, long offset, long before) {
    state = State.OPEN;
    offsetNanos = offset;
    heardNanos = nowNanos;
    highest = Math.max(highest, before);
  }

  void add(TraceEvent event) {
    waiting.add(event);
    heardNanos = Math.max(heardNanos, timeOf(event));
  }

  void mark(long nanos) {
    heardNanos = Math.max(heardNanos, nanos + offsetNanos);
  }

  void is(State other) {
    if (state != State.ENDED) {
      state = other;
    }
  }

  /** It goes on after it was silent: what comes now is not older. */
  void goesOn(long nowNanos) {
    is(State.OPEN);
    heardNanos = Math.max(heardNanos, nowNanos);
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isEnded() {
    return state == State.ENDED;
  }

  /** The time until which all is known that is to be told. */
  long heardNanos() {
    return heardNanos;
  }

  /** The highest number that was taken. */
  long highest() {
    return highest;
  }

  /** The next event, or {@code null}. */
  TraceEvent next() {
    return waiting.peek();
  }

  TraceEvent take() {
    TraceEvent event = waiting.remove();
    highest = event.number();
    return event;
  }

  long timeOf(TraceEvent event) {
    return event.atNanos() + offsetNanos;
  }
}
