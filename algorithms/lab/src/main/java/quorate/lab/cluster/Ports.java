package quorate.lab.cluster;

import quorate.lab.trace.TraceEvent.Sent;
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
   * Runs an action once, after a delay.
   *
   * @return what undoes it; undoing may come too late, and the host allows for that
   */
  Runnable wakeAfter(long delayNanos, Runnable action);

  /**
   * The node saves something, and what it sends after this is to leave only when that is safe. The
   * host keeps what was saved; a driver whose disk takes time makes the messages wait. By default
   * it takes none.
   */
  default void saving() {}

  /** Draws a delay from a range, from the node's own stream of chance. */
  long draw(TimeRange range);
}
