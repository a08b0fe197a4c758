package quorate.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.lab.HandMade.n;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.Flock.Beat;
import quorate.lab.Flock.Honk;
import quorate.lab.HandMade;
import quorate.lab.measure.Outcome.Leadership;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Property;
import quorate.spi.Purpose;

/** The words of DESIGN, one after the other, on traces written by hand. A heartbeat is 50 ms. */
class ConvergenceTrackerTest {

  private final HandMade t = new HandMade(Flock.of(5, Property.LEADER_HAS_MAJORITY), true);
  private ConvergenceTracker settling;

  /** n1 leads term 1 and crashes at 1000 ms. */
  @BeforeEach
  void the_leader_crashes() {
    t.leads(1, 1);
    for (int node = 2; node <= 5; node++) {
      t.follows(node, 1, 1);
    }
    t.at(1000);
    settling = t.fault();
    t.crash(1);
  }

  /** n3 detects at 150, leads at 160, has a majority at 165, and all at 170 ms. */
  private void electThree() {
    t.at(1150).stands(3, 2);
    t.at(1160).leads(3, 2);
    t.at(1164).follows(2, 3, 2);
    t.at(1165).follows(4, 3, 2);
    t.at(1170).follows(5, 3, 2);
  }

  private Outcome outcome() {
    return settling.outcome(t.now(), "the time is over");
  }

  private static OptionalLong millis(long millis) {
    return OptionalLong.of(millis * 1_000_000);
  }

  @Test
  void the_phases_are_the_first_moments_after_the_fault() {
    electThree();
    t.at(1320);
    Outcome outcome = outcome();
    assertThat(outcome.settled()).isTrue();
    assertThat(outcome.before()).contains(n(1));
    assertThat(outcome.leader()).contains(n(3));
    assertThat(outcome.epoch()).hasValue(2);
    assertThat(outcome.detected()).isEqualTo(millis(150));
    assertThat(outcome.elected()).isEqualTo(millis(160));
    assertThat(outcome.majority()).isEqualTo(millis(165));
    assertThat(outcome.converged()).isEqualTo(millis(170));
    assertThat(outcome.rounds()).isEqualTo(1);
    assertThat(outcome.unsettledBecause()).isEmpty();
    assertThat(outcome.election().orElseThrow().starter()).isEqualTo(n(3));
    assertThat(outcome.election().orElseThrow().down()).containsExactly(n(1));
  }

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
  void elected_and_majority_are_those_of_the_leader_that_the_cluster_settles_on() {
    t.at(1100).stands(2, 2);
    t.at(1110).leads(2, 2);
    t.at(1111).follows(3, 2, 2);
    t.at(1112).follows(4, 2, 2);
    t.at(1120).crash(2);
    t.at(1150).stands(3, 3);
    t.at(1160).leads(3, 3);
    t.at(1165).follows(4, 3, 3);
    t.at(1170).follows(5, 3, 3);
    t.at(1400);
    Outcome outcome = outcome();
    assertThat(outcome.detected()).as("by whomever").isEqualTo(millis(100));
    assertThat(outcome.elected()).isEqualTo(millis(160));
    assertThat(outcome.majority()).isEqualTo(millis(170));
    assertThat(outcome.rounds()).isEqualTo(2);
  }

  @Test
  void a_leader_that_was_deposed_and_comes_back_is_elected_when_it_comes_back() {
    t.at(1010).leads(3, 2);
    t.at(1020).stands(3, 3);
    t.at(1030).leads(3, 3);
    for (int node : new int[] {2, 4, 5}) {
      t.at(1040 + node).follows(node, 3, 3);
    }
    t.at(1400);
    assertThat(outcome().elected()).isEqualTo(millis(30));
  }

  @Test
  void the_cluster_is_leaderless_until_a_majority_follows_a_running_leader() {
    electThree();
    t.at(1320);
    assertThat(outcome().leaderlessNanos()).as("0 to 165 ms").isEqualTo(165_000_000);
  }

