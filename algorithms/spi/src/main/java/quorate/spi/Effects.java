package quorate.spi;

/**
 * The only way for a node to touch the world. Effects are performed in the order in which they are
 * recorded. A node uses its {@code Effects} during the call that passed it, and never keeps it.
 */
public interface Effects {

  /**
   * Sends a message to another node. It may be lost, late, repeated, or overtaken.
   *
   * @throws IllegalArgumentException if {@code to} is the sender itself or no member
   */
  void send(NodeId to, Message message);

  /**
   * Lets a timer expire once, after a delay that the driver draws from the range. Replaces the
   * pending expiry of the same timer.
   */
  void setTimer(Timer timer, TimeRange delay);

  /** Forgets the pending expiry of a timer, if there is one. It will not arrive. */
  void cancelTimer(Timer timer);

  /** Saves what must survive a crash, before any effect that is recorded after it. */
  void persist(Durable state);

  /**
   * Says why, for a reader: lower case, one line. It goes into the trace, and {@code why} prints
   * it. A refusal begins with {@code refused}, a message without effect with {@code ignored}.
   */
  void explain(String reason);
}
