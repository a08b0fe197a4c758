package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.paxos.PaxosFixture.ballot;
import static quorate.paxos.PaxosFixture.freshNode;
import static quorate.paxos.PaxosFixture.n;
import static quorate.paxos.PaxosFixture.node;
import static quorate.paxos.PaxosFixture.promise;
import static quorate.paxos.PaxosFixture.receive;
import static quorate.paxos.PaxosFixture.retry;
import static quorate.paxos.PaxosFixture.saved;
import static quorate.paxos.PaxosFixture.timeout;
import static quorate.paxos.PaxosFixture.withoutBackOff;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.paxos.PaxosMessage.Accept;
import quorate.paxos.PaxosMessage.Accepted;
import quorate.paxos.PaxosMessage.Nack;
import quorate.paxos.PaxosMessage.Prepare;
import quorate.paxos.PaxosMessage.Promise;
import quorate.spi.Belief;
import quorate.spi.TimeRange;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.CancelTimer;
import quorate.testkit.RecordedEffects.Persist;
import quorate.testkit.RecordedEffects.Send;
import quorate.testkit.RecordedEffects.SetTimer;

/** The proposer: phases 1(a) and 2(a) of §2.2. */
class PaxosProposerTest {

  /** The answer timeout, and on top of it as much chance as in an election timeout. */
  private static final SetTimer BACK_OFF =
      new SetTimer(PaxosProposer.RETRY, TimeRange.ofMillis(50, 200));

  /** Phase 1(a). The own promise, and with it the number, is saved before anybody hears of it. */
  @Test
  void a_proposal_begins_with_a_prepare_to_all_after_the_own_promise_is_saved() {
    PaxosNode proposer = freshNode(1, 3);

    RecordedEffects out = timeout(proposer);

    assertThat(out.deeds())
        .containsExactly(
            new CancelTimer(PaxosNode.ELECTION),
            BACK_OFF,
            new Persist(saved(ballot(1, 1), null, null)),
            new Send(n(2), new Prepare(1, ballot(1, 1))),
            new Send(n(3), new Prepare(1, ballot(1, 1))));
    assertThat(proposer.belief()).isEqualTo(Belief.candidate(OptionalLong.of(1), "ballot 1.1"));
  }