  @Test
  void a_follower_that_crashes_costs_nothing_but_the_time_to_be_sure() {
    HandMade calm = new HandMade(Flock.of(3, Property.LEADER_HAS_MAJORITY), true);
    calm.leads(1, 1);
    calm.follows(2, 1, 1);
    calm.follows(3, 1, 1);
    ConvergenceTracker quiet = calm.at(100).fault();
    calm.crash(3);
    assertThat(quiet.isSettled(calm.at(549).now())).isFalse();
    Outcome outcome = quiet.outcome(calm.at(550).now(), "");
    assertThat(outcome.converged()).isEqualTo(millis(0));
    assertThat(outcome.elected()).as("it led already").isEmpty();
    assertThat(outcome.detected()).isEmpty();
    assertThat(outcome.leaderlessNanos()).isZero();
    assertThat(outcome.rounds()).isZero();
    assertThat(outcome.election()).isEmpty();
  }

  @Test
  void two_leaders_are_counted_for_as_long_as_two_running_nodes_believe_that_they_lead() {
    t.at(1100).leads(2, 2);
    t.at(1130).leads(3, 3);
    t.at(1170).follows(2, 3, 3);
    t.at(1180).follows(4, 3, 3);
    t.at(1180).follows(5, 3, 3);
    t.at(1400);
    assertThat(outcome().twoLeadersNanos()).isEqualTo(40_000_000);
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
  void a_cluster_that_comes_up_as_a_whole_is_measured_from_its_first_node() {
    HandMade fresh = new HandMade(t.spec, false);
    ConvergenceTracker start = fresh.fault();
    fresh.at(0).starting(1);
    fresh.at(30).up(1).up(2).up(3).up(4).up(5);
    fresh.at(180).stands(2, 1);
    fresh.at(190).leads(2, 1);
    for (int node : new int[] {1, 3, 4, 5}) {
      fresh.at(195).follows(node, 2, 1);
    }
    Outcome outcome = start.outcome(fresh.at(400).now(), "the time is over");
    assertThat(outcome.detected()).isEqualTo(millis(150));
    assertThat(outcome.converged()).isEqualTo(millis(165));
    assertThat(outcome.leaderlessNanos()).isEqualTo(165_000_000);
  }

  @Test
  void rounds_are_the_different_epochs_and_ballots_that_were_begun() {
    t.at(1100).stands(2, 2);
    t.at(1100).stands(3, 2);
    t.at(1110).stands(2, 3);
    t.at(1120).stands(4, 4);
    t.at(1130);
    assertThat(outcome().rounds()).as("terms 2, 3 and 4").isEqualTo(3);
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
  void messages_count_until_converged_also_to_crashed_nodes_and_late_arrivals_belong_to_them() {
    Sent before = t.send(2, 3, new Honk(9));
    ConvergenceTracker fresh = t.fault();
    t.deliver(before);
    t.at(1150).stands(3, 2);
    Sent toCrashed = t.send(3, 1, new Honk(2));
    Sent slow = t.send(3, 2, new Honk(2));
    t.drop(toCrashed, DropCause.CRASHED);
    t.at(1160).leads(3, 2);
    t.send(3, 2, new Beat(2));
    for (int node : new int[] {2, 4, 5}) {
      t.at(1170).follows(node, 3, 2);
    }
    Sent after = t.send(3, 2, new Honk(2));
    t.deliver(after);
    t.at(1180).deliver(slow);
    t.at(1400);
    Counts counts = fresh.outcome(t.now(), "").messages();
    assertThat(counts.byType().keySet()).containsExactly("Beat", "Honk");
    assertThat(counts.heartbeatsApart().sent()).isEqualTo(2);
    assertThat(counts.heartbeatsApart().delivered()).isEqualTo(1);
    assertThat(counts.heartbeatsApart().dropped()).containsEntry(DropCause.CRASHED, 1L);
    assertThat(counts.of(Purpose.HEARTBEAT).sent()).isEqualTo(1);
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
  void an_election_that_had_begun_before_the_fault_counts_if_the_leader_was_elected_in_it() {
    t.at(1150).stands(3, 2);
    ConvergenceTracker restart = t.at(1155).fault();
    t.fault("restart n1");
    t.up(1);
    t.at(1160).leads(3, 2);
    for (int node : new int[] {1, 2, 4, 5}) {
      t.follows(node, 3, 2);
    }
    Outcome outcome = restart.outcome(t.at(2000).now(), "");
    assertThat(outcome.detected()).isEqualTo(millis(0));
    assertThat(outcome.elected()).isEqualTo(millis(5));
    assertThat(outcome.rounds()).isEqualTo(1);
    assertThat(outcome.evidence().electionHadBegun()).isTrue();
    assertThat(outcome.election()).as("no formula knows it").isEmpty();
  }

  @Test
  void an_election_that_had_begun_before_the_fault_and_came_to_nothing_does_not_count() {
    t.at(1150).stands(4, 2);
    ConvergenceTracker restart = t.at(1155).fault();
    t.fault("restart n1");
    t.up(1);
    t.at(1200).stands(3, 3);
    t.at(1210).leads(3, 3);
    for (int node : new int[] {1, 2, 4, 5}) {
      t.follows(node, 3, 3);
    }
    Outcome outcome = restart.outcome(t.at(2000).now(), "");
    assertThat(outcome.detected()).isEqualTo(millis(45));
    assertThat(outcome.rounds()).isEqualTo(1);
    assertThat(outcome.evidence().electionHadBegun()).isFalse();
  }

  @Test
  void a_paused_leader_that_wakes_is_not_elected() {
    electThree();
    ConvergenceTracker pause = t.at(2000).fault();
    t.fault("pause n3");
    t.pause(3);
    t.at(2100).resume(3);
    Outcome outcome = pause.outcome(t.at(3000).now(), "");
    assertThat(outcome.settled()).isTrue();
    assertThat(outcome.elected()).isEmpty();
    assertThat(outcome.newLeaders()).isZero();
    assertThat(outcome.majority()).isEqualTo(millis(0));
    assertThat(outcome.converged()).as("from when it runs again").isEqualTo(millis(100));
    assertThat(outcome.leaderlessNanos()).isEqualTo(100_000_000);
  }

  @Test
  void a_leader_of_one_epoch_that_comes_to_lead_the_next_is_a_new_one() {
    electThree();
    ConvergenceTracker next = t.at(2000).fault();
    t.at(2010).leads(3, 4);
    for (int node : new int[] {2, 4, 5}) {
      t.at(2020).follows(node, 3, 4);
    }
    Outcome outcome = next.outcome(t.at(3000).now(), "");
    assertThat(outcome.elected()).isEqualTo(millis(10));
    assertThat(outcome.newLeaders()).isEqualTo(1);
    assertThat(outcome.majority()).isEqualTo(millis(20));
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

  @Test
  void however_long_it_takes_counts_are_kept_and_not_what_was_counted() {
    for (int round = 1; round <= 20_000; round++) {
      t.at(1000 + round).stands(3, 1 + round);
      t.send(3, 2, new Honk(round));
    }
    Outcome outcome = outcome();
    assertThat(outcome.rounds()).isEqualTo(20_000);
    assertThat(outcome.messages().heartbeatsApart().sent()).isEqualTo(20_000);
    assertThat(outcome.evidence().begun()).isEqualTo(20_000);
    assertThat(outcome.evidence().rounds()).hasSize(1000);
  }

  @Test
  void nodes_that_start_in_the_course_of_an_election_were_not_down() {
    HandMade fresh = new HandMade(t.spec, false);
    ConvergenceTracker start = fresh.fault();
    fresh.at(30).up(1).stands(1, 1);
    fresh.up(2).up(3).up(4);
    fresh.at(180).leads(1, 1);
    for (int node : new int[] {2, 3, 4}) {
      fresh.follows(node, 1, 1);
    }
    Outcome outcome = start.outcome(fresh.at(900).now(), "");
    assertThat(outcome.election().orElseThrow().down()).containsExactly(n(5));
  }
}
