package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.paxos.PaxosFixture.cluster;
import static quorate.paxos.PaxosFixture.decrees;
import static quorate.paxos.PaxosFixture.leaders;
import static quorate.paxos.PaxosFixture.n;
import static quorate.paxos.PaxosFixture.states;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.MessageCounts;
import quorate.spi.ElectionCase;
import quorate.spi.NodeId;
import quorate.spi.Theory;
import quorate.spi.TimeRange;
import quorate.spi.Timing;
import quorate.testkit.VirtualCluster;

/** What elections cost in messages: to be counted, and to be what the formulas say. */
class PaxosMessageCountsTest {

  private static final Duration TRIP = Duration.ofMillis(2);

  @ParameterizedTest
  @CsvSource({"3, 10", "5, 20", "7, 30"})
  void five_messages_a_peer_if_the_proposer_learns_and_tells(int size, long sent) {
    VirtualCluster cluster = cluster(size, "proposer");
    MessageCounts counts = countFromHere(cluster);

    propose(cluster, 1);

    assertThat(sent).isEqualTo(5 * (size - 1));
    assertCounts(counts, sent, sent);
    assertTheoryAgrees(cluster, counts);
  }

  @ParameterizedTest
  @CsvSource({"3, 12", "5, 32", "7, 60"})
  void quadratic_if_every_acceptor_tells_every_learner(int size, long sent) {
    VirtualCluster cluster = cluster(size, "everyone");
    MessageCounts counts = countFromHere(cluster);

    propose(cluster, 1);

    assertThat(sent).isEqualTo(3 * (size - 1) + size * (size - 1));
    assertCounts(counts, sent, sent);
    assertTheoryAgrees(cluster, counts);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void a_node_that_is_down_is_asked_three_times_and_answers_never(int size) {
    VirtualCluster cluster = cluster(size, "proposer");
    crashTop(cluster, 1);
    MessageCounts counts = countFromHere(cluster);

    propose(cluster, 1);

    assertCounts(counts, 3 * (size - 1) + 2 * (size - 2), 5 * (size - 2));
    assertTheoryAgrees(cluster, counts);
  }

  @Test
  void five_nodes_less_one_need_eighteen_messages_of_which_fifteen_arrive() {
    VirtualCluster cluster = cluster(5, "proposer");
    crashTop(cluster, 1);
    MessageCounts counts = countFromHere(cluster);

    propose(cluster, 1);

    assertCounts(counts, 18, 15);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1, proposer",
    "5, 2, proposer",
    "7, 2, proposer",
    "7, 3, proposer",
    "3, 1, everyone",
    "5, 1, everyone",
    "5, 2, everyone",
    "7, 1, everyone",
    "7, 3, everyone"
  })
  void the_theory_says_what_is_counted_with_any_minority_down(
      int size, int failed, String learning) {
    VirtualCluster cluster = cluster(size, learning);
    crashTop(cluster, failed);
    MessageCounts counts = countFromHere(cluster);

    propose(cluster, 1);

    assertTheoryAgrees(cluster, counts);
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "4, 2", "5, 3", "7, 4"})
  void no_formula_covers_an_election_that_nobody_can_win(int size, int failed) {
    VirtualCluster cluster = cluster(size, "proposer");
    crashTop(cluster, failed);

    cluster.fire(n(1), PaxosNode.ELECTION);
    cluster.deliverAll();

    assertThat(decrees(cluster, 1)).isEmpty();
    assertThat(theory(cluster)).isEmpty();
  }

  /** Every lost ballot costs four messages a peer: Prepare, Promise, Accept, Nack. */
  @ParameterizedTest
  @CsvSource({"3, 0", "3, 1", "3, 4", "5, 1", "5, 2", "5, 3", "7, 1", "7, 2"})
  void a_duel_costs_four_messages_a_peer_for_each_ballot_that_dies(int size, int lostBallots) {
    ClusterSpec spec = PaxosFixture.spec(size, "proposer", Timing.DEFAULT, 1);
    VirtualCluster cluster = PaxosFixture.running(spec, TimeRange.fixed(TRIP));
    MessageCounts counts = countFromHere(cluster);

    for (int attempt = 0; attempt <= lostBallots; attempt++) {
      PaxosFixture.duel(cluster, attempt, TRIP);
    }
    cluster.runFor(TRIP.multipliedBy(4));

    assertThat(decrees(cluster, 1)).hasSize(1);
    assertThat(states(cluster)).allMatch(state -> state.decided() != null);
    assertThat(counts.counts().byType().get("Prepare").sent())
        .isEqualTo((lostBallots + 1L) * (size - 1));
    long sent = (5 + 4L * lostBallots) * (size - 1);
    assertCounts(counts, sent, sent);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void an_idle_cluster_costs_a_heartbeat_a_peer_each_interval(int size) {
    VirtualCluster cluster = cluster(size, "proposer");
    propose(cluster, 1);
    MessageCounts counts = countFromHere(cluster);

    cluster.runFor(cluster.spec().timing().heartbeat().multipliedBy(10));

    assertThat(counts.counts().total().sent()).isEqualTo(10L * (size - 1));
    assertCounts(counts, 0, 0);
  }

  private static void propose(VirtualCluster cluster, int proposer) {
    cluster.fire(n(proposer), PaxosNode.ELECTION);
    cluster.deliverAll();
    assertThat(leaders(cluster)).containsExactly(n(proposer));
    assertThat(states(cluster)).allMatch(state -> n(proposer).equals(state.decided()));
  }

  private static void crashTop(VirtualCluster cluster, int failed) {
    List<NodeId> members = cluster.spec().members();
    cluster.inject(
        new Fault.Crash(new TreeSet<>(members.subList(members.size() - failed, members.size()))));
  }

  private static MessageCounts countFromHere(VirtualCluster cluster) {
    MessageCounts counts = new MessageCounts();
    cluster.trace().observe(counts);
    return counts;
  }

  private static void assertCounts(MessageCounts counts, long sent, long delivered) {
    Tally counted = counts.counts().heartbeatsApart();
    assertThat(counted.sent()).as("sent").isEqualTo(sent);
    assertThat(counted.delivered()).as("delivered").isEqualTo(delivered);
  }

  private static void assertTheoryAgrees(VirtualCluster cluster, MessageCounts counts) {
    Theory theory = theory(cluster).orElseThrow();
    assertThat(theory.sent()).as(theory.formula()).isPositive();
    assertCounts(counts, theory.sent(), theory.delivered());
  }

  private static Optional<Theory> theory(VirtualCluster cluster) {
    List<NodeId> members = cluster.spec().members();
    List<NodeId> down =
        members.stream().filter(node -> !cluster.machine(node).isRunning()).toList();
    Map<String, String> options = cluster.spec().options();
    return new PaxosAlgorithm()
        .theory(new ElectionCase(members, new TreeSet<>(down), n(1), options));
  }
}
