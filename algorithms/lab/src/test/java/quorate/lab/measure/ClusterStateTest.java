package quorate.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.lab.HandMade.n;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.HandMade;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.spi.Property;

class ClusterStateTest {

  private final HandMade majority = new HandMade(Flock.of(5, Property.LEADER_HAS_MAJORITY), true);
  private final HandMade bully = new HandMade(Flock.of(5), true);

  private void allFollow(HandMade cluster, int leader, long epoch) {
    cluster.leads(leader, epoch);
    for (int node = 1; node <= cluster.spec.size(); node++) {
      if (node != leader) {
        cluster.follows(node, leader, epoch);
      }
    }
  }

  private void followWithoutEpoch(int leader, int... followers) {
    bully.leadsWithoutEpoch(leader);
    for (int follower : followers) {
      bully.followsWithoutEpoch(follower, leader);
    }
  }

  @Test
  void all_nodes_are_down_before_the_first_event() {
    HandMade cluster = new HandMade(Flock.of(3), false);
    assertThat(cluster.state.running()).isEmpty();
    assertThat(cluster.state.down()).hasSize(3);
    assertThat(cluster.state.agreement()).isEmpty();
    assertThat(cluster.state.hopeless().orElseThrow()).contains("no node is running");
  }

  @Test
  void a_node_that_crashes_leads_nobody_and_believes_nothing() {
    allFollow(majority, 3, 1);
    assertThat(majority.state.believers()).containsExactly(n(3));
    majority.crash(3);
    assertThat(majority.state.believers()).isEmpty();
    assertThat(majority.state.node(n(3)).belief().leader()).isEmpty();
    majority.up(3);
    assertThat(majority.state.node(n(3)).belief().leader()).isEmpty();
  }

  @Test
  void all_agree_when_every_running_node_believes_in_the_leader_in_its_epoch() {
    allFollow(majority, 3, 2);
    assertThat(majority.state.agreement()).contains(new Agreement(List.of(n(3))));
    majority.follows(5, 3, 1);
    assertThat(majority.state.agreement()).as("n5 is in another epoch").isEmpty();
    majority.crash(5);
    assertThat(majority.state.agreement()).as("n5 does not run").isPresent();
  }

  @Test
  void nobody_agrees_while_a_node_is_on_its_way_up() {
    allFollow(majority, 3, 2);
    majority.crash(5).starting(5);
    assertThat(majority.state.agreement()).isEmpty();
    majority.crash(5);
    assertThat(majority.state.agreement()).isPresent();
  }

  @Test
  void a_node_that_hears_the_leader_but_is_not_heard_need_not_agree() {
    allFollow(majority, 3, 2);
    majority.stands(5, 9);
    assertThat(majority.state.agreement()).isEmpty();
    majority.cutOneWay(5, 3);
    assertThat(majority.state.agreement()).contains(new Agreement(List.of(n(3))));
    assertThat(majority.state.within(n(3))).containsExactly(n(1), n(2), n(3), n(4));
  }

  @Test
  void with_a_majority_promised_a_minority_does_not_agree_on_its_old_leader() {
    allFollow(majority, 1, 1);
    majority.cut("1-3", "1-4", "1-5", "2-3", "2-4", "2-5");
    assertThat(majority.state.agreement()).isEmpty();
    majority.leads(4, 2);
    majority.follows(3, 4, 2);
    majority.follows(5, 4, 2);
    assertThat(majority.state.agreement()).contains(new Agreement(List.of(n(4))));
    assertThat(majority.state.believers()).containsExactly(n(1), n(4));
  }

  @Test
  void without_a_majority_promised_every_part_must_have_its_leader() {
    followWithoutEpoch(5, 1, 2, 3, 4);
    bully.cut("1-3", "1-4", "1-5", "2-3", "2-4", "2-5");
    assertThat(bully.state.agreement()).as("n1 and n2 have none").isEmpty();
    followWithoutEpoch(2, 1);
    assertThat(bully.state.agreement()).contains(new Agreement(List.of(n(5), n(2))));
    assertThat(bully.state.agreement().flatMap(Agreement::leader)).as("not one of all").isEmpty();
  }

  @Test
  void without_a_majority_promised_two_leaders_in_one_part_are_no_agreement() {
    followWithoutEpoch(5, 1, 2, 3);
    bully.leadsWithoutEpoch(4);
    assertThat(bully.state.agreement()).isEmpty();
  }

  @Test
  void a_leader_is_of_use_when_a_majority_of_all_follows_it_if_that_is_promised() {
    majority.leads(1, 1);
    majority.follows(2, 1, 1);
    assertThat(majority.state.isServed()).as("two of five").isFalse();
    majority.crash(4).crash(5);
    assertThat(majority.state.isServed()).as("crashed nodes count").isFalse();
    majority.follows(3, 1, 1);
    assertThat(majority.state.isServed()).isTrue();
    majority.follows(3, 1, 7);
    assertThat(majority.state.isServed()).as("in another epoch").isFalse();
  }

  @Test
  void a_leader_is_of_use_when_a_majority_of_the_reachable_follows_it_if_no_more_is_promised() {
    bully.leadsWithoutEpoch(1);
    assertThat(bully.state.isServed()).isFalse();
    bully.crash(3).crash(4).crash(5);
    assertThat(bully.state.isServed()).as("one of two is no majority").isFalse();
    bully.cut("1-2");
    assertThat(bully.state.isServed()).as("one of one").isTrue();
    bully.cut();
    bully.followsWithoutEpoch(2, 1);
    assertThat(bully.state.isServed()).isTrue();
  }

  @Test
  void a_cluster_without_a_connected_majority_is_hopeless_if_one_is_needed() {
    assertThat(majority.state.hopeless()).isEmpty();
    majority.crash(1).crash(2);
    assertThat(majority.state.hopeless()).isEmpty();
    majority.cut("3-4");
    assertThat(majority.state.hopeless()).as("n5 reaches both").isEmpty();
    majority.cut("3-4", "3-5");
    assertThat(majority.state.hopeless().orElseThrow())
        .isEqualTo("no majority: 2 of 5 nodes can reach each other, flock needs 3");
    majority.starting(1);
    assertThat(majority.state.hopeless()).as("n1 is starting").isEmpty();
  }

  @Test
  void a_cluster_that_needs_no_majority_is_hopeless_only_when_nobody_runs() {
    bully.crash(1).crash(2).crash(3).crash(4);
    assertThat(bully.state.hopeless()).isEmpty();
    bully.crash(5);
    assertThat(bully.state.hopeless()).isPresent();
    assertThat(bully.state.agreement()).isEqualTo(Optional.empty());
  }
}
