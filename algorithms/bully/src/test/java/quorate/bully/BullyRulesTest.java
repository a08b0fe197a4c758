package quorate.bully;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.bully.BullyFixture.expire;
import static quorate.bully.BullyFixture.follower;
import static quorate.bully.BullyFixture.n;
import static quorate.bully.BullyFixture.node;
import static quorate.bully.BullyFixture.receive;
import static quorate.bully.BullyFixture.state;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quorate.bully.BullyMessage.Answer;
import quorate.bully.BullyMessage.Coordinator;
import quorate.bully.BullyMessage.Election;
import quorate.bully.BullyMessage.Heartbeat;
import quorate.spi.Belief;
import quorate.spi.Message;
import quorate.spi.Purpose;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.CancelTimer;
import quorate.testkit.RecordedEffects.Persist;
import quorate.testkit.RecordedEffects.Send;
import quorate.testkit.RecordedEffects.SetTimer;

/** One process of the textbooks' Bully algorithm, rule by rule. */
class BullyRulesTest {

  private static final SetTimer NEXT_HEARTBEAT =
      new SetTimer(BullyNode.HEARTBEAT, TimeRange.fixed(Timing.DEFAULT.heartbeat()));

  /** A process that recovers holds an election: it asks all that are above it, and nobody else. */
  @Test
  void a_node_that_starts_asks_all_higher_nodes() {
    BullyNode node = node(3, 5);

    RecordedEffects out = RecordedEffects.of(node::onStart);

    assertThat(out.all(Send.class))
        .containsExactly(new Send(n(4), new Election()), new Send(n(5), new Election()));
    assertThat(out.delayOf(BullyNode.ANSWER)).contains(TimeRange.ofMillis(50, 50));
    assertThat(node.belief()).isEqualTo(Belief.candidate(OptionalLong.empty(), "election 1 of n3"));
  }

  /** There is nobody for it to wait for. */
  @Test
  void the_highest_node_announces_itself_as_soon_as_it_starts() {
    BullyNode node = node(3, 3);

    RecordedEffects out = RecordedEffects.of(node::onStart);

    assertThat(out.all(Send.class))
        .containsExactly(new Send(n(1), new Coordinator()), new Send(n(2), new Coordinator()));
    assertThat(out.deeds()).contains(NEXT_HEARTBEAT);
    assertThat(out.delayOf(BullyNode.ANSWER)).isEmpty();
    assertThat(node.belief())
        .isEqualTo(Belief.leader(OptionalLong.empty(), n(3), "election 1 of n3"));
  }

  @Test
  void silence_of_the_coordinator_begins_an_election() {
    BullyNode node = follower(3, 5, 5);

    RecordedEffects out = expire(node, BullyNode.ELECTION);

    assertThat(out.sentTo(n(5))).as("it may be alive after all").containsExactly(new Election());
    assertThat(out.sentTo(n(4))).containsExactly(new Election());
    assertThat(state(node).coordinator()).isNull();
  }

  /** No answer within T: all higher nodes are taken for dead. */
  @Test
  void without_an_answer_in_time_the_node_has_won() {
    BullyNode node = follower(3, 5, 5);
    expire(node, BullyNode.ELECTION);

    RecordedEffects out = expire(node, BullyNode.ANSWER);

    assertThat(out.deeds())
        .containsExactly(
            new Send(n(1), new Coordinator()), new Send(n(2), new Coordinator()), NEXT_HEARTBEAT);
    assertThat(node.belief().leads()).isTrue();
  }

  /**
   * A node that answers is alive and higher: the node stands back, for T plus two delays at least.
   */
  @Test
  void an_answer_ends_the_candidacy_and_begins_a_longer_wait() {
    BullyNode node = follower(3, 5, 5);
    expire(node, BullyNode.ELECTION);

    RecordedEffects out = receive(node, 4, new Answer());

    assertThat(out.deeds())
        .containsExactly(
            new CancelTimer(BullyNode.ANSWER),
            new SetTimer(BullyNode.COORDINATOR, TimeRange.ofMillis(100, 100)));
    assertThat(state(node).answered()).isTrue();
  }

  /** A second answer must not prolong the wait. */
  @Test
  void only_the_first_answer_counts() {
    BullyNode node = follower(3, 5, 5);
    expire(node, BullyNode.ELECTION);
    receive(node, 4, new Answer());

    RecordedEffects out = receive(node, 5, new Answer());

    assertThat(out.deeds()).isEmpty();
    assertThat(out.ignored()).isTrue();
  }

  @Test
  void an_answer_that_comes_after_the_election_is_ignored() {
    BullyNode leader = follower(3, 5, 5);
    expire(leader, BullyNode.ELECTION);
    expire(leader, BullyNode.ANSWER);

    RecordedEffects out = receive(leader, 4, new Answer());

    assertThat(out.deeds()).isEmpty();
    assertThat(leader.belief().leads()).isTrue();
  }

