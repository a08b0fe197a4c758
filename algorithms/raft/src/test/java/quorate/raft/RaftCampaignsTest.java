package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.raft.RaftFixture.between;
import static quorate.raft.RaftFixture.campaign;
import static quorate.raft.RaftFixture.cluster;
import static quorate.raft.RaftFixture.crash;
import static quorate.raft.RaftFixture.isolate;
import static quorate.raft.RaftFixture.leaders;
import static quorate.raft.RaftFixture.n;
import static quorate.raft.RaftFixture.standing;
import static quorate.raft.RaftFixture.state;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.lab.cluster.Fault;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.spi.NodeId;
import quorate.testkit.VirtualCluster;

/**
 * Elections move by move: delivery is instant, no time passes, and {@code campaign} lets a node's
 * election timer fire. Most of the situations are known from the tests of other implementations.
 */
class RaftCampaignsTest {

  @Test
  void a_campaign_is_won_with_the_second_vote_and_everybody_is_in_its_term() {
    VirtualCluster cluster = cluster(3);
    campaign(cluster, 1);

    assertThat(standings(cluster)).containsExactly("LEADER t1", "FOLLOWER t1", "FOLLOWER t1");
    assertThat(said(cluster, 1))
        .containsSubsequence(
            "won term 1 with the votes of [n1, n2]",
            "ignored a reply of n3: the election of this term is over");
  }

  @Test
  void every_campaign_is_won_when_all_are_up() {
    VirtualCluster cluster = cluster(3);
    for (int node = 1; node <= 3; node++) {
      campaign(cluster, node);

      assertThat(leaders(cluster)).containsExactly(n(node));
      assertThat(state(cluster, node).currentTerm()).isEqualTo(node);
    }
  }

  /** A majority of all is needed, not of those that run (§5.2). */
  @ParameterizedTest
  @CsvSource({
    "3, 3-3, LEADER t1",
    "3, 2-3, CANDIDATE t1",
    "4, 2-3, CANDIDATE t1",
    "4, 4-4, LEADER t1",
    "5, 2-3, LEADER t1",
    "5, 2-4, CANDIDATE t1"
  })
  void a_campaign_succeeds_as_long_as_a_majority_of_all_is_up(
      int size, String dead, String standing) {
    VirtualCluster cluster = cluster(size);
    for (int node = dead.charAt(0) - '0'; node <= dead.charAt(2) - '0'; node++) {
      cluster.inject(crash(node));
    }

    campaign(cluster, 1);

    assertThat(standing(cluster, 1)).isEqualTo(standing);
  }

  /** The shorter log cannot win, but its later term ends the term of the leader. */
  @Test
  void a_node_that_was_cut_off_deposes_the_leader_without_winning() {
    VirtualCluster cluster = cluster(3, "2,2,1").dropping(between(1, 3));
    campaign(cluster, 1);
    campaign(cluster, 3);
    assertThat(standings(cluster)).containsExactly("LEADER t2", "FOLLOWER t2", "CANDIDATE t2");

    cluster.dropping(sent -> false);
    campaign(cluster, 3);

    assertThat(standings(cluster)).containsExactly("FOLLOWER t3", "FOLLOWER t3", "CANDIDATE t3");
  }

  @Test
  void a_candidate_that_was_isolated_follows_the_leader_of_its_own_term() {
    VirtualCluster cluster = cluster(3);
    cluster.inject(isolate(1));
    campaign(cluster, 1);
    campaign(cluster, 3);
    assertThat(standings(cluster)).containsExactly("CANDIDATE t1", "FOLLOWER t1", "LEADER t1");

    cluster.inject(new Fault.Heal());
    cluster.fire(n(3), RaftNode.HEARTBEAT);
    cluster.deliverAll();

    assertThat(standings(cluster)).containsExactly("FOLLOWER t1", "FOLLOWER t1", "LEADER t1");
    assertThat(state(cluster, 1).leaderId()).isEqualTo(n(3));
  }

