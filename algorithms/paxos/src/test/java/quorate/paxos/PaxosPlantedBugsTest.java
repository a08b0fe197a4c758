package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import quorate.paxos.PaxosMessage.Accept;
import quorate.paxos.PaxosMessage.Accepted;
import quorate.paxos.PaxosMessage.Decide;
import quorate.paxos.PaxosMessage.Heartbeat;
import quorate.paxos.PaxosMessage.Prepare;
import quorate.paxos.PaxosMessage.Promise;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.testkit.AlteredAlgorithm;
import quorate.testkit.AlteredAlgorithm.AlteredEffects;
import quorate.testkit.AlteredAlgorithm.AlteredNode;
import quorate.testkit.ElectionContract;
import quorate.testkit.SavesLast;

/** Tests of the tests: Paxos with one rule broken, which the contract must notice. */
class PaxosPlantedBugsTest {

  private static final Map<String, String> TELL_PROPOSER = Map.of("learning", "proposer");
  private static final Map<String, String> TELL_EVERYONE = Map.of("learning", "everyone");

  @Test
  void a_promise_that_is_not_saved_is_caught() {
    caughtByChaos(
        3,
        saving(
            state ->
                new PaxosState(
                    state.epoch(),
                    state.acceptedBallot(),
                    state.acceptedBallot(),
                    state.acceptedLeader(),
                    state.decided())));
  }

  @Test
  void an_accepted_proposal_that_is_not_saved_is_caught() {
    caughtByChaos(
        3,
        saving(
            state -> new PaxosState(state.epoch(), state.promised(), null, null, state.decided())));
  }

  @Test
  void a_promise_that_is_sent_before_it_is_saved_is_caught() {
    caughtByChaos(3, node("saves last", (setup, honest) -> new SavesLast(honest)));
  }

  @Test
  void an_own_value_in_place_of_the_accepted_one_is_caught() {
    caughtByChaos(3, node("proposes itself", (setup, honest) -> new ProposesItself(honest)));
  }

  @Test
  void an_acceptor_that_accepts_below_its_promise_is_caught() {
    caughtByChaos(3, node("accepts below its promise", (setup, node) -> new AcceptsAll(node)));
  }

  @Test
  void a_majority_that_is_miscounted_is_caught() {
    caughtByChaos(5, node("counts double", (setup, honest) -> new CountsDouble(honest)));
  }

  @Test
  void two_proposers_with_the_same_ballot_are_caught() {
    caughtByChaos(3, node("same ballots", SameBallots::new));
  }

  @Test
  void acceptances_of_different_ballots_that_are_counted_together_are_caught() {
    caughtByChaos(
        3, node("counts across ballots", (s, honest) -> new AcrossBallots(honest)), TELL_EVERYONE);
  }