  /** The one that answered has died as well, or its announcement was lost. */
  @Test
  void without_an_announcement_in_time_the_node_begins_again() {
    BullyNode node = follower(3, 5, 5);
    expire(node, BullyNode.ELECTION);
    receive(node, 4, new Answer());

    RecordedEffects out = expire(node, BullyNode.COORDINATOR);

    assertThat(out.sentTo(n(4))).containsExactly(new Election());
    assertThat(out.delayOf(BullyNode.ANSWER)).isPresent();
    assertThat(state(node).answered()).as("of the new election").isFalse();
  }

  /** What the earlier election and the earlier coordinator are waited for with must not go off. */
  @Test
  void an_election_ends_every_wait_that_began_before_it() {
    BullyNode follower = follower(3, 5, 5);
    assertThat(receive(follower, 1, new Election()).deeds())
        .contains(new CancelTimer(BullyNode.ELECTION));

    receive(follower, 4, new Answer());
    expire(follower, BullyNode.EPISODE);
    assertThat(receive(follower, 1, new Election()).deeds())
        .contains(new CancelTimer(BullyNode.COORDINATOR));
  }

  @Test
  void an_announcement_is_accepted_and_all_waits_are_over() {
    BullyNode node = follower(3, 5, 5);
    expire(node, BullyNode.ELECTION);

    RecordedEffects out = receive(node, 4, new Coordinator());

    assertThat(node.belief()).isEqualTo(Belief.follower(OptionalLong.empty(), Optional.of(n(4))));
    assertThat(out.deeds())
        .contains(
            new CancelTimer(BullyNode.ANSWER),
            new CancelTimer(BullyNode.COORDINATOR),
            new SetTimer(BullyNode.ELECTION, Timing.DEFAULT.election()));
  }

  /** The bullying: a lower node that asks is told to stand back. */
  @Test
  void a_node_that_is_asked_answers_and_holds_an_election_itself() {
    BullyNode node = follower(3, 5, 5);

    RecordedEffects out = receive(node, 1, new Election());

    assertThat(out.all(Send.class))
        .containsExactly(
            new Send(n(1), new Answer()),
            new Send(n(4), new Election()),
            new Send(n(5), new Election()));
    assertThat(state(node).role()).isEqualTo(Role.CANDIDATE);
  }

  /** The guard: one start per node and episode. */
  @Test
  void a_node_that_is_asked_again_in_the_same_episode_only_answers() {
    BullyNode node = follower(3, 5, 5);
    receive(node, 1, new Election());

    RecordedEffects out = receive(node, 2, new Election());

    assertThat(out.deeds()).containsExactly(new Send(n(2), new Answer()));
    assertThat(out.ignored()).isTrue();
  }

  /** The guard again: one announcement per node and episode. */
  @Test
  void a_coordinator_that_is_asked_again_in_the_same_episode_does_not_announce_itself_again() {
    BullyNode winner = follower(2, 3, 3);
    RecordedEffects.of(winner::onStart);
    expire(winner, BullyNode.ANSWER);

    assertThat(receive(winner, 1, new Election()).deeds())
        .containsExactly(new Send(n(1), new Answer()));
  }

  @Test
  void an_episode_ends_when_all_its_waits_must_be_over() {
    BullyNode node = follower(3, 5, 5);
    RecordedEffects first = receive(node, 1, new Election());
    assertThat(first.delayOf(BullyNode.EPISODE)).contains(TimeRange.ofMillis(150, 150));

    expire(node, BullyNode.EPISODE);

    assertThat(receive(node, 2, new Election()).sentTo(n(5))).containsExactly(new Election());
  }

  /** Its own suspicion is not a repeat of somebody else's call. */
  @Test
  void an_episode_does_not_keep_a_node_from_noticing_a_dead_coordinator_itself() {
    BullyNode node = follower(3, 5, 5);
    receive(node, 1, new Election());
    receive(node, 5, new Coordinator());

    assertThat(expire(node, BullyNode.ELECTION).sentTo(n(4))).containsExactly(new Election());
  }

  @Test
  void a_lower_node_that_claims_to_be_coordinator_is_not_accepted() {
    BullyNode node = follower(3, 5, 5);

    RecordedEffects announced = receive(node, 2, new Coordinator());

    assertThat(announced.sentTo(n(4))).containsExactly(new Election());
    assertThat(state(node).coordinator()).isNull();
  }

  @Test
  void a_heartbeat_of_a_lower_node_is_contested_once_an_episode() {
    BullyNode node = follower(3, 5, 5);
    assertThat(receive(node, 2, new Heartbeat()).sentTo(n(4))).containsExactly(new Election());

    assertThat(receive(node, 2, new Heartbeat()).deeds()).isEmpty();
  }

  @Test
  void a_heartbeat_restarts_the_timer_of_a_follower() {
    RecordedEffects out = receive(follower(3, 5, 5), 5, new Heartbeat());

    assertThat(out.deeds()).contains(new SetTimer(BullyNode.ELECTION, Timing.DEFAULT.election()));
  }

