package quorate.bully;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.bully.BullyFixture.coordinators;
import static quorate.bully.BullyFixture.crash;
import static quorate.bully.BullyFixture.leaders;
import static quorate.bully.BullyFixture.n;
import static quorate.bully.BullyFixture.restart;
import static quorate.bully.BullyFixture.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.testkit.VirtualCluster;

/**
 * What becomes of clusters under one fault, whatever the timers and delays: twenty seeds each. None
 * of it breaks a promise, since Bully gives none.
 */
class BullyFaultsTest {

  private static final Duration A_SECOND = Duration.ofSeconds(1);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  /** The others ask all above them, and the highest that runs is the one that resigned. */
  @ParameterizedTest
  @MethodSource("seeds")
  void a_coordinator_that_resigns_leaves_them_without_one_and_wins_again(long seed) {
    VirtualCluster cluster = running(5, seed);

    cluster.inject(new Fault.Resign(setOf(5)));
    assertThat(leaders(cluster)).isEmpty();
    cluster.runFor(Duration.ofMillis(150 - 50 - 5));
    assertThat(leaders(cluster)).as("nobody has been told").isEmpty();
    cluster.runFor(A_SECOND);

    assertThat(leaders(cluster)).containsExactly(n(5));
    assertThat(coordinators(cluster)).containsExactly(n(5));
  }

  /** Each part has a leader of its own, for as long as the partition lasts. */
  @ParameterizedTest
  @MethodSource("seeds")
  void in_a_partition_of_two_and_three_there_are_two_leaders(long seed) {
    VirtualCluster cluster = running(5, seed);

    cluster.inject(new Cutting.Partition(List.of(setOf(1, 2), setOf(3, 4, 5))));
    cluster.runFor(A_SECOND);
    for (int i = 0; i < 10; i++) {
      assertThat(leaders(cluster)).containsExactly(n(2), n(5));
      cluster.runFor(A_SECOND);
    }

    cluster.inject(new LinkFault.Heal());
    cluster.runFor(A_SECOND);
    assertThat(leaders(cluster)).containsExactly(n(5));
    assertThat(coordinators(cluster)).containsExactly(n(5));
  }

  /** And even with half against half, where no majority is anywhere. */
  @ParameterizedTest
  @MethodSource("seeds")
  void in_an_even_split_there_are_two_leaders(long seed) {
    VirtualCluster cluster = running(4, seed);

    cluster.inject(new Cutting.Partition(List.of(setOf(1, 2), setOf(3, 4))));
    cluster.runFor(A_SECOND);

    assertThat(leaders(cluster)).containsExactly(n(2), n(4));
  }

  /** It was silent longer than the others wait; nothing tells it until somebody does. */
  @ParameterizedTest
  @MethodSource("seeds")
  void a_leader_that_was_paused_leads_beside_its_successor_until_they_hear_of_each_other(
      long seed) {
    VirtualCluster cluster = running(5, seed);
    cluster.inject(new Fault.Pause(setOf(5), Optional.of(Duration.ofSeconds(2))));
    cluster.runFor(Duration.ofMillis(1999));
    assertThat(leaders(cluster)).containsExactly(n(4), n(5));
    List<List<NodeId>> seen = leadersAtEachStep(cluster, Duration.ofMillis(2));

    cluster.runFor(A_SECOND);

    assertThat(seen).as("just after it resumed").contains(List.of(n(4), n(5)));
    assertThat(leaders(cluster)).as("the higher one wins").containsExactly(n(5));
    assertThat(coordinators(cluster)).containsExactly(n(5));
  }

  /** One message, no partition: 2 leads, then 3 besides, until the announcement of 3 arrives. */
  @ParameterizedTest
  @MethodSource("seeds")
  void one_lost_answer_makes_two_leaders(long seed) {
    VirtualCluster cluster = running(4, seed);
    cluster.inject(crash(4));
    cluster.runFor(Duration.ofMillis(10)); // its last heartbeats arrive
    cluster.inject(new LinkFault.Drop("Answer", setOf(3), setOf(2), OptionalInt.of(1)));

    cluster.fire(n(2), BullyNode.ELECTION);
    List<List<NodeId>> seen = leadersAtEachStep(cluster, Duration.ofMillis(200));

    assertThat(seen)
        .containsSubsequence(List.of(n(2)), List.of(n(2), n(3)), List.of(n(3)))
        .endsWith(List.of(n(3)));
    cluster.runFor(A_SECOND);
    assertThat(coordinators(cluster)).containsExactly(n(3));
  }

  /** A change of leader that no failure asked for: the highest bullies a healthy one. */
  @ParameterizedTest
  @MethodSource("seeds")
  void a_recovered_highest_node_takes_over_from_a_healthy_leader(long seed) {
    VirtualCluster cluster = running(5, seed);
    cluster.inject(crash(5));
    cluster.runFor(A_SECOND);
    assertThat(leaders(cluster)).containsExactly(n(4));
    List<NodeId> newLeaders = new ArrayList<>();
    cluster
        .trace()
        .observe(
            event -> {
              if (event instanceof BeliefChanged changed
                  && changed.after().leads()
                  && !changed.before().leads()) {
                newLeaders.add(changed.node());
              }
            });

    cluster.inject(restart(5));
    cluster.runFor(A_SECOND);

    assertThat(newLeaders).as("one change").containsExactly(n(5));
    assertThat(coordinators(cluster)).containsExactly(n(5));
    assertThat(state(cluster, 4).elections()).as("nobody was asked").isEqualTo(elections(4, seed));
  }

  /** How many elections node 4 has held before, in the same run. */
  private static int elections(int node, long seed) {
    VirtualCluster cluster = running(5, seed);
    cluster.inject(crash(5));
    cluster.runFor(A_SECOND);
    return state(cluster, node).elections();
  }

  /** Who leads, each time that this changes. */
  private static List<List<NodeId>> leadersAtEachStep(VirtualCluster cluster, Duration length) {
    List<List<NodeId>> seen = new ArrayList<>();
    long end = cluster.trace().nowNanos() + length.toNanos();
    while (cluster.trace().nowNanos() < end && cluster.step()) {
      List<NodeId> now = leaders(cluster);
      if (seen.isEmpty() || !now.equals(seen.get(seen.size() - 1))) {
        seen.add(now);
      }
    }
    return seen;
  }

  /** A cluster at rest that the highest leads, with delays of 1 to 5 ms. */
  private static VirtualCluster running(int size, long seed) {
    VirtualCluster cluster = BullyFixture.running(size, TimeRange.ofMillis(1, 5), seed);
    cluster.runFor(A_SECOND);
    assertThat(leaders(cluster)).containsExactly(n(size));
    return cluster;
  }

  private static SortedSet<NodeId> setOf(Integer... nodes) {
    return new TreeSet<>(Stream.of(nodes).map(NodeId::new).toList());
  }
}
