package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.paxos.PaxosFixture.ballot;
import static quorate.paxos.PaxosFixture.decided;
import static quorate.paxos.PaxosFixture.freshNode;
import static quorate.paxos.PaxosFixture.n;
import static quorate.paxos.PaxosFixture.node;
import static quorate.paxos.PaxosFixture.receive;
import static quorate.paxos.PaxosFixture.saved;
import static quorate.paxos.PaxosFixture.state;
import static quorate.paxos.PaxosFixture.timeout;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quorate.paxos.PaxosMessage.Accept;
import quorate.paxos.PaxosMessage.Accepted;
import quorate.paxos.PaxosMessage.Decide;
import quorate.paxos.PaxosMessage.Heartbeat;
import quorate.paxos.PaxosMessage.Nack;
import quorate.paxos.PaxosMessage.Prepare;
import quorate.paxos.PaxosMessage.Promise;
import quorate.spi.Belief;
import quorate.spi.Message;
import quorate.spi.Role;
import quorate.spi.Timer;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.CancelTimer;
import quorate.testkit.RecordedEffects.Persist;
import quorate.testkit.RecordedEffects.Send;
import quorate.testkit.RecordedEffects.SetTimer;

/** One instance after the other: when the next one opens, and what happens to the past ones. */
class PaxosEpochsTest {

  private static final SetTimer NEW_TIMEOUT =
      new SetTimer(PaxosNode.ELECTION, Timing.DEFAULT.election());

  @Test
  void a_node_starts_in_the_first_epoch_as_a_follower_that_waits() {
    PaxosNode node = freshNode(1, 3);

    assertThat(RecordedEffects.of(node::onStart).deeds()).containsExactly(NEW_TIMEOUT);
    assertThat(node.belief()).isEqualTo(Belief.follower(OptionalLong.of(1), Optional.empty()));
  }

  @Test
  void an_undecided_epoch_is_not_left_but_proposed_in() {
    PaxosNode node = node(1, 3, saved(ballot(3, 2), null, null));

    RecordedEffects out = timeout(node);

    assertThat(out.sentTo(n(2))).containsExactly(new Prepare(1, ballot(4, 1)));
  }

  @Test
  void a_suspected_leader_of_a_decided_epoch_opens_the_next_one() {
    PaxosNode node = node(1, 3, decided(4, 3));

    RecordedEffects out = timeout(node);

    assertThat(out.deeds())
        .containsSubsequence(
            new Persist(PaxosState.ofEpoch(5)),
            new Persist(new PaxosState(5, ballot(1, 1), null, null, null)),
            new Send(n(2), new Prepare(5, ballot(1, 1))),
            new Send(n(3), new Prepare(5, ballot(1, 1))));
    assertThat(out.delayOf(PaxosNode.ELECTION)).isEmpty();
    assertThat(out.delayOf(PaxosProposer.RETRY)).isPresent();
  }

  /** Numbers need to be different within an instance only. */
  @Test
  void each_epoch_begins_with_the_first_round() {
    PaxosNode node = freshNode(1, 3);
    timeout(node);
    receive(node, 2, new Nack(1, ballot(1, 1), ballot(7, 2)));
    receive(node, 2, new Decide(1, n(2)));

    assertThat(timeout(node).sentTo(n(2))).containsExactly(new Prepare(2, ballot(1, 1)));
    assertThat(state(node).leader()).as("of the new epoch").isNull();
  }

  @Test
  void a_heartbeat_postpones_suspicion() {
    PaxosNode node = node(1, 3, decided(4, 3));

    RecordedEffects out = receive(node, 3, new Heartbeat(4, n(3)));

    assertThat(out.delayOf(PaxosNode.ELECTION)).contains(Timing.DEFAULT.election());
    assertThat(node.belief()).isEqualTo(Belief.follower(OptionalLong.of(4), Optional.of(n(3))));
  }

  @Test
  void a_heartbeat_tells_a_late_learner_what_was_chosen() {
    PaxosNode node = freshNode(1, 3);
    timeout(node);

    RecordedEffects out = receive(node, 3, new Heartbeat(1, n(3)));

    assertThat(out.saved()).contains(new PaxosState(1, ballot(1, 1), null, null, n(3)));
    assertThat(out.all(CancelTimer.class)).contains(new CancelTimer(PaxosProposer.RETRY));
    assertThat(state(node).role()).isEqualTo(Role.FOLLOWER);
    assertThat(state(node).leader()).isEqualTo(n(3));
    assertThat(state(node).proposing()).isNull();
  }