  /** Two believe that they lead, in different terms: Raft allows it (§5.1, terms). */
  @Test
  void a_leader_that_was_cut_off_leads_on_in_its_old_term_until_it_hears_of_the_new_one() {
    VirtualCluster cluster = cluster(3);
    campaign(cluster, 1);
    cluster.inject(isolate(1));
    campaign(cluster, 2);
    assertThat(standings(cluster)).containsExactly("LEADER t1", "LEADER t2", "FOLLOWER t2");

    cluster.inject(new Fault.Heal());
    cluster.fire(n(1), RaftNode.HEARTBEAT);
    cluster.deliverAll();

    assertThat(standings(cluster)).containsExactly("FOLLOWER t2", "LEADER t2", "FOLLOWER t2");
  }

  @Test
  void an_isolated_node_cannot_win_however_often_it_tries() {
    VirtualCluster cluster = cluster(3);
    cluster.inject(isolate(1));
    for (int attempt = 0; attempt < 10; attempt++) {
      campaign(cluster, 1);
    }

    assertThat(standing(cluster, 1)).isEqualTo("CANDIDATE t10");
  }

  /** §5.2: the vote is split, nobody wins, and the first to time out again does. */
  @Test
  void a_split_vote_is_resolved_by_the_next_term() {
    VirtualCluster cluster = cluster(3);
    cluster.inject(crash(3));
    cluster.fire(n(1), RaftNode.ELECTION);
    cluster.fire(n(2), RaftNode.ELECTION);
    cluster.deliverAll();
    assertThat(standing(cluster, 1)).isEqualTo("CANDIDATE t1");
    assertThat(standing(cluster, 2)).isEqualTo("CANDIDATE t1");

    campaign(cluster, 2);

    assertThat(standing(cluster, 1)).isEqualTo("FOLLOWER t2");
    assertThat(standing(cluster, 2)).isEqualTo("LEADER t2");
  }

  /** A restart between the vote and the next request, with the disk that the host keeps. */
  @Test
  void a_vote_survives_the_crash_of_the_voter() {
    VirtualCluster cluster = cluster(3);
    cluster.dropping(between(1, 3));
    cluster.fire(n(1), RaftNode.ELECTION);
    cluster.fire(n(3), RaftNode.ELECTION);
    cluster.step();
    assertThat(state(cluster, 2).votedFor()).isEqualTo(n(1));

    cluster.inject(crash(2));
    cluster.inject(RaftFixture.restart(2));
    cluster.deliverAll();

    assertThat(state(cluster, 2).currentTerm()).isEqualTo(1);
    assertThat(leaders(cluster)).containsExactly(n(1));
  }

  /** Figure 7: when the leader at the top is gone, exactly a, c and d can win (§5.4.1). */
  @ParameterizedTest
  @CsvSource({
    "2, a, true",
    "3, b, false",
    "4, c, true",
    "5, d, true",
    "6, e, false",
    "7, f, false"
  })
  void in_figure_7_exactly_a_c_and_d_can_win(int node, String name, boolean wins) {
    VirtualCluster cluster = cluster(7, "10@6,9@6,4@4,11@6,12@7,7@4,11@3");
    cluster.inject(crash(1));
    bringAllToTerm(8, cluster);

    campaign(cluster, node);

    assertThat(leaders(cluster)).as(name).isEqualTo(wins ? List.of(n(node)) : List.of());
    assertThat(state(cluster, node).currentTerm()).isEqualTo(9);
  }

  /** Nobody hears of anybody until all have tried up to this term, as candidates. */
  private static void bringAllToTerm(long term, VirtualCluster cluster) {
    cluster.dropping(sent -> true);
    for (NodeId node : cluster.spec().members()) {
      if (cluster.machine(node).isRunning()) {
        long attempts = term - state(cluster, node.value()).currentTerm();
        for (long attempt = 1; attempt <= attempts; attempt++) {
          campaign(cluster, node.value());
        }
        assertThat(standing(cluster, node.value())).isEqualTo("CANDIDATE t" + term);
      }
    }
    cluster.dropping(sent -> false);
  }

  private static List<String> standings(VirtualCluster cluster) {
    List<String> standings = new ArrayList<>();
    for (NodeId node : cluster.spec().members()) {
      standings.add(standing(cluster, node.value()));
    }
    return standings;
  }

  private static List<String> said(VirtualCluster cluster, int node) {
    return cluster.trace().events().stream()
        .filter(Explained.class::isInstance)
        .map(Explained.class::cast)
        .filter(explained -> explained.node().equals(n(node)))
        .map(Explained::reason)
        .toList();
  }
}
