package quorate.bully;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import quorate.bully.BullyMessage.Answer;
import quorate.bully.BullyMessage.Coordinator;
import quorate.bully.BullyMessage.Election;
import quorate.bully.BullyMessage.Heartbeat;
import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.testkit.AlteredAlgorithm;
import quorate.testkit.AlteredAlgorithm.AlteredEffects;
import quorate.testkit.AlteredAlgorithm.AlteredNode;

/** Tests of the tests: Bully with one rule broken, which the contract must notice. */
class BullyPlantedBugsTest {

  @Test
  void a_coordinator_that_does_not_announce_itself_is_caught() {
    BullyContractTest contract = contract(honest -> new Mute(honest, Coordinator.class));
    caught(() -> contract.an_undisturbed_election_costs_what_the_theory_says(5));
  }

  @Test
  void a_coordinator_that_sends_no_heartbeat_is_caught() {
    BullyContractTest contract = contract(honest -> new Mute(honest, Heartbeat.class));
    caught(() -> contract.a_leader_stays_when_nothing_fails(3));
  }

  @Test
  void a_node_that_does_not_answer_is_caught() {
    BullyContractTest contract = contract(honest -> new Mute(honest, Answer.class));
    caught(() -> contract.an_undisturbed_election_costs_what_the_theory_says(5));
  }

  @Test
  void an_election_held_anew_for_every_call_is_caught() {
    BullyContractTest contract = contract(Unguarded::new);
    caught(() -> contract.an_undisturbed_election_costs_what_the_theory_says(5));
  }

  @Test
  void a_node_that_does_not_watch_its_coordinator_is_caught() {
    BullyContractTest contract = contract(Trusting::new);
    caught(() -> contract.a_crashed_leader_is_replaced(3));
  }

  @Test
  void a_cluster_in_which_the_lowest_bullies_is_caught() {
    BullyContractTest contract =
        new Contract(
            new AlteredAlgorithm(
                "upside down", new BullyAlgorithm(), (setup, bully) -> new UpsideDown(setup)));
    caught(() -> contract.the_highest_running_node_leads_in_the_end(3));
  }

  // The broken nodes

  /** Never sends one kind of message. */
  private static final class Mute extends AlteredNode {
    private final Class<? extends BullyMessage> unsent;

    Mute(ElectionNode honest, Class<? extends BullyMessage> unsent) {
      super(honest);
      this.unsent = unsent;
    }

    @Override
    protected Effects between(Effects out) {
      return new AlteredEffects(out) {
        @Override
        public void send(NodeId to, Message message) {
          if (!unsent.isInstance(message)) {
            super.send(to, message);
          }
        }
      };
    }
  }

  /** Forgets that it took part in an election just now. */
  private static final class Unguarded extends AlteredNode {
    Unguarded(ElectionNode honest) {
      super(honest);
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      if (message instanceof Election) {
        super.onTimer(BullyNode.EPISODE, out);
      }
      super.onMessage(from, message, out);
    }
  }

  /** Takes a coordinator for immortal. */
  private static final class Trusting extends AlteredNode {
    Trusting(ElectionNode honest) {
      super(honest);
    }

    @Override
    protected Effects between(Effects out) {
      return new AlteredEffects(out) {
        @Override
        public void setTimer(Timer timer, TimeRange delay) {
          if (!timer.equals(BullyNode.ELECTION)) {
            super.setTimer(timer, delay);
          }
        }
      };
    }
  }

  /** Takes the lowest id for the highest. */
  private static final class UpsideDown extends AlteredNode {
    private final int size;

    UpsideDown(NodeSetup setup) {
      super(
          new BullyNode(
              new NodeSetup(
                  turn(setup.self(), setup.members().size()),
                  setup.members(),
                  setup.timing(),
                  setup.options(),
                  setup.saved())));
      this.size = setup.members().size();
    }

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
      Belief belief = honest.belief();
      return new Belief(
          belief.epoch(),
          belief.leader().map(leader -> turn(leader, size)),
          belief.role(),
          belief.round());
    }

    private static NodeId turn(NodeId node, int size) {
      return new NodeId(size + 1 - node.value());
    }
  }

  // What catches them

  /** The contract of Bully, for an algorithm that is not quite Bully. */
  private static final class Contract extends BullyContractTest {
    private final ElectionAlgorithm broken;

    Contract(ElectionAlgorithm broken) {
      this.broken = broken;
    }

    @Override
    protected ElectionAlgorithm algorithm() {
      return broken;
    }
  }

  private static BullyContractTest contract(Function<ElectionNode, ElectionNode> broken) {
    return new Contract(
        new AlteredAlgorithm(
            "broken", new BullyAlgorithm(), (setup, bully) -> broken.apply(bully.newNode(setup))));
  }

  private static void caught(ThrowingCallable test) {
    assertThatThrownBy(test).isInstanceOf(AssertionError.class);
  }
}
