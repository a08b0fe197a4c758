package quorate.bully;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.bully.BullyFixture.ANSWER_TIMEOUT;
import static quorate.bully.BullyFixture.coordinators;
import static quorate.bully.BullyFixture.crash;
import static quorate.bully.BullyFixture.leaders;
import static quorate.bully.BullyFixture.n;
import static quorate.bully.BullyFixture.restart;
import static quorate.bully.BullyFixture.settled;
import static quorate.bully.BullyFixture.state;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.bully.BullyMessage.Coordinator;
import quorate.bully.BullyMessage.Election;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling.Mishap;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.testkit.VirtualCluster;

/** What becomes of whole clusters in time. What happens move by move is told in the transcripts. */
class BullyOutcomesTest {

  private static final Duration DELAY = Duration.ofMillis(2);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void the_highest_node_leads_and_goes_on_leading_as_long_as_nothing_happens(int size) {
    VirtualCluster cluster = settled(size, DELAY);
    long before = cluster.trace().last();

    cluster.runFor(Duration.ofSeconds(10));

    assertThat(leaders(cluster)).containsExactly(n(size));
    assertThat(coordinators(cluster)).containsExactly(n(size));
    assertThat(changesAfter(before, cluster)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "5, 1", "5, 4", "7, 3"})
  void the_highest_node_that_is_left_takes_over(int size, int failed) {
    VirtualCluster cluster = settled(size, DELAY);
    for (int node = size; node > size - failed; node--) {
      cluster.inject(crash(node));
    }

    cluster.runFor(Duration.ofSeconds(1));

    assertThat(leaders(cluster)).containsExactly(n(size - failed));
    assertThat(coordinators(cluster)).containsExactly(n(size - failed));
  }

  /** With a fixed delay d: T + d if the one that detects is the highest, T + 2d otherwise. */
  @ParameterizedTest
  @CsvSource({"4, 1", "3, 2", "1, 2"})
  void it_takes_the_answer_timeout_and_one_or_two_delays(int starter, int delays) {
    VirtualCluster cluster = settled(5, DELAY);
    cluster.inject(crash(5));
    cluster.fire(n(starter), BullyNode.ELECTION);
    long begun = cluster.trace().nowNanos();

    cluster.runUntil(
        () -> List.of(n(4)).equals(coordinators(cluster)) && allKnow(cluster),
        ANSWER_TIMEOUT.multipliedBy(4));

    assertThat(Duration.ofNanos(cluster.trace().nowNanos() - begun))
        .isEqualTo(ANSWER_TIMEOUT.plus(DELAY.multipliedBy(delays)));
  }

  /**
   * Both waits: T for an answer, and then more than T + 2d, or every election would begin twice.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 24})
  void nobody_begins_twice_as_long_as_the_answer_timeout_exceeds_two_delays(int delayMillis) {
    VirtualCluster cluster = settled(5, Duration.ofMillis(delayMillis));
    cluster.inject(crash(5));
    long before = cluster.trace().last();

    cluster.fire(n(1), BullyNode.ELECTION);
    cluster.runFor(ANSWER_TIMEOUT.multipliedBy(3));

    assertThat(leaders(cluster)).containsExactly(n(4));
    assertThat(sentAfter(before, cluster, Election.class)).hasSize(4 + 3 + 2 + 1);
    assertThat(sentAfter(before, cluster, Coordinator.class)).hasSize(3);
  }

  /** Three parts, the highest alone: the highest wins when all can talk again. */
  @Test
  void after_a_partition_into_three_the_highest_of_three_leaders_is_accepted_by_all() {
    VirtualCluster cluster = settled(6, DELAY);
    cluster.inject(
        new Cutting.Partition(
            List.of(new TreeSet<>(List.of(n(1), n(6))), new TreeSet<>(List.of(n(2), n(4))))));
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(leaders(cluster)).containsExactly(n(4), n(5), n(6));

    cluster.inject(new LinkFault.Heal());
    cluster.runFor(Duration.ofSeconds(1));

    assertThat(leaders(cluster)).containsExactly(n(6));
    assertThat(coordinators(cluster)).containsExactly(n(6));
    assertThat(allKnow(cluster)).isTrue();
  }

  /** A node in the middle that recovers asks around, and the highest asserts itself. */
  @Test
  void a_recovered_lower_node_does_not_take_over() {
    VirtualCluster cluster = settled(5, DELAY);
    cluster.inject(crash(3));
    cluster.runFor(Duration.ofSeconds(1));

    cluster.inject(restart(3));
    cluster.runFor(Duration.ofSeconds(1));

    assertThat(leaders(cluster)).containsExactly(n(5));
    assertThat(coordinators(cluster)).containsExactly(n(5));
  }

  /** Whatever was lost before, all agree on the highest once nothing is lost any more. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void after_losses_and_crashes_the_highest_is_accepted_by_all(long seed) {
    VirtualCluster cluster = BullyFixture.running(5, TimeRange.ofMillis(1, 20), seed);
    cluster.inject(Mishap.LOSS.on(0.3, new TreeSet<>()));
    cluster.inject(Mishap.DUPLICATE.on(0.1, new TreeSet<>()));
    for (int round = 0; round < 20; round++) {
      cluster.inject(crash(round % 5 + 1));
      cluster.runFor(Duration.ofMillis(61));
      cluster.inject(restart(1, 2, 3, 4, 5));
      cluster.runFor(Duration.ofMillis(97));
    }

    cluster.inject(new Heal());
    cluster.runFor(Duration.ofSeconds(2));

    assertThat(leaders(cluster)).containsExactly(n(5));
    assertThat(coordinators(cluster)).containsExactly(n(5));
    assertThat(allKnow(cluster)).isTrue();
  }

  private static boolean allKnow(VirtualCluster cluster) {
    return BullyFixture.running(cluster).stream()
        .allMatch(node -> state(cluster, node.value()).coordinator() != null);
  }

  private static List<BeliefChanged> changesAfter(long number, VirtualCluster cluster) {
    return cluster.trace().events().stream()
        .filter(event -> event.number() > number)
        .filter(BeliefChanged.class::isInstance)
        .map(BeliefChanged.class::cast)
        .toList();
  }

  private static List<NodeId> sentAfter(
      long number, VirtualCluster cluster, Class<? extends Message> type) {
    return cluster.trace().events().stream()
        .filter(event -> event.number() > number)
        .filter(Sent.class::isInstance)
        .map(Sent.class::cast)
        .filter(sent -> type.isInstance(sent.message()))
        .map(Sent::from)
        .toList();
  }
}
