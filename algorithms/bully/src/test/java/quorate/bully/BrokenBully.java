package quorate.bully;

import quorate.bully.BullyMessage.Coordinator;
import quorate.bully.BullyMessage.Election;
import quorate.bully.BullyMessage.Heartbeat;
import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.testkit.AlteredAlgorithm.AlteredEffects;
import quorate.testkit.AlteredAlgorithm.AlteredNode;

/** How the animals in Bully's zoo are broken, where no usual way of breaking does it. */
final class BrokenBully {

  private BrokenBully() {}

  /** Forgets, when it is asked, that it took part in an election just now. */
  static ElectionNode forgettingEpisodes(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        if (message instanceof Election) {
          super.onTimer(BullyNode.EPISODE, out);
        }
        super.onMessage(from, message, out);
      }
    };
  }

  /** Waits to be told who leads. */
  static ElectionNode startingInSilence(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onStart(Effects out) {
        // does nothing, which is what is broken
      }
    };
  }

  /** Does not mind a coordinator below itself. */
  static ElectionNode toleratingLowerOnes(NodeSetup setup, ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        boolean claims = message instanceof Coordinator || message instanceof Heartbeat;
        if (!claims || from.isAbove(setup.self())) {
          super.onMessage(from, message, out);
        }
      }
    };
  }

  /** Takes the lowest id for the highest. */
  static ElectionNode upsideDown(NodeSetup setup, ElectionNode honest) {
    int size = setup.members().size();
    NodeSetup turned =
        new NodeSetup(
            turn(setup.self(), size),
            setup.members(),
            setup.timing(),
            setup.options(),
            setup.saved());
    return new AlteredNode(new BullyNode(turned)) {
      @Override
      protected Effects between(Effects out) {
        return new AlteredEffects(out) {
          @Override
          public void send(NodeId to, Message message) {
            super.send(turn(to, size), message);
          }
        };
      }

      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        super.onMessage(turn(from, size), message, out);
      }

      @Override
      public Belief belief() {
        Belief belief = super.belief();
        return new Belief(
            belief.epoch(),
            belief.leader().map(leader -> turn(leader, size)),
            belief.role(),
            belief.round());
      }
    };
  }

  private static NodeId turn(NodeId node, int size) {
    return new NodeId(size + 1 - node.value());
  }
}
