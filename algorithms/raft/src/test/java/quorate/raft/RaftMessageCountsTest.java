package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.raft.RaftFixture.campaign;
import static quorate.raft.RaftFixture.cluster;
import static quorate.raft.RaftFixture.leaders;
import static quorate.raft.RaftFixture.n;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.MessageCounts;
import quorate.spi.ElectionCase;
import quorate.spi.NodeId;
import quorate.spi.Theory;
import quorate.testkit.VirtualCluster;

/** What elections cost in messages: to be counted, and to be what the formulas say. */
class RaftMessageCountsTest {

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void one_candidate_with_all_up_costs_two_messages_a_peer(int size) {
    VirtualCluster cluster = cluster(size);
    MessageCounts counts = countFromHere(cluster);

    campaign(cluster, 1);

    assertThat(leaders(cluster)).containsExactly(n(1));
    assertCounts(counts.counts().heartbeatsApart(), 2 * (size - 1), 2 * (size - 1));
    assertCounts(counts.counts().total(), 4 * (size - 1), 4 * (size - 1));
    assertTheoryAgrees(cluster, counts, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void an_election_after_a_crash_costs_one_reply_less(int size) {
    VirtualCluster cluster = cluster(size);
    campaign(cluster, size);
    cluster.inject(RaftFixture.crash(size));
    MessageCounts counts = countFromHere(cluster);

    campaign(cluster, 1);

    assertThat(leaders(cluster)).containsExactly(n(1));
    assertCounts(counts.counts().heartbeatsApart(), (size - 1) + (size - 2), 2 * (size - 2));
    assertCounts(counts.counts().total(), 2 * (2 * size - 3), 4 * (size - 2));
    assertTheoryAgrees(cluster, counts, 1);
  }

  @Test
  void five_nodes_less_one_need_seven_messages_of_which_six_arrive() {
    VirtualCluster cluster = cluster(5);
    campaign(cluster, 5);
    cluster.inject(RaftFixture.crash(5));
    MessageCounts counts = countFromHere(cluster);

    campaign(cluster, 1);

    assertCounts(counts.counts().heartbeatsApart(), 7, 6);
    assertCounts(counts.counts().total(), 14, 12);
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "5, 1", "5, 2", "7, 1", "7, 2", "7, 3"})
  void requests_go_to_crashed_nodes_too_and_replies_come_from_running_ones(int size, int failed) {
    VirtualCluster cluster = cluster(size);
    crashTop(cluster, failed);
    MessageCounts counts = countFromHere(cluster);

    campaign(cluster, 1);

    assertThat(leaders(cluster)).containsExactly(n(1));
    int answering = size - 1 - failed;
    assertCounts(counts.counts().heartbeatsApart(), (size - 1) + answering, 2 * answering);
    assertTheoryAgrees(cluster, counts, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 0, 3", "3, 1, 2", "5, 0, 5", "5, 1, 3", "5, 1, 4", "7, 0, 5", "7, 1, 4", "7, 3, 4"
  })
  void a_split_term_costs_a_whole_vote_a_candidate(int size, int failed, int candidates) {
    VirtualCluster cluster = cluster(size);
    crashTop(cluster, failed);
    MessageCounts counts = countFromHere(cluster);

    for (int candidate = 1; candidate <= candidates; candidate++) {
      cluster.fire(n(candidate), RaftNode.ELECTION);
    }
    cluster.deliverAll();

    assertThat(leaders(cluster)).as("the vote is split").isEmpty();
    int answering = size - 1 - failed;
    assertCounts(
        counts.counts().total(),
        candidates * (size - 1) + candidates * answering,
        2 * candidates * answering);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void an_idle_cluster_costs_a_heartbeat_and_a_reply_a_peer_each_interval(int size) {
    VirtualCluster cluster = cluster(size);
    campaign(cluster, 1);
    MessageCounts counts = countFromHere(cluster);

    Duration heartbeat = cluster.spec().timing().heartbeat();
    cluster.runFor(heartbeat.multipliedBy(10));

    assertCounts(counts.counts().total(), 10 * 2 * (size - 1), 10 * 2 * (size - 1));
    assertCounts(counts.counts().heartbeatsApart(), 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "4, 2", "5, 3", "7, 4"})
  void no_formula_covers_an_election_that_nobody_can_win(int size, int failed) {
    VirtualCluster cluster = cluster(size);
    crashTop(cluster, failed);

    campaign(cluster, 1);

    assertThat(leaders(cluster)).isEmpty();
    assertThat(theory(cluster, 1)).isEmpty();
  }

  // With prevote, the question and its answers come before

  @ParameterizedTest
  @CsvSource({"3, 0", "3, 1", "4, 1", "5, 0", "5, 1", "5, 2", "7, 0", "7, 1", "7, 3"})
  void with_prevote_everybody_is_asked_twice(int size, int failed) {
    VirtualCluster cluster = RaftVariant.PREVOTE.cluster(size);
    crashTop(cluster, failed);
    MessageCounts counts = countFromHere(cluster);

    campaign(cluster, 1);

    assertThat(leaders(cluster)).containsExactly(n(1));
    int answering = size - 1 - failed;
    assertCounts(counts.counts().heartbeatsApart(), 2 * ((size - 1) + answering), 4 * answering);
    assertTheoryAgrees(cluster, counts, 1);
  }

  @Test
  void with_prevote_five_nodes_less_one_need_21_messages_of_which_18_arrive() {
    VirtualCluster cluster = RaftVariant.PREVOTE.cluster(5);
    campaign(cluster, 5);
    cluster.inject(RaftFixture.crash(5));
    MessageCounts counts = countFromHere(cluster);

    campaign(cluster, 1);

    assertCounts(counts.counts().total(), 21, 18);
  }

  /** The question alone, at the price of a vote; it can be asked for ever. */
  @ParameterizedTest
  @CsvSource({"3, 2", "5, 3", "7, 4"})
  void a_question_that_is_not_answered_by_enough_costs_as_much_as_a_vote(int size, int failed) {
    VirtualCluster cluster = RaftVariant.PREVOTE.cluster(size);
    crashTop(cluster, failed);
    MessageCounts counts = countFromHere(cluster);

    campaign(cluster, 1);

    int answering = size - 1 - failed;
    assertThat(RaftFixture.standing(cluster, 1)).isEqualTo("CANDIDATE t0");
    assertCounts(counts.counts().total(), (size - 1) + answering, 2 * answering);
  }

  /** Who refuses because of a leader says so: a denial is a reply like any other. */
  @Test
  void with_recent_leader_a_request_costs_what_it_costs_without() {
    VirtualCluster cluster = RaftVariant.RECENT_LEADER.cluster(5);
    campaign(cluster, 5);
    MessageCounts counts = countFromHere(cluster);

    campaign(cluster, 1);

    assertThat(leaders(cluster)).containsExactly(n(5));
    assertCounts(counts.counts().heartbeatsApart(), 8, 8);
  }

  private static MessageCounts countFromHere(VirtualCluster cluster) {
    MessageCounts counts = new MessageCounts();
    cluster.trace().observe(counts);
    return counts;
  }

  private static void crashTop(VirtualCluster cluster, int failed) {
    List<NodeId> members = cluster.spec().members();
    cluster.inject(
        new Fault.Crash(new TreeSet<>(members.subList(members.size() - failed, members.size()))));
  }

  private static void assertCounts(Tally counted, long sent, long delivered) {
    assertThat(counted.sent()).as("sent").isEqualTo(sent);
    assertThat(counted.delivered()).as("delivered").isEqualTo(delivered);
  }

  private static void assertTheoryAgrees(
      VirtualCluster cluster, MessageCounts counts, int starter) {
    Tally counted = counts.counts().heartbeatsApart();
    Theory theory = theory(cluster, starter).orElseThrow();
    assertThat(theory.sent()).as(theory.formula()).isEqualTo(counted.sent());
    assertThat(theory.delivered()).as("delivered").isEqualTo(counted.delivered());
  }

  private static Optional<Theory> theory(VirtualCluster cluster, int starter) {
    List<NodeId> members = cluster.spec().members();
    List<NodeId> down =
        members.stream().filter(node -> !cluster.machine(node).isRunning()).toList();
    return new RaftAlgorithm()
        .theory(
            new ElectionCase(members, new TreeSet<>(down), n(starter), cluster.spec().options()));
  }
}
