package quorate.testkit;

import java.util.function.BiConsumer;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Timer;
import quorate.testkit.AlteredAlgorithm.AlteredNode;

/**
 * A node that is made twice and told everything twice. The twins must do the same, believe the same
 * and be in the same state, and only one of them is asked again and again, so that a question which
 * changes something sets them apart. The world gets the effects of the honest.
 */
final class TwinNode extends AlteredNode {

  private final ElectionNode second;

  static ElectionAlgorithm twinsOf(ElectionAlgorithm algorithm) {
    return new AlteredAlgorithm("with twins", algorithm, TwinNode::new);
  }

  private TwinNode(NodeSetup setup, ElectionAlgorithm algorithm) {
    super(algorithm.newNode(setup));
    this.second = algorithm.newNode(setup);
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

  private void both(String what, BiConsumer<ElectionNode, Effects> event, Effects out) {
    Record before = honest.state();
    String textBefore = before.toString();
    RecordedEffects one = RecordedEffects.of(effects -> event.accept(honest, effects));
    RecordedEffects two = RecordedEffects.of(effects -> event.accept(second, effects));
    same(what, "do", one.all(), two.all());
    one.performOn(out);
    for (int i = 0; i < 3; i++) {
      honest.belief();
      honest.state();
    }
    same(what, "believe", honest.belief(), second.belief());
    same(what, "are", honest.state(), second.state());
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
}
