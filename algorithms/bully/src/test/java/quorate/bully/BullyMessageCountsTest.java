package quorate.bully;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.bully.BullyFixture.ANSWER_TIMEOUT;
import static quorate.bully.BullyFixture.crash;
import static quorate.bully.BullyFixture.leaders;
import static quorate.bully.BullyFixture.n;
import static quorate.bully.BullyFixture.restart;
import static quorate.bully.BullyFixture.settled;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.measure.Counts;
import quorate.lab.measure.MessageCounts;
import quorate.spi.ElectionCase;
import quorate.spi.NodeId;
import quorate.spi.Theory;
import quorate.testkit.VirtualCluster;

/** What elections cost in messages: to be counted, and to be what the formulas say. */
class BullyMessageCountsTest {

  @ParameterizedTest
  @CsvSource({"3, 5, 3", "5, 19, 15", "7, 41, 35"})
  void the_lowest_node_that_detects_the_crash_of_the_highest_costs_most(
      int size, int sent, int delivered) {
    VirtualCluster cluster = settled(size, Duration.ZERO);
    cluster.inject(crash(size));
    MessageCounts counts = countFromHere(cluster);

    cluster.fire(n(1), BullyNode.ELECTION);
    letWaitsPass(cluster);

    assertThat(leaders(cluster)).containsExactly(n(size - 1));
    assertThat(sent).isEqualTo(size * size - size - 1);
    assertThat(delivered).isEqualTo(size * (size - 2));
    assertCounts(counts, sent, delivered);
    assertTheoryAgrees(cluster, counts, 1);
  }

  @ParameterizedTest
  @CsvSource({"3, 2, 1", "5, 4, 3", "7, 6, 5"})
  void the_second_highest_node_that_detects_it_costs_least(int size, int sent, int delivered) {
    VirtualCluster cluster = settled(size, Duration.ZERO);
    cluster.inject(crash(size));
    MessageCounts counts = countFromHere(cluster);

    cluster.fire(n(size - 1), BullyNode.ELECTION);
    letWaitsPass(cluster);

    assertThat(leaders(cluster)).containsExactly(n(size - 1));
    assertThat(sent).isEqualTo(size - 1);
    assertThat(delivered).isEqualTo(size - 2);
    assertCounts(counts, sent, delivered);
    assertTheoryAgrees(cluster, counts, size - 1);
  }

  @ParameterizedTest
  @CsvSource({"3, 5, 3", "5, 19, 15", "7, 41, 35"})
  void all_survivors_that_detect_it_at_once_cost_as_much_as_the_lowest_alone(
      int size, int sent, int delivered) {
    VirtualCluster cluster = settled(size, Duration.ZERO);
    cluster.inject(crash(size));
    MessageCounts counts = countFromHere(cluster);

    for (int node = 1; node < size; node++) {
      cluster.fire(n(node), BullyNode.ELECTION);
    }
    letWaitsPass(cluster);

    assertThat(leaders(cluster)).containsExactly(n(size - 1));
    assertCounts(counts, sent, delivered);
    assertTheoryAgrees(cluster, counts, 1);
  }

