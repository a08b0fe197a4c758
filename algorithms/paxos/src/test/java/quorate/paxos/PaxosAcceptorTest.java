package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.paxos.PaxosFixture.ballot;
import static quorate.paxos.PaxosFixture.decided;
import static quorate.paxos.PaxosFixture.freshNode;
import static quorate.paxos.PaxosFixture.n;
import static quorate.paxos.PaxosFixture.node;
import static quorate.paxos.PaxosFixture.receive;
import static quorate.paxos.PaxosFixture.saved;
import static quorate.paxos.PaxosFixture.state;
import static quorate.paxos.PaxosFixture.tellingEveryone;
import static quorate.paxos.PaxosFixture.timeout;

import org.junit.jupiter.api.Test;
import quorate.paxos.PaxosMessage.Accept;
import quorate.paxos.PaxosMessage.Accepted;
import quorate.paxos.PaxosMessage.Decide;
import quorate.paxos.PaxosMessage.Nack;
import quorate.paxos.PaxosMessage.Prepare;
import quorate.paxos.PaxosMessage.Promise;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.Persist;
import quorate.testkit.RecordedEffects.Send;
import quorate.testkit.RecordedEffects.SetTimer;

/** The acceptor: phases 1(b) and 2(b) of §2.2, and what it must remember. */
class PaxosAcceptorTest {

  private static final SetTimer NEW_TIMEOUT =
      new SetTimer(PaxosNode.ELECTION, Timing.DEFAULT.election());

  /**
   * §2.2, §2.5: "stable storage ... to maintain the information that the acceptor must remember".
   */
  @Test
  void a_promise_is_saved_before_it_is_sent() {
    RecordedEffects out = receive(freshNode(2, 3), 1, new Prepare(1, ballot(1, 1)));

    assertThat(out.deeds())
        .containsExactly(
            new Persist(saved(ballot(1, 1), null, null)),
            NEW_TIMEOUT,
            new Send(n(1), new Promise(1, ballot(1, 1), null, null)));
  }

  /** §2.5: "An acceptor records its intended response in stable storage before ... sending". */
  @Test
  void an_acceptance_is_saved_before_it_is_sent() {
    PaxosNode acceptor = node(2, 3, saved(ballot(1, 1), null, null));

    RecordedEffects out = receive(acceptor, 1, new Accept(1, ballot(1, 1), n(1)));

    assertThat(out.deeds())
        .containsExactly(
            new Persist(saved(ballot(1, 1), ballot(1, 1), n(1))),
            NEW_TIMEOUT,
            new Send(n(1), new Accepted(1, ballot(1, 1), n(1))));
  }

  /** Phase 1(b): only a number greater than any that was answered gets a promise. */
  @Test
  void a_lower_number_is_refused_and_told_the_higher_one() {
    PaxosNode acceptor = node(2, 3, saved(ballot(2, 3), null, null));

    RecordedEffects out = receive(acceptor, 1, new Prepare(1, ballot(1, 1)));

    assertThat(out.deeds())
        .containsExactly(new Send(n(1), new Nack(1, ballot(1, 1), ballot(2, 3))));
    assertThat(out.refusals()).containsExactly("promised to a higher ballot");
  }

  /** Numbers of different proposers differ even in the same round (§2.2). */
  @Test
  void between_equal_rounds_the_proposer_decides() {
    PaxosNode acceptor = node(2, 3, saved(ballot(1, 2), null, null));

    assertThat(receive(acceptor, 1, new Prepare(1, ballot(1, 1))).sentTo(n(1)))
        .containsExactly(new Nack(1, ballot(1, 1), ballot(1, 2)));
    assertThat(receive(acceptor, 3, new Prepare(1, ballot(1, 3))).sentTo(n(3)))
        .containsExactly(new Promise(1, ballot(1, 3), null, null));
  }

  @Test
  void a_repeated_prepare_is_answered_again() {
    PaxosNode acceptor = freshNode(2, 3);
    RecordedEffects first = receive(acceptor, 1, new Prepare(1, ballot(1, 1)));

    RecordedEffects again = receive(acceptor, 1, new Prepare(1, ballot(1, 1)));

    assertThat(again.sentTo(n(1))).isNotEmpty().isEqualTo(first.sentTo(n(1)));
  }

  /**
   * Phase 1(b): with the promise goes "the highest-numbered proposal (if any) that it accepted".
   */
  @Test
  void a_promise_reports_what_was_accepted_last() {
    PaxosNode acceptor = freshNode(2, 5);
    receive(acceptor, 1, new Accept(1, ballot(1, 1), n(1)));
    receive(acceptor, 3, new Accept(1, ballot(2, 3), n(4)));

    RecordedEffects out = receive(acceptor, 5, new Prepare(1, ballot(3, 5)));

    assertThat(out.sentTo(n(5))).containsExactly(new Promise(1, ballot(3, 5), ballot(2, 3), n(4)));
    assertThat(out.saved()).contains(saved(ballot(3, 5), ballot(2, 3), n(4)));
  }