  /** Promises bind within their instance: each epoch is a synod of its own. */
  @Test
  void the_promise_of_a_past_epoch_does_not_bind_in_the_next() {
    PaxosNode node = node(2, 3, saved(ballot(9, 3), ballot(9, 3), n(3)));

    RecordedEffects out = receive(node, 1, new Prepare(2, ballot(1, 1)));

    assertThat(out.sentTo(n(1))).containsExactly(new Promise(2, ballot(1, 1), null, null));
    assertThat(out.all(Persist.class))
        .containsExactly(
            new Persist(PaxosState.ofEpoch(2)),
            new Persist(new PaxosState(2, ballot(1, 1), null, null, null)));
  }

  /** Acceptances that were counted in one epoch are worth nothing in the next. */
  @Test
  void a_learner_begins_to_count_anew_in_each_epoch() {
    PaxosNode learner = PaxosFixture.tellingEveryone(3, 3);
    receive(learner, 1, new Accepted(1, ballot(1, 1), n(1)));

    receive(learner, 2, new Accepted(2, ballot(1, 1), n(1)));

    assertThat(state(learner).epoch()).isEqualTo(2);
    assertThat(state(learner).decided()).isNull();
  }

  @Test
  void a_leader_steps_down_when_it_hears_of_a_later_epoch() {
    PaxosNode leader = freshNode(1, 3);
    receive(leader, 2, new Decide(1, n(1)));
    assertThat(leader.belief().leads()).isTrue();

    RecordedEffects out = receive(leader, 2, new Decide(3, n(2)));

    assertThat(leader.belief()).isEqualTo(Belief.follower(OptionalLong.of(3), Optional.of(n(2))));
    assertThat(out.all(CancelTimer.class)).contains(new CancelTimer(PaxosNode.HEARTBEAT));
    assertThat(out.delayOf(PaxosNode.ELECTION)).contains(Timing.DEFAULT.election());
    assertThat(out.explanations()).contains("stepped down");
  }

  /** It cannot know whether it has been suspected meanwhile. */
  @Test
  void a_leader_that_restarts_does_not_take_up_its_office_again() {
    PaxosNode restarted = node(1, 3, decided(4, 1));

    assertThat(RecordedEffects.of(restarted::onStart).deeds()).containsExactly(NEW_TIMEOUT);
    assertThat(restarted.belief()).isEqualTo(Belief.follower(OptionalLong.of(4), Optional.empty()));

    assertThat(timeout(restarted).sentTo(n(2))).containsExactly(new Prepare(5, ballot(1, 1)));
  }

  /** It tells nobody, and hears no leader from now on, as the others do. */
  @Test
  void a_leader_that_resigns_stops_its_heartbeats_and_waits_like_all_others() {
    PaxosNode leader = freshNode(1, 3);
    receive(leader, 2, new Decide(1, n(1)));

    RecordedEffects out = RecordedEffects.of(leader::onResign);

    assertThat(out.deeds())
        .containsExactly(
            new CancelTimer(PaxosNode.HEARTBEAT),
            new CancelTimer(PaxosProposer.RETRY),
            NEW_TIMEOUT);
    assertThat(out.explanations()).isEqualTo("resigned on request");
    assertThat(leader.belief()).isEqualTo(Belief.follower(OptionalLong.of(1), Optional.empty()));
  }

  /** The decree stands: the office of an epoch is not given twice, not even to the same node. */
  @Test
  void a_leader_that_resigned_tells_the_decree_and_does_not_lead_that_epoch_again() {
    PaxosNode resigned = freshNode(1, 3);
    receive(resigned, 2, new Decide(1, n(1)));
    RecordedEffects.of(resigned::onResign);

    RecordedEffects out = receive(resigned, 3, new Prepare(1, ballot(9, 3)));
    receive(resigned, 3, new Decide(1, n(1)));

    assertThat(out.sentTo(n(3))).containsExactly(new Decide(1, n(1)));
    assertThat(resigned.belief().leads()).isFalse();
  }