  /** Phase 2(a): "a response ... from a majority of acceptors", its own included. */
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "4, 2", "5, 2", "7, 3"})
  void a_majority_of_promises_opens_phase_two(int size, int promisesOfOthers) {
    PaxosNode proposer = freshNode(1, size);
    timeout(proposer);
    for (int acceptor = 2; acceptor <= promisesOfOthers; acceptor++) {
      assertThat(promise(proposer, acceptor).all(Send.class)).as("one short").isEmpty();
    }

    RecordedEffects out = promise(proposer, promisesOfOthers + 1);

    assertThat(out.all(Send.class)).hasSize(size - 1);
    assertThat(out.sentTo(n(2))).containsExactly(new Accept(1, ballot(1, 1), n(1)));
  }

  /** The own acceptance is an acceptance, and saved like any other. */
  @Test
  void the_own_acceptance_is_saved_before_the_accept_is_sent() {
    PaxosNode proposer = freshNode(1, 3);
    timeout(proposer);

    Accept accept = new Accept(1, ballot(1, 1), n(1));
    assertThat(promise(proposer, 2).deeds())
        .containsSubsequence(
            new Persist(saved(ballot(1, 1), ballot(1, 1), n(1))),
            new Send(n(2), accept),
            new Send(n(3), accept));
  }

  @Test
  void the_same_acceptor_promises_once() {
    PaxosNode proposer = freshNode(1, 5);
    timeout(proposer);
    promise(proposer, 2);

    assertThat(promise(proposer, 2).all(Send.class)).isEmpty();
  }

  @Test
  void phase_two_begins_once() {
    PaxosNode proposer = freshNode(1, 5);
    timeout(proposer);
    promise(proposer, 2);
    promise(proposer, 3);

    assertThat(promise(proposer, 4).deeds()).isEmpty();
  }

  /** Phase 2(a): "the value of the highest-numbered proposal among the responses". */
  @Test
  void a_proposer_is_bound_by_the_highest_numbered_proposal_reported() {
    PaxosNode proposer = node(4, 7, saved(ballot(4, 1), ballot(1, 7), n(7)));
    timeout(proposer);
    receive(proposer, 1, new Promise(1, ballot(5, 4), ballot(4, 1), n(3)));
    receive(proposer, 2, new Promise(1, ballot(5, 4), null, null));

    RecordedEffects out = receive(proposer, 5, new Promise(1, ballot(5, 4), ballot(3, 5), n(5)));

    assertThat(out.sentTo(n(1))).containsExactly(new Accept(1, ballot(5, 4), n(3)));
  }

  /** Also by what it accepted itself. */
  @Test
  void a_proposer_is_bound_by_its_own_acceptance() {
    PaxosNode proposer = node(1, 3, saved(ballot(1, 3), ballot(1, 3), n(3)));
    timeout(proposer);

    RecordedEffects out = receive(proposer, 2, new Promise(1, ballot(2, 1), null, null));

    assertThat(out.sentTo(n(2))).containsExactly(new Accept(1, ballot(2, 1), n(3)));
  }

  @Test
  void a_promise_for_an_earlier_proposal_does_not_count() {
    PaxosNode proposer = freshNode(1, 3);
    timeout(proposer);
    retry(proposer);

    RecordedEffects out = promise(proposer, 2);

    assertThat(out.deeds()).isEmpty();
    assertThat(out.ignored()).isTrue();
  }

  /** Its number may not be used for another value, so it may not be used again at all (§2.2). */
  @Test
  void a_proposer_that_restarts_uses_a_higher_number() {
    RecordedEffects before = timeout(freshNode(1, 3));

    RecordedEffects after = timeout(node(1, 3, before.saved().orElseThrow()));

    assertThat(after.sentTo(n(2))).containsExactly(new Prepare(1, ballot(2, 1)));
  }

  /** §2.4: it waits, by chance, before it outbids; else two proposers could go on for ever. */
  @Test
  void a_refused_proposer_does_not_answer_at_once() {
    PaxosNode proposer = freshNode(1, 3);
    timeout(proposer);

    RecordedEffects out = receive(proposer, 2, new Nack(1, ballot(1, 1), ballot(7, 2)));

    assertThat(out.deeds()).isEmpty();
  }

  /** The option without back-off: the refusal itself is answered, and every wait is the same. */
  @Test
  void without_back_off_a_refused_proposer_outbids_at_once_and_leaves_nothing_to_chance() {
    PaxosNode proposer = withoutBackOff(1, 3);
    timeout(proposer);

    RecordedEffects out = receive(proposer, 2, new Nack(1, ballot(1, 1), ballot(7, 2)));

    assertThat(out.sentTo(n(2))).containsExactly(new Prepare(1, ballot(8, 1)));
    assertThat(out.sentTo(n(3))).containsExactly(new Prepare(1, ballot(8, 1)));
    assertThat(out.delayOf(PaxosProposer.RETRY)).contains(TimeRange.ofMillis(50, 50));
    assertThat(out.saved()).contains(saved(ballot(8, 1), null, null));
  }

  /** A refused ballot is outbid once, however many acceptors refuse it. */
  @Test
  void without_back_off_further_refusals_of_the_same_ballot_change_nothing() {
    PaxosNode proposer = withoutBackOff(1, 5);
    timeout(proposer);
    receive(proposer, 2, new Nack(1, ballot(1, 1), ballot(7, 2)));

    RecordedEffects out = receive(proposer, 3, new Nack(1, ballot(1, 1), ballot(7, 2)));

    assertThat(out.deeds()).isEmpty();
  }

  /** One acceptor refuses late, after a majority of others accepted: the epoch is over. */
  @Test
  void without_back_off_a_late_refusal_does_not_make_a_leader_propose_again() {
    PaxosNode leader = withoutBackOff(1, 3);
    timeout(leader);
    receive(leader, 2, new Promise(1, ballot(1, 1), null, null));
    receive(leader, 2, new Accepted(1, ballot(1, 1), n(1)));

    RecordedEffects out = receive(leader, 3, new Nack(1, ballot(1, 1), ballot(1, 3)));

    assertThat(out.deeds()).isEmpty();
    assertThat(leader.belief().leads()).isTrue();
  }

  /** Without it, the others may still be a majority. */
  @Test
  void without_back_off_the_refusal_of_the_own_acceptor_is_waited_out() {
    PaxosNode proposer = withoutBackOff(1, 3);
    timeout(proposer);
    receive(proposer, 3, new Prepare(1, ballot(1, 3)));

    RecordedEffects out = receive(proposer, 2, new Promise(1, ballot(1, 1), null, null));

    assertThat(out.sentTo(n(2))).containsExactly(new Accept(1, ballot(1, 1), n(1)));
    assertThat(out.explanations()).contains("n1 refused: it promised itself to ballot 1.3");
  }

  @Test
  void the_next_attempt_outbids_what_was_promised() {
    PaxosNode proposer = freshNode(1, 3);
    timeout(proposer);
    receive(proposer, 2, new Nack(1, ballot(1, 1), ballot(7, 2)));

    RecordedEffects out = retry(proposer);

    assertThat(out.sentTo(n(2))).containsExactly(new Prepare(1, ballot(8, 1)));
    assertThat(out.deeds()).contains(BACK_OFF);
  }

  @Test
  void a_refusal_of_an_earlier_proposal_is_ignored() {
    PaxosNode proposer = freshNode(1, 3);
    timeout(proposer);
    retry(proposer);

    receive(proposer, 2, new Nack(1, ballot(1, 1), ballot(7, 2)));

    assertThat(retry(proposer).sentTo(n(2))).containsExactly(new Prepare(1, ballot(3, 1)));
  }

  /** A proposer that promised itself to another gives it time. */
  @Test
  void a_proposer_starts_its_wait_again_when_somebody_else_proposes() {
    PaxosNode proposer = freshNode(1, 3);
    timeout(proposer);

    RecordedEffects out = receive(proposer, 3, new Prepare(1, ballot(1, 3)));

    assertThat(out.all(SetTimer.class)).containsExactly(BACK_OFF);
  }

  /** Each phase is a question of its own: two round trips fit, however slow the network. */
  @Test
  void phase_two_has_a_wait_of_its_own() {
    PaxosNode proposer = freshNode(1, 3);
    timeout(proposer);

    assertThat(promise(proposer, 2).all(SetTimer.class)).containsExactly(BACK_OFF);
  }
}