  @Test
  void of_two_coordinators_the_higher_is_followed() {
    BullyNode node = follower(1, 5, 4);

    receive(node, 5, new Heartbeat());
    assertThat(state(node).coordinator()).isEqualTo(n(5));

    RecordedEffects out = receive(node, 4, new Heartbeat());
    assertThat(out.deeds()).isEmpty();
    assertThat(state(node).coordinator()).isEqualTo(n(5));
  }

  @Test
  void a_coordinator_gives_up_its_office_to_a_higher_one() {
    BullyNode leader = follower(3, 5, 5);
    expire(leader, BullyNode.ELECTION);
    expire(leader, BullyNode.ANSWER);

    RecordedEffects out = receive(leader, 5, new Heartbeat());

    assertThat(leader.belief()).isEqualTo(Belief.follower(OptionalLong.empty(), Optional.of(n(5))));
    assertThat(out.deeds()).contains(new CancelTimer(BullyNode.HEARTBEAT));
  }

  /** A node that missed the announcement learns from the first heartbeat. */
  @Test
  void a_candidate_follows_a_higher_coordinator_that_it_hears() {
    BullyNode node = node(3, 5);
    RecordedEffects.of(node::onStart);

    receive(node, 4, new Heartbeat());

    assertThat(state(node).coordinator()).isEqualTo(n(4));
    assertThat(state(node).role()).isEqualTo(Role.FOLLOWER);
  }

  @Test
  void a_coordinator_repeats_its_heartbeats_to_all() {
    BullyNode leader = node(2, 3);
    RecordedEffects.of(leader::onStart);
    expire(leader, BullyNode.ANSWER);

    assertThat(expire(leader, BullyNode.HEARTBEAT).deeds())
        .containsExactly(
            new Send(n(1), new Heartbeat()), new Send(n(3), new Heartbeat()), NEXT_HEARTBEAT);
  }

  /** An election stops the heartbeats: the node does not claim an office that it may not have. */
  @Test
  void a_coordinator_that_is_asked_stops_its_heartbeats_until_it_has_won_again() {
    BullyNode leader = node(2, 3);
    RecordedEffects.of(leader::onStart);
    expire(leader, BullyNode.ANSWER);
    expire(leader, BullyNode.EPISODE);

    RecordedEffects out = receive(leader, 1, new Election());

    assertThat(out.all(CancelTimer.class)).contains(new CancelTimer(BullyNode.HEARTBEAT));
    assertThat(out.delayOf(BullyNode.HEARTBEAT)).isEmpty();
    assertThat(leader.belief().leads()).isFalse();
  }

  /** It tells nobody; the others will miss its heartbeats, as if it were dead. */
  @Test
  void a_coordinator_that_resigns_stops_its_heartbeats_and_waits_like_all_others() {
    BullyNode leader = node(2, 3);
    RecordedEffects.of(leader::onStart);
    expire(leader, BullyNode.ANSWER);

    RecordedEffects out = RecordedEffects.of(leader::onResign);

    assertThat(out.deeds())
        .containsExactly(
            new CancelTimer(BullyNode.HEARTBEAT),
            new SetTimer(BullyNode.ELECTION, Timing.DEFAULT.election()));
    assertThat(out.explanations()).isEqualTo("resigned on request");
    assertThat(leader.belief()).isEqualTo(Belief.follower(OptionalLong.empty(), Optional.empty()));
  }

  /** They ask the highest that runs, and that is still itself. */
  @Test
  void a_coordinator_that_resigned_answers_and_wins_again_when_it_is_asked() {
    BullyNode highest = node(3, 3);
    RecordedEffects.of(highest::onStart);
    expire(highest, BullyNode.EPISODE);
    RecordedEffects.of(highest::onResign);

    RecordedEffects out = receive(highest, 1, new Election());

    assertThat(out.sentTo(n(1))).containsExactly(new Answer(), new Coordinator());
    assertThat(highest.belief().leads()).isTrue();
  }

  @Test
  void a_coordinator_that_resigned_holds_an_election_if_nobody_else_does_in_time() {
    BullyNode resigned = node(2, 3);
    RecordedEffects.of(resigned::onStart);
    expire(resigned, BullyNode.ANSWER);
    RecordedEffects.of(resigned::onResign);

    RecordedEffects out = expire(resigned, BullyNode.ELECTION);

    assertThat(out.sentTo(n(3))).containsExactly(new Election());
    assertThat(out.explanations()).isEqualTo("heard from no coordinator in time");
  }

  @Test
  void nothing_is_saved_ever() {
    BullyNode node = node(3, 5);
    RecordedEffects started = RecordedEffects.of(node::onStart);
    RecordedEffects won = expire(node, BullyNode.ANSWER);

    assertThat(started.all(Persist.class)).isEmpty();
    assertThat(won.all(Persist.class)).isEmpty();
  }

  @Test
  void unknown_timers_and_messages_are_rejected() {
    BullyNode node = node(1, 3);
    Message tea = () -> Purpose.ELECTION;

    assertThatThrownBy(() -> expire(node, new Timer("TEA")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TEA");
    assertThatThrownBy(() -> RecordedEffects.of(out -> node.onMessage(n(2), tea, out)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bully");
  }
}
