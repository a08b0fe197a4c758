package quorate.lab.simulator;

import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import quorate.lab.cluster.Delay;
import quorate.lab.trace.TraceEvent.Sent;

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
    private final Planned what;
    private final long atNanos;
    private final long order;
    private Runnable action;

    private Due(Planned what, long atNanos, long order, Runnable action) {
      this.what = what;
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
   * @param what what it is, for those who look at what is to come
   * @param delayNanos how long from now, not negative; with 0 it happens after all that is due now;
   *     what is due later than time can be counted is due at the end of time
   */
  public Due plan(Planned what, long delayNanos, Runnable action) {
    if (delayNanos < 0) {
      throw new IllegalArgumentException("time does not run backwards, got " + delayNanos + " ns");
    }
    Due due = new Due(what, Delay.sum(nowNanos, delayNanos), ++order, action);
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
    Due next = next();
    if (next == null || next.atNanos > endNanos) {
      return false;
    }
    queue.remove();
    nowNanos = next.atNanos;
    run(next);
    return true;
  }

  /** The next action that is to come, or null. */
  private Due next() {
    Due next = queue.peek();
    while (next != null && next.action == null) {
      queue.remove();
      calledOff--;
      next = queue.peek();
    }
    return next;
  }

  /** When the next action is due. */
  OptionalLong nextNanos() {
    Due next = next();
    return next == null ? OptionalLong.empty() : OptionalLong.of(next.atNanos);
  }

  private static void run(Due due) {
    Runnable action = due.action;
    due.action = null;
    action.run();
  }

  /** All that is to come, in the order in which it would. */
  public List<Pending> pending() {
    return queue.stream()
        .filter(due -> due.action != null)
        .sorted()
        .map(due -> new Pending(due.order, due.atNanos, due.what))
        .toList();
  }

  /**
   * Lets one action happen at this very moment, before those that are due earlier.
   *
   * @param number which one
   * @throws IllegalArgumentException if it is not to come
   */
  void runNow(long number) {
    Due due = find(number);
    queue.remove(due);
    run(due);
  }

  /**
   * Sees to it that a message does not arrive.
   *
   * @param number which one
   * @throws IllegalArgumentException if no message is under way as that
   */
  Sent takeMessage(long number) {
    Due due = find(number);
    if (due.what instanceof Planned.Arrival message) {
      due.callOff();
      return message.sent();
    }
    throw new IllegalArgumentException("no message is under way as " + number);
  }

  private Due find(long number) {
    return queue.stream()
        .filter(it -> it.order == number && it.action != null)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing is to come as " + number));
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
