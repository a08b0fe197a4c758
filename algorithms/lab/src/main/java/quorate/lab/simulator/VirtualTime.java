package quorate.lab.simulator;

import java.util.PriorityQueue;
import quorate.lab.cluster.Delay;

/**
 * A clock without hands: its time is that of the last action that was due, and jumps to the next
 * one. Actions that are due at the same moment happen in the order in which they were planned. Used
 * on one thread.
 */
public final class VirtualTime {

  private final PriorityQueue<Due> queue = new PriorityQueue<>();

  /** Below this the queue is not worth clearing up. */
  private static final int FEW = 1000;

  private long nowNanos;
  private long order;
  private int calledOff;

  /** An action that is due at a moment, unless it is called off before. */
  public final class Due implements Comparable<Due> {
    private final long atNanos;
    private final long order;
    private Runnable action;

    private Due(long atNanos, long order, Runnable action) {
      this.atNanos = atNanos;
      this.order = order;
      this.action = action;
    }

    /** Sees to it that the action does not happen. No-op if it has. */
    public void callOff() {
      if (action != null) {
        action = null;
        calledOff++;
        clearUp();
      }
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
   * @param delayNanos how long from now, not negative; with 0 it happens after all that is due now;
   *     what is due later than time can be counted is due at the end of time
   */
  public Due plan(long delayNanos, Runnable action) {
    if (delayNanos < 0) {
      throw new IllegalArgumentException("time does not run backwards, got " + delayNanos + " ns");
    }
    Due due = new Due(Delay.sum(nowNanos, delayNanos), ++order, action);
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
    while (next != null && next.action == null) {
      queue.remove();
      calledOff--;
      next = queue.peek();
    }
    if (next == null || next.atNanos > endNanos) {
      return false;
    }
    queue.remove();
    nowNanos = next.atNanos;
    Runnable action = next.action;
    next.action = null;
    action.run();
    return true;
  }

  /** How many actions are planned, including those called off that are still in the queue. */
  public int planned() {
    return queue.size();
  }

  /** What was called off need not be remembered until it would have been due. */
  private void clearUp() {
    if (queue.size() > FEW && calledOff > queue.size() / 2) {
      queue.removeIf(due -> due.action == null);
      calledOff = 0;
    }
  }

  /** Sets the time to a later moment, before which nothing more is due. */
  public void pass(long untilNanos) {
    nowNanos = Math.max(nowNanos, untilNanos);
  }
}