  /** The guard: without it the highest would announce itself once a question, 36 at five nodes. */
  @ParameterizedTest
  @CsvSource({"3, 8", "5, 24", "7, 48"})
  void a_false_suspicion_of_the_lowest_node_costs_one_start_and_one_announcement_a_node(
      int size, int messages) {
    VirtualCluster cluster = settled(size, Duration.ZERO);
    MessageCounts counts = countFromHere(cluster);

    cluster.fire(n(1), BullyNode.ELECTION);
    letWaitsPass(cluster);

    assertThat(leaders(cluster)).containsExactly(n(size));
    assertThat(messages).isEqualTo(size * size - 1);
    assertCounts(counts, messages, messages);
    assertThat(counts.counts().byType().get("Coordinator").sent()).isEqualTo(size - 1);
    assertTheoryAgrees(cluster, counts, 1);
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "5, 4", "7, 6"})
  void the_highest_node_that_comes_back_only_announces_itself(int size, int messages) {
    VirtualCluster cluster = settled(size, Duration.ZERO);
    cluster.inject(crash(size));
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(leaders(cluster)).containsExactly(n(size - 1));
    MessageCounts counts = countFromHere(cluster);

    cluster.inject(restart(size));
    letWaitsPass(cluster);

    assertThat(leaders(cluster)).containsExactly(n(size));
    assertCounts(counts, messages, messages);
    assertTheoryAgrees(cluster, counts, size);
  }

  /** The general form: the top f are down, and k begins. */
  @ParameterizedTest
  @CsvSource({
    "5, 2, 1", "5, 2, 2", "5, 3, 1", "5, 4, 1", "7, 1, 3", "7, 2, 4", "7, 3, 1", "7, 0, 5"
  })
  void the_theory_says_what_is_counted_whoever_is_down_and_whoever_begins(
      int size, int failed, int starter) {
    VirtualCluster cluster = settled(size, Duration.ZERO);
    for (int node = size; node > size - failed; node--) {
      cluster.inject(crash(node));
    }
    MessageCounts counts = countFromHere(cluster);

    cluster.fire(n(starter), BullyNode.ELECTION);
    letWaitsPass(cluster);

    assertThat(leaders(cluster)).containsExactly(n(size - failed));
    assertTheoryAgrees(cluster, counts, starter);
  }

  @Test
  void no_formula_covers_a_gap_among_the_running_nodes_or_a_starter_that_is_down() {
    List<NodeId> members = List.of(n(1), n(2), n(3), n(4), n(5));

    assertThat(theory(members, Set.of(n(3)), 1)).isEmpty();
    assertThat(theory(members, Set.of(n(5)), 5)).isEmpty();
    assertThat(theory(members, Set.of(n(5)), 2).map(Theory::formula))
        .contains("sum(n-j, j=2..m) + (m-2)(m-2+1)/2 + (m-1), m=n-f");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void an_idle_cluster_costs_a_heartbeat_a_peer_each_interval(int size) {
    VirtualCluster cluster = settled(size, Duration.ZERO);
    MessageCounts counts = countFromHere(cluster);

    cluster.runFor(cluster.spec().timing().heartbeat().multipliedBy(10));

    assertThat(counts.counts().total().sent()).isEqualTo(10L * (size - 1));
    assertCounts(counts, 0, 0);
  }

  /** T, after which the winner announces itself; less than it takes anybody to suspect anybody. */
  private static void letWaitsPass(VirtualCluster cluster) {
    cluster.runFor(ANSWER_TIMEOUT);
    cluster.deliverAll();
  }

  private static MessageCounts countFromHere(VirtualCluster cluster) {
    MessageCounts counts = new MessageCounts();
    cluster.trace().observe(counts);
    return counts;
  }

  private static void assertCounts(MessageCounts counts, long sent, long delivered) {
    Counts.Tally counted = counts.counts().heartbeatsApart();
    assertThat(counted.sent()).as("sent").isEqualTo(sent);
    assertThat(counted.delivered()).as("delivered").isEqualTo(delivered);
  }

  private static void assertTheoryAgrees(
      VirtualCluster cluster, MessageCounts counts, int starter) {
    List<NodeId> members = cluster.spec().members();
    Set<NodeId> down = new TreeSet<>(members);
    BullyFixture.running(cluster).forEach(down::remove);
    Theory theory = theory(members, down, starter).orElseThrow();
    assertThat(theory.sent()).as(theory.formula()).isPositive();
    assertCounts(counts, theory.sent(), theory.delivered());
  }

  private static Optional<Theory> theory(List<NodeId> members, Set<NodeId> down, int starter) {
    return new BullyAlgorithm().theory(new ElectionCase(members, down, n(starter), Map.of()));
  }
}
