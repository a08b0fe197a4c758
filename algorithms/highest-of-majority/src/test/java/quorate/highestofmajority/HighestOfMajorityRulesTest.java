package quorate.highestofmajority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.highestofmajority.Heartbeats.HEARTBEAT;
import static quorate.highestofmajority.Heartbeats.MAJORITY;
import static quorate.highestofmajority.HighestOfMajorityNode.AGAIN;
import static quorate.highestofmajority.HighestOfMajorityNode.ANSWER;
import static quorate.highestofmajority.HighestOfMajorityNode.ELECTION;
import static quorate.highestofmajority.MajorityFixture.candidate;
import static quorate.highestofmajority.MajorityFixture.coordinator;
import static quorate.highestofmajority.MajorityFixture.expire;
import static quorate.highestofmajority.MajorityFixture.follower;
import static quorate.highestofmajority.MajorityFixture.n;
import static quorate.highestofmajority.MajorityFixture.node;
import static quorate.highestofmajority.MajorityFixture.powerless;
import static quorate.highestofmajority.MajorityFixture.receive;
import static quorate.highestofmajority.MajorityFixture.state;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quorate.highestofmajority.HighestOfMajorityMessage.Acknowledged;
import quorate.highestofmajority.HighestOfMajorityMessage.Answer;
import quorate.highestofmajority.HighestOfMajorityMessage.Consent;
import quorate.highestofmajority.HighestOfMajorityMessage.Coordinator;
import quorate.highestofmajority.HighestOfMajorityMessage.Election;
import quorate.highestofmajority.HighestOfMajorityMessage.Heartbeat;
import quorate.highestofmajority.HighestOfMajorityMessage.Refusal;
import quorate.spi.Belief;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.CancelTimer;
import quorate.testkit.RecordedEffects.Persist;
import quorate.testkit.RecordedEffects.Send;
import quorate.testkit.RecordedEffects.SetTimer;

/** One process, rule by rule. */
class HighestOfMajorityRulesTest {

  // Holding an election

  /** Not only those above it: it needs a majority of all. */
  @Test
  void a_node_that_starts_saves_the_number_of_its_election_and_asks_everybody() {
    HighestOfMajorityNode node = node(2, 3);

    RecordedEffects out = RecordedEffects.of(node::onStart);

    assertThat(out.deeds())
        .containsSubsequence(
            new Persist(new HighestOfMajorityState(1)),
            new Send(n(1), new Election(1)),
            new Send(n(3), new Election(1)));
    assertThat(out.delayOf(ANSWER)).contains(TimeRange.ofMillis(50, 50));
    assertThat(node.belief()).isEqualTo(Belief.candidate(OptionalLong.empty(), "election 1 of n2"));
  }

  @Test
  void a_node_that_restarts_counts_on() {
    HighestOfMajorityNode node = node(2, 3, Optional.of(new HighestOfMajorityState(7)));

    assertThat(RecordedEffects.of(node::onStart).sentTo(n(1))).containsExactly(new Election(8));
  }

  @Test
  void the_highest_of_all_leads_as_soon_as_a_majority_consents() {
    HighestOfMajorityNode highest = candidate(5, 5);
    assertThat(receive(highest, 1, new Consent(1)).deeds()).isEmpty();

    RecordedEffects out = receive(highest, 3, new Consent(1));

    assertThat(out.all(Send.class)).extracting(Send::to).containsExactly(n(1), n(2), n(3), n(4));
    assertThat(out.sentTo(n(4))).containsExactly(new Coordinator());
    assertThat(highest.belief().leads()).isTrue();
  }

  /** The others leave those above them the time to answer, however many consent. */
  @Test
  void any_other_waits_for_those_above_it_and_tells_them_too() {
    HighestOfMajorityNode node = candidate(3, 5);
    receive(node, 1, new Consent(1));
    assertThat(receive(node, 2, new Consent(1)).deeds()).isEmpty();

    RecordedEffects out = expire(node, ANSWER);

    assertThat(out.sentTo(n(5))).containsExactly(new Coordinator());
    assertThat(node.belief().leads()).isTrue();
  }

  @Test
  void the_same_node_consents_once() {
    HighestOfMajorityNode node = candidate(5, 5);
    receive(node, 1, new Consent(1));
    receive(node, 1, new Consent(1));

    assertThat(node.belief().leads()).isFalse();
  }

  @Test
  void a_consent_to_an_earlier_election_does_not_count() {
    HighestOfMajorityNode node = candidate(3, 3);
    expire(node, ANSWER);
    expire(node, AGAIN);

    RecordedEffects out = receive(node, 1, new Consent(1));

    assertThat(out.ignored()).isTrue();
    assertThat(node.belief().leads()).isFalse();
  }

