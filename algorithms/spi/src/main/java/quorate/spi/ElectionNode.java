package quorate.spi;

/**
 * One node of one algorithm: a deterministic state machine. It is called by one thread at a time
 * and never blocks.
 */
public interface ElectionNode {

  /** The node starts, for the first time or again after a crash. Called once, before all else. */
  void onStart(Effects out);

  /**
   * A message arrives. It may be late, repeated, or out of order; it is never from the node itself.
   *
   * @throws IllegalArgumentException if the message is not one of the algorithm's
   */
  void onMessage(NodeId from, Message message, Effects out);

  /**
   * A timer expires. One that was replaced or cancelled never arrives.
   *
   * @throws IllegalArgumentException if the timer is not one of the algorithm's
   */
  void onTimer(Timer timer, Effects out);

  /**
   * A person asks a node that leads to step down without crashing. What follows is as if the others
   * had lost their leader: nobody is told, and the node itself may become leader again. A node that
   * does not lead is never asked. By default the node leads on.
   */
  default void onResign(Effects out) {
    out.ignore("the call to resign: there is no rule for it");
  }

  /** What the node believes now. A pure read. */
  Belief belief();

  /** Every variable of the node, by the paper's names, as one immutable record. A pure read. */
  Record state();
}
