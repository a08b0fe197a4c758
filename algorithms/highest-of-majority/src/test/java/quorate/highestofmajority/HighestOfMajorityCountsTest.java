package quorate.highestofmajority;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.highestofmajority.MajorityFixture.crash;
import static quorate.highestofmajority.MajorityFixture.leaders;
import static quorate.highestofmajority.MajorityFixture.n;
import static quorate.highestofmajority.MajorityFixture.restart;
import static quorate.highestofmajority.MajorityFixture.settled;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.MessageCounts;
import quorate.spi.ElectionCase;
import quorate.spi.NodeId;
import quorate.spi.Purpose;
import quorate.spi.Theory;
import quorate.spi.Timing;
import quorate.testkit.VirtualCluster;

/** What elections cost in messages: what a majority costs, beside what Bully costs. */
class HighestOfMajorityCountsTest {

  private static final Duration T = Timing.DEFAULT.answer();

  /** In Bully n-1: the highest asks nobody, and only announces itself. */
  @ParameterizedTest
  @CsvSource({"3, 0, 6, 6", "5, 0, 12, 12", "5, 1, 11, 9", "5, 2, 10, 6", "7, 3, 15, 9"})
  void the_highest_that_comes_back_asks_and_is_answered_and_announces_itself(
      int size, int failed, int sent, int delivered) {
    VirtualCluster cluster = settled(size, Duration.ZERO);
    cluster.inject(crash(size));
    cluster.runFor(Duration.ofSeconds(1));
    for (int node = size - 1; node >= size - failed; node--) {
      cluster.inject(crash(node));
    }
    MessageCounts counts = countFromHere(cluster);

    cluster.inject(restart(size));
    cluster.deliverAll();

    assertThat(leaders(cluster)).containsExactly(n(size));
    assertCounts(counts, sent, delivered);
    Set<NodeId> down = Set.copyOf(cluster.spec().members().subList(size - 1 - failed, size - 1));
    Theory theory = theory(cluster.spec().members(), down, size).orElseThrow();
    assertThat(List.of(theory.sent(), theory.delivered()))
        .containsExactly((long) sent, (long) delivered);
  }

  /**
   * Each survivor asks all; of two survivors the lower consents and the higher answers; the winner
   * announces itself to all. In Bully it is n^2-n-1.
   */
  @ParameterizedTest
  @CsvSource({"3, 8", "5, 32", "7, 72"})
  void all_survivors_that_miss_it_at_once_cost_about_twice_as_much_as_in_bully(int size, int sent) {
    VirtualCluster cluster = settled(size, Duration.ZERO);
    cluster.inject(crash(size));
    MessageCounts counts = countFromHere(cluster);

    for (int node = 1; node < size; node++) {
      cluster.fire(n(node), HighestOfMajorityNode.ELECTION);
    }
    cluster.runFor(T);
    cluster.deliverAll();

    assertThat(leaders(cluster)).containsExactly(n(size - 1));
    assertThat(sent).isEqualTo(2 * (size - 1) * (size - 1));
    assertThat(counts.counts().heartbeatsApart().sent()).isEqualTo(sent);
  }

  /** Everybody who runs stands by the coordinator, which answers for itself: nothing changes. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void a_false_suspicion_of_the_lowest_node_costs_a_question_and_an_answer_each(int size) {
    VirtualCluster cluster = settled(size, Duration.ZERO);
    MessageCounts counts = countFromHere(cluster);

    cluster.fire(n(1), HighestOfMajorityNode.ELECTION);
    cluster.runFor(T);
    cluster.deliverAll();

    assertThat(leaders(cluster)).containsExactly(n(size));
    assertCounts(counts, 2L * (size - 1), 2L * (size - 1));
  }

  /** Twice what Bully costs, and as much as Raft. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  void an_idle_cluster_costs_a_heartbeat_and_an_acknowledgement_a_peer_each_interval(int size) {
    VirtualCluster cluster = settled(size, Duration.ZERO);
    MessageCounts counts = countFromHere(cluster);

    cluster.runFor(cluster.spec().timing().heartbeat().multipliedBy(10));

    assertThat(counts.counts().of(Purpose.HEARTBEAT).sent()).isEqualTo(20L * (size - 1));
    assertCounts(counts, 0, 0);
  }

  @Test
  void no_formula_covers_the_election_after_a_crash_or_one_without_a_majority() {
    List<NodeId> members = List.of(n(1), n(2), n(3), n(4), n(5));

    assertThat(theory(members, Set.of(n(5)), 4)).isEmpty();
    assertThat(theory(members, Set.of(n(5)), 5)).isEmpty();
    assertThat(theory(members, Set.of(n(1), n(2), n(3)), 5)).isEmpty();
    assertThat(theory(members, Set.of(), 5).map(Theory::formula)).contains("2(n-1) + (n-1-f)");
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

  private static Optional<Theory> theory(List<NodeId> members, Set<NodeId> down, int starter) {
    return new HighestOfMajorityAlgorithm()
        .theory(new ElectionCase(members, down, n(starter), Map.of()));
  }
}
