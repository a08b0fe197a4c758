package quorate.testkit;

import java.util.ArrayList;
import java.util.List;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.testkit.AlteredAlgorithm.AlteredEffects;
import quorate.testkit.AlteredAlgorithm.AlteredNode;

/** A broken node, for tests of the tests: saves what its answer depends on when that has left. */
public final class SavesLast extends AlteredNode {

  /** Breaks an honest node. */
  public SavesLast(ElectionNode honest) {
    super(honest);
  }

  @Override
  public void onMessage(NodeId from, Message message, Effects out) {
    List<Durable> saved = new ArrayList<>();
    honest.onMessage(
        from,
        message,
        new AlteredEffects(out) {
          @Override
          public void persist(Durable state) {
            saved.add(state);
          }
        });
    saved.forEach(out::persist);
  }
}