  @Test
  void a_leader_that_resigned_opens_the_next_epoch_if_nobody_else_does_in_time() {
    PaxosNode resigned = freshNode(1, 3);
    receive(resigned, 2, new Decide(1, n(1)));
    RecordedEffects.of(resigned::onResign);

    RecordedEffects out = timeout(resigned);

    assertThat(out.sentTo(n(2))).containsExactly(new Prepare(2, ballot(1, 1)));
    assertThat(out.explanations()).startsWith("enters epoch 2: it led epoch 1 once");
  }

  @Test
  void whoever_asks_in_a_past_epoch_is_told_the_present_decree() {
    PaxosNode node = node(2, 3, decided(4, 3));

    Decide present = new Decide(4, n(3));
    assertThat(answer(node, new Prepare(2, ballot(9, 1)))).isEqualTo(present);
    assertThat(answer(node, new Accept(2, ballot(9, 1), n(1)))).isEqualTo(present);
    assertThat(answer(node, new Heartbeat(2, n(1)))).isEqualTo(present);
  }

  @Test
  void whoever_proposes_in_a_past_epoch_is_told_the_present_one_though_it_is_undecided() {
    PaxosNode node = node(2, 3, new PaxosState(4, ballot(2, 3), null, null, null));

    assertThat(answer(node, new Prepare(2, ballot(9, 1))))
        .isEqualTo(new Nack(4, ballot(9, 1), ballot(2, 3)));
    assertThat(answer(node, new Accept(2, ballot(9, 1), n(1))))
        .isEqualTo(new Nack(4, ballot(9, 1), ballot(2, 3)));
  }

  @Test
  void a_proposer_of_a_past_epoch_gives_up_and_waits_in_the_present_one() {
    PaxosNode proposer = freshNode(1, 3);
    timeout(proposer);

    RecordedEffects out = receive(proposer, 2, new Nack(4, ballot(1, 1), ballot(2, 3)));

    assertThat(proposer.belief()).isEqualTo(Belief.follower(OptionalLong.of(4), Optional.empty()));
    assertThat(out.saved()).contains(PaxosState.ofEpoch(4));
    assertThat(out.delayOf(PaxosProposer.RETRY)).isEmpty();
    assertThat(out.delayOf(PaxosNode.ELECTION)).contains(Timing.DEFAULT.election());
  }

  @Test
  void answers_of_a_past_epoch_change_nothing() {
    PaxosNode node = node(1, 3, new PaxosState(4, ballot(2, 3), null, null, null));
    timeout(node);
    PaxosState.Inspection before = state(node);

    for (PaxosMessage stale :
        new PaxosMessage[] {
          new Promise(3, ballot(3, 1), null, null),
          new Accepted(3, ballot(3, 1), n(1)),
          new Nack(3, ballot(3, 1), ballot(9, 2)),
          new Decide(3, n(2)),
          new Heartbeat(3, n(2))
        }) {
      RecordedEffects out = receive(node, 2, stale);
      assertThat(out.deeds()).as("%s", stale).isEmpty();
      assertThat(out.ignored()).as("%s", stale).isTrue();
    }

    assertThat(node.state()).isEqualTo(before);
  }

  @Test
  void a_decree_that_is_known_is_ignored() {
    PaxosNode node = node(1, 3, decided(4, 3));

    RecordedEffects out = receive(node, 2, new Decide(4, n(3)));

    assertThat(out.deeds()).isEmpty();
    assertThat(out.ignored()).isTrue();
  }

  /** The theorem of §2.2: "only a single value is chosen"; this must not pass in silence. */
  @Test
  void two_decrees_of_one_epoch_are_a_bug() {
    assertThatThrownBy(() -> receive(node(1, 3, decided(4, 3)), 2, new Decide(4, n(2))))
        .isInstanceOf(AssertionError.class)
        .hasMessage("epoch 4 has two decrees: n3 here, n2 at n2");
    assertThatThrownBy(() -> receive(node(1, 3, decided(4, 3)), 2, new Heartbeat(4, n(2))))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void an_unknown_timer_is_rejected() {
    assertThatThrownBy(
            () -> RecordedEffects.of(out -> freshNode(1, 3).onTimer(new Timer("TEA"), out)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TEA");
  }

  /** The one message with which the node, which saves nothing, answers n1. */
  private static Message answer(PaxosNode node, PaxosMessage question) {
    RecordedEffects out = receive(node, 1, question);
    assertThat(out.deeds()).hasSize(1);
    return out.sentTo(n(1)).get(0);
  }
}
