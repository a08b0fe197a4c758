package quorate.highestofmajority;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.highestofmajority.MajorityFixture.coordinators;
import static quorate.highestofmajority.MajorityFixture.crash;
import static quorate.highestofmajority.MajorityFixture.leaders;
import static quorate.highestofmajority.MajorityFixture.leadersOverTime;
import static quorate.highestofmajority.MajorityFixture.n;
import static quorate.highestofmajority.MajorityFixture.nodes;
import static quorate.highestofmajority.MajorityFixture.restart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.Purpose;
import quorate.spi.TimeRange;
import quorate.testkit.VirtualCluster;

/** What becomes of clusters under one fault, whatever the timers and delays: twenty seeds each. */
class HighestOfMajorityFaultsTest {

  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration AGES = Duration.ofSeconds(10);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_smaller_side_of_a_partition_never_has_a_leader(long seed) {
    VirtualCluster cluster = running(5, seed);

    cluster.inject(new Cutting.Partition(List.of(nodes(1, 2), nodes(3, 4, 5))));
    assertThat(leadersOverTime(cluster, AGES)).containsExactly(List.of(n(5)));

    cluster.inject(new LinkFault.Heal());
    assertThat(leadersOverTime(cluster, A_SECOND)).containsExactly(List.of(n(5)));
    assertThat(coordinators(cluster)).containsExactly(n(5));
  }

