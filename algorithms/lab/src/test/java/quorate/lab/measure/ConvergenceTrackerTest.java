package quorate.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.lab.HandMade.n;

import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.Flock.Beat;
import quorate.lab.Flock.Honk;
import quorate.lab.HandMade;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Property;
import quorate.spi.Purpose;

/** What is measured on the way to the next agreement. */
class ConvergenceTrackerTest extends AfterTheLeaderCrashed {

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
