package quorate.spi;

/**
 * The only way for a node to touch the world. Effects are performed in the order in which they are
 * recorded. A node uses its {@code Effects} during the call that passed it, and never keeps it.
 */
public interface Effects {

  /**
   * Sends a message to another node. It may be lost, late, repeated, or overtaken.
   *
   * @throws IllegalArgumentException if {@code to} is the sender itself or no host of the cluster
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

  /** Writes a reason into the trace. A node calls one of the three methods below instead. */
  void say(Reason reason);

  /** Says why the node does something, for a reader: lower case, one line. */
  default void explain(String sentence) {
    say(new Reason.Explanation(sentence));
  }

  /**
   * Says that the node refuses what another one asks for, such as its vote.
   *
   * @param asker who asks
   * @param rule which rule forbids it, in a few words of the paper that are always the same, since
   *     readers of the trace know the refusal by them: {@code log behind}
   * @param what the rest of a sentence that begins with "refused": what is refused, and why
   */
  default void refuse(NodeId asker, String rule, String what) {
    say(new Reason.Refused(asker, rule, "refused " + what));
  }

  /**
   * Says that a message, or a person's request, has no effect.
   *
   * @param what the rest of a sentence that begins with "ignored": what is ignored, and why
   */
  default void ignore(String what) {
    say(new Reason.Ignored("ignored " + what));
  }
}
