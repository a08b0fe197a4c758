package quorate.lab.simulator;

import java.util.PriorityQueue;

/**
 * A clock without hands: its time is that of the last action that was due, and jumps to the next
 * one. Actions that are due at the same moment happen in the order in which they were planned. Used
 * on one thread.
 */
public final class VirtualTime {

  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private long nowNanos;
  private long order;

  /** An action that is due at a moment, unless it is called off before. */
  public static final class Due implements Comparable<Due> {
    private final long atNanos;
    private final long order;
    private final Runnable action;
    private boolean calledOff;

    private Due(long atNanos, long order, Runnable action) {
      this.atNanos = atNanos;
      this.order = order;
      this.action = action;
    }

    /** Sees to it that the action does not happen. No-op if it has. */
    public void callOff() {
      calledOff = true;
    }

    @Override
    public int compareTo(Due other) {
      return atNanos != other.atNanos
          ? Long.compare(atNanos, other.atNanos)
          : Long.compare(order, other.order);
    }
  }

  /** Nanoseconds since the beginning. */
  public long nowNanos() {
    return nowNanos;
  }

  /**
   * Plans an action.
   *
   * @param delayNanos how long from now, not negative; with 0 it happens after all that is due now
   */
  public Due plan(long delayNanos, Runnable action) {
    if (delayNanos < 0) {
      throw new IllegalArgumentException("time does not run backwards, got " + delayNanos + " ns");
    }
    Due due = new Due(nowNanos + delayNanos, ++order, action);
    queue.add(due);
    return due;
  }

  /**
   * Lets the next action happen, and sets the time to its moment, if it is due in time.
   *
   * @param endNanos until when, inclusive
   * @return whether there was one
   */
  public boolean stepUntil(long endNanos) {
    Due next = queue.peek();
    while (next != null && next.calledOff) {
      queue.remove();
      next = queue.peek();
    }
    if (next == null || next.atNanos > endNanos) {
      return false;
    }
    queue.remove();
    nowNanos = next.atNanos;
    next.action.run();
    return true;
  }

  /** How many actions are planned, those included that were called off. */
  public int planned() {
    return queue.size();
  }

  /** Sets the time to a later moment, before which nothing more is due. */
  public void pass(long untilNanos) {
    nowNanos = Math.max(nowNanos, untilNanos);
  }

  /** Forgets all that is planned. */
  public void clear() {
    queue.clear();
  }
}
