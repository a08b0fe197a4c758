package quorate.netty.real;

/**
 * A client of a real system that wants to lead. What its library tells on threads of its own goes
 * through its {@link ContenderHost}; all but {@link #close} is called on the cluster's thread, and
 * does not wait.
 */
public interface Contender {

  /** Connects, and takes part from now on. */
  void start();

  /** Gives up the lead, which it has, and takes part in the next election. */
  void resign();

  /** All that it knows of itself, as one immutable record. */
  Record state();

  /**
   * It is gone, and nothing that it sends arrives any more: gives back what it holds in this
   * program, not what it holds at the servers. On a thread of its own, and may wait.
   */
  void close();
}
