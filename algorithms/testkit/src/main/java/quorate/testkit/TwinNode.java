package quorate.testkit;

import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Timer;

/**
 * A node that is made twice and told everything twice. The twins must do the same, believe the same
 * and be in the same state, and only one of them is asked again and again, so that a question which
 * changes something sets them apart. The world gets the effects of the first.
 */
final class TwinNode implements ElectionNode {

  private final ElectionNode first;
  private final ElectionNode second;

  private TwinNode(ElectionNode first, ElectionNode second) {
    this.first = first;
    this.second = second;
  }

  /** The same algorithm, with twins for nodes. */
  static ElectionAlgorithm twinsOf(ElectionAlgorithm algorithm) {
    return new AlteredAlgorithm("with twins", algorithm, TwinNode::new);
  }

  private TwinNode(NodeSetup setup, ElectionAlgorithm algorithm) {
    this(algorithm.newNode(setup), algorithm.newNode(setup));
  }

  /** What both are told. */
  private interface Event {
    void tell(ElectionNode node, Effects out);
  }

  @Override
  public void onStart(Effects out) {
    both("the start", ElectionNode::onStart, out);
  }

  @Override
  public void onMessage(NodeId from, Message message, Effects out) {
    both(message + " of " + from, (node, effects) -> node.onMessage(from, message, effects), out);
  }

  @Override
  public void onTimer(Timer timer, Effects out) {
    both("timer " + timer, (node, effects) -> node.onTimer(timer, effects), out);
  }

  @Override
  public void onResign(Effects out) {
    both("the call to resign", ElectionNode::onResign, out);
  }

  private void both(String what, Event event, Effects out) {
    Record before = first.state();
    String textBefore = before.toString();
    RecordedEffects one = RecordedEffects.of(effects -> event.tell(first, effects));
    RecordedEffects two = RecordedEffects.of(effects -> event.tell(second, effects));
    same(what, "do", one.all(), two.all());
    one.performOn(out);
    for (int i = 0; i < 3; i++) {
      first.belief();
      first.state();
    }
    same(what, "believe", first.belief(), second.belief());
    same(what, "are", first.state(), second.state());
    if (!before.toString().equals(textBefore)) {
      throw new AssertionError(
          what + " changed a state that was handed out before: " + textBefore + " to " + before);
    }
  }

  private static void same(String what, String verb, Object one, Object two) {
    if (!one.equals(two)) {
      throw new AssertionError(
          "after " + what + ", equal nodes " + verb + " not the same:\n" + one + "\n" + two);
    }
  }

  @Override
  public Belief belief() {
    return first.belief();
  }

  @Override
  public Record state() {
    return first.state();
  }
}
