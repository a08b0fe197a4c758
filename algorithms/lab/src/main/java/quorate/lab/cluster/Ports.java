package quorate.lab.cluster;

import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.Durable;
import quorate.spi.TimeRange;

/**
 * What a driver gives to the host of one node: a network, a clock to be woken by, and chance. All
 * calls, and all that they lead to, happen on the cluster's own thread; no message is delivered and
 * no action run within the call itself.
 */
public interface Ports {

  /**
   * Carries a message towards its receiver. The driver later reports exactly one fate for it:
   * delivered or dropped.
   */
  void carry(Sent sent);

  /**
   * Runs an action once, when a timer that was just set expires.
   *
   * @return what undoes it; undoing may come too late, and the host allows for that
   */
  Runnable wakeAfter(TimerSet timer, Runnable action);

  /**
   * The node saves something. A driver whose disk takes time says later that it is done; by default
   * it takes none.
   *
   * @param state what it saves; an earlier one is of no use once this one is on the disk
   * @param safe to be called once, when what was saved is on the disk, even within this call; not
   *     if the machine fails before. The calls come in the order of the saves
   * @throws DiskFailure if the disk does not take it: then the node cannot go on
   */
  default void saving(Durable state, Runnable safe) {
    safe.run();
  }

  /** Whether the trace is to show when a save begins, even if it is done within its call. */
  default boolean savesTakeTime() {
    return false;
  }

  /** What was saved is lost, while the node is down. */
  default void wipe() {}

  /**
   * Runs an action once, when all that the node has saved so far is on the disk: within this call
   * if it is, and not at all if the machine fails before. The actions run in the order of the
   * calls.
   */
  default void whenSaved(Runnable action) {
    action.run();
  }

  /** The machine fails: what it was saving and is not on the disk by now never will be. */
  default void fail() {}

  /** Draws a delay from a range, from the node's own stream of chance. */
  long draw(TimeRange range);
}