  @Test
  void a_leader_that_sends_no_heartbeat_is_caught() {
    assertThatThrownBy(
            () ->
                contract(node("no heartbeat", (setup, node) -> new Silent(node)), TELL_PROPOSER)
                    .a_leader_stays_when_nothing_fails(3))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void a_decree_that_nobody_is_told_of_is_caught() {
    assertThatThrownBy(
            () ->
                contract(node("no Decide", (setup, node) -> new KeepsDecree(node)), TELL_PROPOSER)
                    .an_undisturbed_election_costs_what_the_theory_says(3))
        .isInstanceOf(AssertionError.class);
  }

  // The broken nodes

  /** Does not see what the promises of others report. */
  private static final class ProposesItself extends AlteredNode {
    ProposesItself(ElectionNode honest) {
      super(honest);
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      super.onMessage(
          from,
          message instanceof Promise promise
              ? new Promise(promise.epoch(), promise.ballot(), null, null)
              : message,
          out);
    }
  }

  /** Answers a Prepare with a promise, and does not remember it. */
  private static final class AcceptsAll extends AlteredNode {
    AcceptsAll(ElectionNode honest) {
      super(honest);
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      PaxosState.Inspection now = (PaxosState.Inspection) honest.state();
      if (message instanceof Prepare prepare
          && prepare.epoch() == now.epoch()
          && now.decided() == null
          && !prepare.ballot().isBelow(now.promised())) {
        out.send(
            from,
            new Promise(now.epoch(), prepare.ballot(), now.acceptedBallot(), now.acceptedLeader()));
      } else {
        super.onMessage(from, message, out);
      }
    }
  }

  /** Takes every answer of one acceptor for the answers of two. */
  private static final class CountsDouble extends AlteredNode {
    CountsDouble(ElectionNode honest) {
      super(honest);
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      super.onMessage(from, message, out);
      if (message instanceof Promise || message instanceof Accepted) {
        super.onMessage(new NodeId(from.value() % 5 + 1), message, out);
      }
    }
  }

  /** Leaves the proposer out of the ballot. */
  private static final class SameBallots extends AlteredNode {
    private static final NodeId NOBODY = new NodeId(1);
    private final NodeId self;

    SameBallots(NodeSetup setup, ElectionNode honest) {
      super(honest);
      this.self = setup.self();
    }

    @Override
    protected Effects between(Effects out) {
      return new AlteredEffects(out) {
        @Override
        public void send(NodeId to, Message message) {
          if (message instanceof Prepare prepare) {
            super.send(to, new Prepare(prepare.epoch(), leaveOut(prepare.ballot())));
          } else if (message instanceof Accept accept) {
            super.send(to, new Accept(accept.epoch(), leaveOut(accept.ballot()), accept.leader()));
          } else {
            super.send(to, message);
          }
        }
      };
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      if (message instanceof Promise p) {
        super.onMessage(
            from,
            new Promise(p.epoch(), own(p.ballot()), p.acceptedBallot(), p.acceptedLeader()),
            out);
      } else if (message instanceof Accepted a) {
        super.onMessage(from, new Accepted(a.epoch(), own(a.ballot()), a.leader()), out);
      } else {
        super.onMessage(from, message, out);
      }
    }

    private static Ballot leaveOut(Ballot ballot) {
      return new Ballot(ballot.round(), NOBODY);
    }

    private Ballot own(Ballot ballot) {
      return new Ballot(ballot.round(), self);
    }
  }

  /** Learns when a majority has accepted anything, in whatever ballots. */
  private static final class AcrossBallots extends AlteredNode {
    private static final Ballot ANY = new Ballot(1, new NodeId(1));

    AcrossBallots(ElectionNode honest) {
      super(honest);
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      super.onMessage(
          from,
          message instanceof Accepted a ? new Accepted(a.epoch(), ANY, a.leader()) : message,
          out);
    }
  }

  private static final class Silent extends AlteredNode {
    Silent(ElectionNode honest) {
      super(honest);
    }

    @Override
    protected Effects between(Effects out) {
      return without(Heartbeat.class, out);
    }
  }

  private static final class KeepsDecree extends AlteredNode {
    KeepsDecree(ElectionNode honest) {
      super(honest);
    }

    @Override
    protected Effects between(Effects out) {
      return without(Decide.class, out);
    }
  }

  private static Effects without(Class<? extends PaxosMessage> type, Effects out) {
    return new AlteredEffects(out) {
      @Override
      public void send(NodeId to, Message message) {
        if (!type.isInstance(message)) {
          super.send(to, message);
        }
      }
    };
  }

  private static ElectionAlgorithm saving(Function<PaxosState, PaxosState> forgets) {
    return node(
        "forgets",
        (setup, honest) ->
            new AlteredNode(honest) {
              @Override
              protected Effects between(Effects out) {
                return new AlteredEffects(out) {
                  @Override
                  public void persist(Durable state) {
                    super.persist(forgets.apply((PaxosState) state));
                  }
                };
              }
            });
  }

  private static ElectionAlgorithm node(
      String bug, BiFunction<NodeSetup, ElectionNode, ElectionNode> broken) {
    return new AlteredAlgorithm(
        bug, new PaxosAlgorithm(), (setup, paxos) -> broken.apply(setup, paxos.newNode(setup)));
  }

  // What catches them

  private static void caughtByChaos(int size, ElectionAlgorithm broken) {
    caughtByChaos(size, broken, TELL_PROPOSER);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> caughtByChaos(
      int size, ElectionAlgorithm broken, Map<String, String> options) {
    return assertThatThrownBy(
            () ->
                contract(broken, options)
                    .promises_hold_under_all_faults_and_the_cluster_settles_when_they_end(size))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("replay: ")
        .hasMessageMatching("(?s).*(two leaders in epoch|has two decrees).*");
  }

  private static ElectionContract contract(
      ElectionAlgorithm algorithm, Map<String, String> options) {
    return new ElectionContract() {
      @Override
      protected ElectionAlgorithm algorithm() {
        return algorithm;
      }

      @Override
      protected Map<String, String> options() {
        return options;
      }
    };
  }
}