  /** The old one steps down before the new one can have a majority: never two at once. */
  @ParameterizedTest
  @MethodSource("seeds")
  void a_leader_on_the_smaller_side_steps_down_before_the_other_side_has_one(long seed) {
    VirtualCluster cluster = running(5, seed);

    cluster.inject(new Cutting.Partition(List.of(nodes(4, 5))));
    assertThat(leadersOverTime(cluster, AGES))
        .containsExactly(List.of(n(5)), List.of(), List.of(n(3)));

    cluster.inject(new LinkFault.Heal());
    cluster.runFor(A_SECOND);
    assertThat(leaders(cluster)).containsExactly(n(5));
    assertThat(coordinators(cluster)).containsExactly(n(5));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void in_an_even_split_nobody_leads_on_either_side(long seed) {
    VirtualCluster cluster = running(4, seed);

    cluster.inject(new Cutting.Partition(List.of(nodes(1, 2), nodes(3, 4))));
    assertThat(leadersOverTime(cluster, AGES)).containsExactly(List.of(n(4)), List.of());

    cluster.inject(new LinkFault.Heal());
    cluster.runFor(A_SECOND);
    assertThat(leaders(cluster)).containsExactly(n(4));
    assertThat(coordinators(cluster)).containsExactly(n(4));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void without_a_majority_that_runs_nobody_leads_and_with_one_somebody_does(long seed) {
    VirtualCluster cluster = running(5, seed);

    cluster.inject(crash(1, 4, 5));
    assertThat(leadersOverTime(cluster, AGES)).containsOnly(List.of());

    cluster.inject(restart(1));
    cluster.runFor(A_SECOND);
    assertThat(leaders(cluster)).containsExactly(n(3));
    assertThat(coordinators(cluster)).containsExactly(n(3));
  }

  /**
   * Why there is no promise of one leader: a process that stood still does not know that it did.
   * When it goes on, it sends one more heartbeat as a coordinator, beside its successor.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void a_leader_that_was_paused_leads_for_a_moment_beside_its_successor(long seed) {
    VirtualCluster cluster = running(5, seed);
    cluster.inject(new Fault.Pause(nodes(5), Optional.of(Duration.ofSeconds(2))));
    cluster.runFor(Duration.ofMillis(1999));
    assertThat(leaders(cluster)).containsExactly(n(4), n(5));
    List<TraceEvent> since = eventsFromNowOn(cluster);

    cluster.runFor(A_SECOND);

    TraceEvent resumed = since.stream().filter(Resumed.class::isInstance).findFirst().orElseThrow();
    assertThat(since)
        .as("what it does before it believes anything else")
        .filteredOn(event -> event.number() > resumed.number())
        .filteredOn(event -> event.number() < beliefChangeOf(n(5), since))
        .anyMatch(
            event ->
                event instanceof Sent sent
                    && sent.from().equals(n(5))
                    && sent.message().purpose() == Purpose.HEARTBEAT);
    assertThat(leaders(cluster)).as("the highest takes over again").containsExactly(n(5));
    assertThat(coordinators(cluster)).containsExactly(n(5));
  }

  /** As in Bully; with one more round trip, in which it gets its majority. */
  @ParameterizedTest
  @MethodSource("seeds")
  void a_recovered_highest_node_takes_over_from_a_healthy_leader(long seed) {
    VirtualCluster cluster = running(5, seed);
    cluster.inject(crash(5));
    cluster.runFor(A_SECOND);

    cluster.inject(restart(5));

    assertThat(leadersOverTime(cluster, A_SECOND))
        .startsWith(List.of(n(4)), List.of(n(4), n(5)))
        .endsWith(List.of(n(5)));
    assertThat(coordinators(cluster)).containsExactly(n(5));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_leader_that_resigns_leaves_them_without_one_and_wins_again(long seed) {
    VirtualCluster cluster = running(5, seed);

    cluster.inject(new Fault.Resign(nodes(5)));

    assertThat(leadersOverTime(cluster, A_SECOND)).containsExactly(List.of(), List.of(n(5)));
    assertThat(coordinators(cluster)).containsExactly(n(5));
  }

  /** They do not hear each other, and those who hear both stand by the higher. */
  @ParameterizedTest
  @MethodSource("seeds")
  void one_cut_link_makes_no_second_leader(long seed) {
    VirtualCluster cluster = running(5, seed);

    cluster.inject(new Cutting.Cut(directions(4, 5)));

    assertThat(leadersOverTime(cluster, AGES)).containsExactly(List.of(n(5)));
  }

  /** It loses its majority, and lets the next one lead; that it tries again disturbs nobody. */
  @ParameterizedTest
  @MethodSource("seeds")
  void the_highest_node_at_the_edge_of_the_network_follows_a_lower_one(long seed) {
    VirtualCluster cluster = running(5, seed);

    cluster.inject(new Cutting.Cut(directions(5, 1)));
    cluster.inject(new Cutting.Cut(directions(5, 2)));
    cluster.inject(new Cutting.Cut(directions(5, 3)));

    assertThat(leadersOverTime(cluster, AGES))
        .containsExactly(List.of(n(5)), List.of(), List.of(n(4)));
    assertThat(coordinators(cluster)).containsExactly(n(4));

    cluster.inject(new LinkFault.Heal());
    cluster.runFor(A_SECOND);
    assertThat(leaders(cluster)).containsExactly(n(5));
  }

  /** It is heard and hears nobody: no acknowledgement, no consent, no leadership. */
  @ParameterizedTest
  @MethodSource("seeds")
  void a_deaf_leader_steps_down_and_the_next_one_stays(long seed) {
    VirtualCluster cluster = running(5, seed);

    cluster.inject(new Cutting.Deaf(nodes(5)));

    assertThat(leadersOverTime(cluster, AGES))
        .containsExactly(List.of(n(5)), List.of(), List.of(n(4)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_deaf_or_mute_follower_disturbs_nobody(long seed) {
    VirtualCluster deaf = running(5, seed);
    deaf.inject(new Cutting.Deaf(nodes(1)));
    assertThat(leadersOverTime(deaf, AGES)).containsExactly(List.of(n(5)));

    VirtualCluster mute = running(5, seed);
    mute.inject(new Cutting.Mute(nodes(4)));
    assertThat(leadersOverTime(mute, AGES)).containsExactly(List.of(n(5)));
  }

  /** Two who do not hear each other may lead at once, until the lower one is not acknowledged. */
  @ParameterizedTest
  @MethodSource("seeds")
  void a_take_over_behind_a_cut_link_makes_two_leaders_for_as_long_as_patience_lasts(long seed) {
    VirtualCluster cluster = running(5, seed);
    cluster.inject(crash(5));
    cluster.runFor(A_SECOND);
    cluster.inject(new Cutting.Cut(directions(4, 5)));

    cluster.inject(restart(5));
    long begun = cluster.trace().nowNanos();
    cluster.runUntil(() -> leaders(cluster).equals(List.of(n(4), n(5))), A_SECOND);
    assertThat(leaders(cluster)).containsExactly(n(4), n(5));
    cluster.runUntil(() -> leaders(cluster).equals(List.of(n(5))), A_SECOND);

    assertThat(leaders(cluster)).containsExactly(n(5));
    assertThat(Duration.ofNanos(cluster.trace().nowNanos() - begun))
        .as("the patience of 150 ms, and a few delays")
        .isLessThan(Duration.ofMillis(150 + 4 * 5));
    assertThat(leadersOverTime(cluster, AGES)).containsExactly(List.of(n(5)));
  }

  private static long beliefChangeOf(NodeId node, List<TraceEvent> events) {
    return events.stream()
        .filter(BeliefChanged.class::isInstance)
        .map(BeliefChanged.class::cast)
        .filter(changed -> changed.node().equals(node))
        .findFirst()
        .orElseThrow()
        .number();
  }

  private static List<TraceEvent> eventsFromNowOn(VirtualCluster cluster) {
    List<TraceEvent> events = new ArrayList<>();
    cluster.trace().observe(events::add);
    return events;
  }

  private static SortedSet<Direction> directions(int one, int other) {
    return new TreeSet<>(List.of(new Direction(n(one), n(other)), new Direction(n(other), n(one))));
  }

  /** A cluster at rest that the highest leads, with delays of 1 to 5 ms. */
  private static VirtualCluster running(int size, long seed) {
    VirtualCluster cluster = MajorityFixture.running(size, TimeRange.ofMillis(1, 5), seed);
    cluster.runFor(A_SECOND);
    assertThat(leaders(cluster)).containsExactly(n(size));
    return cluster;
  }
}