  @Test
  void without_a_majority_the_node_does_not_lead_and_tries_again() {
    HighestOfMajorityNode node = candidate(3, 5);
    receive(node, 1, new Consent(1));

    RecordedEffects out = expire(node, ANSWER);

    assertThat(out.all(Send.class)).isEmpty();
    assertThat(out.delayOf(AGAIN)).contains(TimeRange.ofMillis(100, 100));
    assertThat(state(node).powerless()).isTrue();
    assertThat(expire(node, AGAIN).sentTo(n(1))).containsExactly(new Election(2));
  }

  /** It reaches a majority; that they stand by somebody else is no weakness of its own. */
  @Test
  void refusals_keep_a_node_from_leading_but_do_not_make_it_powerless() {
    HighestOfMajorityNode node = candidate(3, 5);
    receive(node, 1, new Refusal(1));
    receive(node, 2, new Consent(1));

    expire(node, ANSWER);

    assertThat(state(node).role()).isEqualTo(Role.CANDIDATE);
    assertThat(state(node).powerless()).isFalse();
  }

  @Test
  void an_answer_of_a_higher_node_ends_the_election_for_a_while() {
    HighestOfMajorityNode node = candidate(3, 5);

    RecordedEffects out = receive(node, 4, new Answer(1));

    assertThat(out.deeds())
        .containsExactly(
            new CancelTimer(ANSWER), new SetTimer(AGAIN, TimeRange.ofMillis(100, 100)));
    assertThat(receive(node, 1, new Consent(1)).ignored()).isTrue();
  }

  @Test
  void a_node_alone_leads_at_once_and_stays() {
    HighestOfMajorityNode node = candidate(1, 1);
    assertThat(node.belief().leads()).isTrue();

    assertThat(expire(node, HEARTBEAT).delayOf(MAJORITY)).isPresent();
  }

  // Being asked

  @Test
  void a_higher_node_that_misses_a_coordinator_answers_and_holds_an_election() {
    HighestOfMajorityNode node = candidate(4, 5);
    receive(node, 5, new Answer(1));

    RecordedEffects out = receive(node, 2, new Election(6));

    assertThat(out.sentTo(n(2))).containsExactly(new Answer(6), new Election(2));
  }

  @Test
  void a_higher_node_that_hears_a_coordinator_only_answers() {
    RecordedEffects out = receive(follower(4, 5, 5), 2, new Election(6));

    assertThat(out.deeds()).containsExactly(new Send(n(2), new Answer(6)));
  }

  @Test
  void a_coordinator_tells_a_lower_candidate_who_leads() {
    RecordedEffects out = receive(coordinator(5, 5), 2, new Election(6));

    assertThat(out.deeds()).containsExactly(new Send(n(2), new Coordinator()));
  }

  @Test
  void a_lower_node_consents_unless_it_hears_a_coordinator_above_the_candidate() {
    assertThat(receive(candidate(1, 5), 3, new Election(6)).deeds())
        .containsExactly(new Send(n(3), new Consent(6)));
    assertThat(receive(follower(1, 5, 2), 3, new Election(6)).deeds())
        .containsExactly(new Send(n(3), new Consent(6)));
    assertThat(receive(follower(1, 5, 4), 3, new Election(6)).deeds())
        .containsExactly(new Send(n(3), new Refusal(6)));
  }

  /** It goes on until somebody takes its place. */
  @Test
  void a_lower_coordinator_consents_and_stays_in_office() {
    HighestOfMajorityNode leader = coordinator(3, 5);

    assertThat(receive(leader, 4, new Election(6)).deeds())
        .containsExactly(new Send(n(4), new Consent(6)));
    assertThat(leader.belief().leads()).isTrue();
  }

  @Test
  void a_powerless_node_consents_to_lower_ones() {
    assertThat(receive(powerless(5, 5), 3, new Election(6)).deeds())
        .containsExactly(new Send(n(3), new Consent(6)));
  }

  // Having a coordinator

  @Test
  void a_heartbeat_is_acknowledged_and_restarts_the_timer() {
    RecordedEffects out = receive(follower(1, 5, 4), 4, new Heartbeat(3, 17));

    assertThat(out.sentTo(n(4))).containsExactly(new Acknowledged(3, 17));
    assertThat(out.delayOf(ELECTION)).contains(Timing.DEFAULT.election());
  }

  @Test
  void a_heartbeat_of_a_lower_coordinator_than_the_own_is_not_acknowledged() {
    RecordedEffects out = receive(follower(1, 5, 4), 3, new Heartbeat(3, 17));

    assertThat(out.deeds()).isEmpty();
    assertThat(out.ignored()).isTrue();
  }

  /** It does not undermine who leads meanwhile. */
  @Test
  void a_lower_coordinator_is_acknowledged_and_contested() {
    HighestOfMajorityNode node = coordinator(5, 5);
    RecordedEffects.of(node::onResign);

    RecordedEffects out = receive(node, 4, new Heartbeat(3, 17));

    assertThat(out.sentTo(n(4))).containsExactly(new Acknowledged(3, 17), new Election(2));
    assertThat(state(node).coordinator()).isNull();
  }