  /** Phase 2(b): not if it "responded to a prepare request having a number greater than n". */
  @Test
  void nothing_below_the_promise_is_accepted() {
    PaxosNode acceptor = node(2, 3, saved(ballot(2, 3), null, null));

    RecordedEffects out = receive(acceptor, 1, new Accept(1, ballot(1, 1), n(1)));

    assertThat(out.deeds())
        .containsExactly(new Send(n(1), new Nack(1, ballot(1, 1), ballot(2, 3))));
    assertThat(state(acceptor).acceptedBallot()).isNull();
  }

  /** Phase 2(b) does not ask for a promise: an acceptor may have missed phase 1. */
  @Test
  void a_proposal_is_accepted_without_a_promise_and_binds_like_one() {
    PaxosNode acceptor = freshNode(2, 3);

    RecordedEffects out = receive(acceptor, 1, new Accept(1, ballot(2, 1), n(1)));

    assertThat(out.sentTo(n(1))).containsExactly(new Accepted(1, ballot(2, 1), n(1)));
    assertThat(receive(acceptor, 3, new Prepare(1, ballot(1, 3))).sentTo(n(3)))
        .containsExactly(new Nack(1, ballot(1, 3), ballot(2, 1)));
  }

  @Test
  void a_refusal_does_not_postpone_the_own_suspicion() {
    PaxosNode acceptor = node(2, 3, saved(ballot(2, 3), null, null));

    assertThat(receive(acceptor, 1, new Prepare(1, ballot(1, 1))).touched(PaxosNode.ELECTION))
        .isFalse();
    assertThat(receive(acceptor, 1, new Accept(1, ballot(1, 1), n(1))).touched(PaxosNode.ELECTION))
        .isFalse();
  }

  /** §2.3, first form: acceptors "respond with their acceptances to some distinguished learner". */
  @Test
  void an_acceptor_tells_the_proposer_alone_if_it_is_the_one_that_learns() {
    RecordedEffects out = receive(freshNode(2, 5), 1, new Accept(1, ballot(1, 1), n(1)));

    assertThat(out.all(Send.class))
        .containsExactly(new Send(n(1), new Accepted(1, ballot(1, 1), n(1))));
  }

  /**
   * §2.3, second form: "each acceptor, whenever it accepts a proposal, respond to all learners".
   */
  @Test
  void an_acceptor_tells_everyone_if_everyone_learns() {
    RecordedEffects out = receive(tellingEveryone(2, 4), 1, new Accept(1, ballot(1, 1), n(1)));

    Accepted accepted = new Accepted(1, ballot(1, 1), n(1));
    assertThat(out.all(Send.class))
        .containsExactly(
            new Send(n(1), accepted), new Send(n(3), accepted), new Send(n(4), accepted));
  }

  /** Nothing that an acceptor that knows the decree could say would be of more use. */
  @Test
  void whoever_proposes_in_a_decided_epoch_is_told_the_decree() {
    PaxosNode acceptor = node(2, 3, decided(4, 3));

    assertThat(receive(acceptor, 1, new Prepare(4, ballot(9, 1))).deeds())
        .containsExactly(new Send(n(1), new Decide(4, n(3))));
    assertThat(receive(acceptor, 1, new Accept(4, ballot(9, 1), n(1))).deeds())
        .containsExactly(new Send(n(1), new Decide(4, n(3))));
  }

  /**
   * §2.2: "an acceptor must remember this information even if it fails and then restarts". Here its
   * disk is lost; with it there is one decree: that is the transcript a-promise-survives-a-crash.
   */
  @Test
  void an_acceptor_that_forgot_its_promise_makes_two_decrees() {
    TwoProposers duel = new TwoProposers();

    duel.finishWith(freshNode(2, 3));

    assertThat(state(duel.a).decided()).isEqualTo(n(1));
    assertThat(state(duel.c).decided()).isEqualTo(n(3));
    assertThat(state(duel.a).epoch()).isEqualTo(state(duel.c).epoch());
  }

  /** B has promised itself to A and then to C, neither of which hears the other. */
  private static final class TwoProposers {
    private final PaxosNode a = freshNode(1, 3);
    private final PaxosNode c = freshNode(3, 3);
    private final RecordedEffects acceptOfA;
    private final RecordedEffects acceptOfC;

    TwoProposers() {
      PaxosNode b = freshNode(2, 3);
      acceptOfA = exchange(timeout(a), 1, a, b);
      RecordedEffects prepareOfC = timeout(c);
      RecordedEffects promiseToC = pass(prepareOfC, 3, b, 2);
      acceptOfC = pass(promiseToC, 2, c, 3);
    }

    void finishWith(PaxosNode restartedB) {
      exchange(acceptOfA, 1, a, restartedB);
      exchange(acceptOfC, 3, c, restartedB);
    }

    /** What a proposer sent to B arrives there, and B's answer at the proposer. */
    private static RecordedEffects exchange(
        RecordedEffects sent, int proposer, PaxosNode node, PaxosNode b) {
      return pass(pass(sent, proposer, b, 2), 2, node, proposer);
    }

    private static RecordedEffects pass(RecordedEffects sent, int from, PaxosNode to, int id) {
      assertThat(sent.sentTo(n(id))).hasSize(1);
      return receive(to, from, (PaxosMessage) sent.sentTo(n(id)).get(0));
    }
  }
}
