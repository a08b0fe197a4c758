package quorate.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.lab.HandMade.n;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.HandMade;
import quorate.lab.measure.Outcome.Leadership;

/** When an agreement has lasted for long enough, and which agreement counts. */
class SettledTest extends AfterTheLeaderCrashed {

  @Test
  void an_agreement_counts_when_it_has_lasted_for_three_heartbeats() {
    electThree();
    assertThat(settling.isSettled(t.at(1319).now())).isFalse();
    assertThat(outcome().settled()).isFalse();
    assertThat(settling.isSettled(t.at(1320).now())).isTrue();
  }

  @Test
  void an_agreement_that_breaks_begins_anew_and_the_later_beginning_is_reported() {
    electThree();
    t.at(1300).stands(5, 3);
    t.at(1310).follows(5, 3, 2);
    assertThat(settling.isSettled(t.at(1320).now())).isFalse();
    assertThat(settling.isSettled(t.at(1460).now())).isTrue();
    assertThat(outcome().converged()).isEqualTo(millis(310));
    assertThat(outcome().elected()).as("it led all the while").isEqualTo(millis(160));
  }

  @Test
  void a_deposed_leader_that_does_not_know_it_stands_behind_the_agreed_one() {
    t.up(1).leads(1, 1);
    t.cut("1-2", "1-3", "1-4", "1-5");
    electThree();
    assertThat(settling.isSettled(t.at(1619).now())).as("n1 may still end it").isFalse();
    t.at(1700);
    Outcome outcome = outcome();
    assertThat(outcome.settled()).isTrue();
    assertThat(outcome.agreed()).isEqualTo(1);
    assertThat(outcome.leaders())
        .containsExactly(
            new Leadership(n(3), OptionalLong.of(2)), new Leadership(n(1), OptionalLong.of(1)));
    assertThat(outcome.twoLeadersNanos())
        .as("until the agreement has lasted")
        .isEqualTo(460_000_000);
  }

  @Test
  void a_cluster_that_does_not_settle_reports_what_came_and_the_reason() {
    t.at(1100).stands(2, 2);
    t.at(2000);
    Outcome outcome = outcome();
    assertThat(outcome.settled()).isFalse();
    assertThat(outcome.unsettledBecause()).contains("the time is over");
    assertThat(outcome.leader()).isEqualTo(Optional.empty());
    assertThat(outcome.leaders()).isEmpty();
    assertThat(outcome.detected()).isEqualTo(millis(100));
    assertThat(outcome.elected()).isEmpty();
    assertThat(outcome.majority()).isEmpty();
    assertThat(outcome.converged()).isEmpty();
    assertThat(outcome.leaderlessNanos()).isEqualTo(1_000_000_000);
  }

  @Test
  void without_a_majority_promised_a_cluster_in_parts_settles_on_a_leader_for_each() {
    HandMade bully = new HandMade(Flock.of(5), true);
    ConvergenceTracker parts = bully.fault();
    bully.cut("1-3", "1-4", "1-5", "2-3", "2-4", "2-5");
    bully.at(20).leadsWithoutEpoch(5);
    bully.at(21).followsWithoutEpoch(3, 5);
    bully.at(22).followsWithoutEpoch(4, 5);
    bully.at(60).leadsWithoutEpoch(2);
    bully.at(70).followsWithoutEpoch(1, 2);
    assertThat(parts.isSettled(bully.at(519).now())).isFalse();
    Outcome outcome = parts.outcome(bully.at(520).now(), "");
    assertThat(outcome.settled()).isTrue();
    assertThat(outcome.agreed()).isEqualTo(2);
    assertThat(outcome.leader()).as("there is not one").isEmpty();
    assertThat(outcome.leaders()).extracting(Leadership::leader).isEqualTo(List.of(n(5), n(2)));
    assertThat(outcome.elected()).as("the last of them").isEqualTo(millis(60));
    assertThat(outcome.majority()).as("of all five").isEqualTo(millis(22));
    assertThat(outcome.converged()).isEqualTo(millis(70));
  }

  @Test
  void a_node_out_of_reach_may_still_end_an_agreement_for_an_election_timeout() {
    t.up(1).follows(1, 2, 0);
    t.cut("1-3");
    electThree();
    assertThat(settling.isSettled(t.at(1619).now())).isFalse();
    assertThat(settling.isSettled(t.at(1620).now())).as("450 ms after 1170").isTrue();
  }

  @Test
  void a_leader_that_flips_between_two_nodes_is_never_settled_on() {
    t.up(1);
    t.cut("1-3");
    for (int round = 0; round < 50; round++) {
      int leader = round % 2 == 0 ? 3 : 1;
      t.at(2000 + round * 300L).leads(leader, 2 + round);
      for (int node : new int[] {2, 4, 5}) {
        t.follows(node, leader, 2 + round);
      }
      assertThat(settling.isSettled(t.at(2000 + round * 300L + 299).now())).isFalse();
      t.at(2000 + round * 300L + 300).follows(leader, leader == 3 ? 1 : 3, 3 + round);
    }
  }

  @Test
  void a_link_that_loses_every_message_is_no_link() {
    t.up(1).follows(1, 2, 0);
    t.loses(1, 1, 3);
    electThree();
    assertThat(settling.isSettled(t.at(1619).now())).isFalse();
    Outcome outcome = settling.outcome(t.at(1620).now(), "");
    assertThat(outcome.settled()).as("n1 need not follow n3").isTrue();
    assertThat(outcome.converged()).isEqualTo(millis(170));
  }

  @Test
  void a_link_that_loses_almost_every_message_is_one() {
    t.up(1).follows(1, 2, 0);
    t.loses(0.99, 1, 3);
    electThree();
    assertThat(settling.isSettled(t.at(2500).now())).as("n1 does not follow n3").isFalse();
    t.follows(1, 3, 2);
    assertThat(settling.isSettled(t.at(2650).now())).isTrue();
  }

  @Test
  void where_messages_are_dropped_by_name_somebody_may_hear_nothing() {
    t.drops("Beat", 3, 4);
    electThree();
    assertThat(settling.isSettled(t.at(1619).now())).isFalse();
    assertThat(settling.isSettled(t.at(1620).now())).isTrue();
  }

  @Test
  void of_a_cluster_that_is_given_up_at_once_no_time_is_measured() {
    ConvergenceTracker fresh = t.fault();
    t.fault("crash n2");
    t.crash(2);
    Outcome outcome = fresh.outcome(t.now(), "no majority");
    assertThat(outcome.isMeasured()).isFalse();
    assertThat(outcome.leaderless()).isEmpty();
    assertThat(outcome.twoLeaders()).isEmpty();
    assertThat(outcome.stillLeaderless()).isTrue();
  }

  @Test
  void a_fault_that_changes_nothing_is_uneventful() {
    electThree();
    ConvergenceTracker heal = t.at(2000).fault();
    t.fault("heal");
    assertThat(heal.outcome(t.at(3000).now(), "").isUneventful()).isTrue();
    assertThat(outcome().isUneventful()).isFalse();
  }
}