  @Test
  void a_powerless_node_accepts_a_lower_coordinator_and_contests_it_later() {
    HighestOfMajorityNode node = powerless(5, 5);

    RecordedEffects out = receive(node, 4, new Heartbeat(3, 17));
    assertThat(state(node).coordinator()).isEqualTo(n(4));
    assertThat(out.delayOf(AGAIN)).contains(TimeRange.ofMillis(600, 600));
    assertThat(receive(node, 4, new Heartbeat(3, 18)).touched(AGAIN)).isFalse();

    assertThat(expire(node, AGAIN).sentTo(n(4))).containsExactly(new Election(2));
    receive(node, 4, new Heartbeat(3, 19));
    assertThat(state(node).asking()).as("its election goes on").isTrue();
  }

  @Test
  void a_node_that_follows_a_higher_one_is_powerless_no_more() {
    HighestOfMajorityNode node = powerless(3, 5);

    receive(node, 5, new Heartbeat(3, 17));

    assertThat(state(node).powerless()).isFalse();
  }

  @Test
  void a_coordinator_that_hears_a_lower_one_tells_it_and_gives_way_to_a_higher_one() {
    HighestOfMajorityNode leader = coordinator(4, 5);

    assertThat(receive(leader, 2, new Heartbeat(3, 17)).deeds())
        .containsExactly(new Send(n(2), new Coordinator()));
    assertThat(receive(leader, 5, new Coordinator()).all(CancelTimer.class))
        .contains(new CancelTimer(HEARTBEAT), new CancelTimer(MAJORITY));
    assertThat(leader.belief()).isEqualTo(Belief.follower(OptionalLong.empty(), Optional.of(n(5))));
  }

  // Being the coordinator

  /** The shortest time after which a follower looks for another one; at first an answer more. */
  @Test
  void a_majority_of_acknowledgements_of_one_heartbeat_renews_the_patience() {
    HighestOfMajorityNode leader = candidate(5, 5);
    receive(leader, 1, new Consent(1));
    RecordedEffects won = receive(leader, 2, new Consent(1));
    assertThat(won.delayOf(MAJORITY)).contains(TimeRange.ofMillis(200, 200));
    assertThat(expire(leader, HEARTBEAT).sentTo(n(1))).containsExactly(new Heartbeat(1, 1));

    assertThat(receive(leader, 1, new Acknowledged(1, 1)).touched(MAJORITY)).isFalse();
    assertThat(receive(leader, 1, new Acknowledged(1, 1)).touched(MAJORITY)).isFalse();
    assertThat(receive(leader, 2, new Acknowledged(1, 1)).delayOf(MAJORITY))
        .contains(TimeRange.ofMillis(150, 150));
    assertThat(receive(leader, 3, new Acknowledged(1, 1)).touched(MAJORITY)).isFalse();
  }

  @Test
  void a_late_acknowledgement_does_not_count() {
    HighestOfMajorityNode leader = coordinator(5, 5);
    expire(leader, HEARTBEAT);
    receive(leader, 1, new Acknowledged(1, 1));
    expire(leader, HEARTBEAT);

    receive(leader, 2, new Acknowledged(1, 1));
    RecordedEffects out = receive(leader, 3, new Acknowledged(1, 1));

    assertThat(out.deeds()).isEmpty();
    assertThat(state(leader).acknowledged()).containsExactly(n(5));
  }

  @Test
  void a_coordinator_without_a_majority_steps_down_and_asks_whether_it_still_has_one() {
    HighestOfMajorityNode leader = coordinator(5, 5);

    RecordedEffects out = expire(leader, MAJORITY);

    assertThat(out.all(CancelTimer.class)).contains(new CancelTimer(HEARTBEAT));
    assertThat(out.sentTo(n(1))).containsExactly(new Election(2));
    assertThat(leader.belief().leads()).isFalse();
  }

  @Test
  void a_coordinator_that_resigns_stops_its_heartbeats_and_waits_like_all_others() {
    HighestOfMajorityNode leader = coordinator(5, 5);

    RecordedEffects out = RecordedEffects.of(leader::onResign);

    assertThat(out.deeds())
        .containsExactly(
            new CancelTimer(HEARTBEAT),
            new CancelTimer(MAJORITY),
            new SetTimer(ELECTION, Timing.DEFAULT.election()));
    assertThat(out.explanations()).isEqualTo("resigned on request");
    assertThat(leader.belief()).isEqualTo(Belief.follower(OptionalLong.empty(), Optional.empty()));
  }

  @Test
  void an_unknown_timer_is_rejected() {
    assertThatThrownBy(() -> expire(node(1, 3), new Timer("TEA")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TEA");
  }
}
