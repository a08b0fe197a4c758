package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.raft.RaftFixture.crash;
import static quorate.raft.RaftFixture.cut;
import static quorate.raft.RaftFixture.isolate;
import static quorate.raft.RaftFixture.leaders;
import static quorate.raft.RaftFixture.n;
import static quorate.raft.RaftFixture.restart;
import static quorate.raft.RaftFixture.spec;
import static quorate.raft.RaftFixture.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.invariant.Invariants;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;
import quorate.testkit.VirtualCluster;

/** What becomes of whole clusters in time: timeouts of 150 to 300 ms, delays of 1 to 5 ms. */
class RaftOutcomesTest {

  private static final Duration AGES = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void a_cluster_elects_a_leader_and_keeps_it_as_long_as_nothing_happens(int size) {
    VirtualCluster cluster = running(size, 1);
    NodeId leader = awaitLeader(cluster);
    long term = state(cluster, leader.value()).currentTerm();
    long before = cluster.trace().last();

    cluster.runFor(Duration.ofSeconds(10));

    assertThat(leaders(cluster)).containsExactly(leader);
    assertThat(termsOf(cluster)).containsOnly(term);
    assertThat(electionsBegunAfter(before, cluster)).isZero();
  }

  /** Only the timers' spread breaks the tie (§5.2: "randomized election timeouts"). */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void equal_timers_and_a_fixed_delay_never_elect_anybody(int size) {
    Timing equal =
        new Timing(Duration.ofMillis(50), TimeRange.ofMillis(150, 150), Duration.ofMillis(50));
    VirtualCluster cluster =
        RaftFixture.running(spec(size, equal, "0", 1), TimeRange.ofMillis(1, 1));

    boolean elected = cluster.runUntil(() -> !leaders(cluster).isEmpty(), AGES);

    assertThat(elected).isFalse();
    assertThat(termsOf(cluster)).as("they did try").containsOnly(AGES.toMillis() / 150);
  }

  @Test
  void a_new_leader_takes_over_from_a_disconnected_one_and_stays_when_it_comes_back() {
    VirtualCluster cluster = running(3, 2);
    NodeId first = awaitLeader(cluster);

    cluster.inject(isolate(first.value()));
    awaitLeaderOtherThan(first, cluster);
    NodeId second = latestLeader(cluster);
    assertThat(leaders(cluster)).as("the old one cannot know").contains(first, second);

    cluster.inject(new LinkFault.Heal());
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(leaders(cluster)).containsExactly(second);
  }

  @Test
  void without_a_majority_there_is_no_new_leader_and_with_one_there_is() {
    VirtualCluster cluster = running(3, 3);
    NodeId leader = awaitLeader(cluster);
    NodeId other = leader.equals(n(1)) ? n(2) : n(1);

    cluster.inject(crash(leader.value(), other.value()));
    cluster.runFor(AGES);
    assertThat(leaders(cluster)).isEmpty();

    cluster.inject(restart(other.value()));
    awaitLeader(cluster);
  }

  @Test
  void four_nodes_in_two_halves_have_no_leader_and_their_terms_run_away() {
    VirtualCluster cluster = new VirtualCluster(spec(4, Timing.DEFAULT, "0", 4));
    cluster.inject(new Cutting.Partition(List.of(new TreeSet<>(List.of(n(1), n(2))))));
    cluster.startAll();

    assertThat(cluster.runUntil(() -> !leaders(cluster).isEmpty(), AGES)).isFalse();
    assertThat(termsOf(cluster)).allMatch(term -> term > 100);
  }

  /** The leader and one more of five are away: it leads on, in an older term. */
  @Test
  void a_minority_keeps_its_old_leader_in_an_older_term() {
    VirtualCluster cluster = running(5, 5);
    NodeId old = awaitLeader(cluster);
    NodeId other = old.equals(n(1)) ? n(2) : n(1);

    cluster.inject(new Cutting.Partition(List.of(new TreeSet<>(List.of(old, other)))));
    awaitLeaderOtherThan(old, cluster);

    NodeId fresh = latestLeader(cluster);
    assertThat(leaders(cluster)).containsExactlyInAnyOrder(old, fresh);
    assertThat(state(cluster, old.value()).currentTerm())
        .isLessThan(state(cluster, fresh.value()).currentTerm());
    assertThat(state(cluster, other.value()).leaderId()).isEqualTo(old);
  }

  /** The same with links instead of crashes: the one that is left does not lead by itself. */
  @Test
  void of_three_of_which_two_are_cut_off_the_third_does_not_lead_until_one_is_back() {
    VirtualCluster cluster = running(3, 10);
    NodeId leader = awaitLeader(cluster);
    List<NodeId> others = new ArrayList<>(cluster.spec().members());
    others.remove(leader);
    NodeId left = others.get(0);
    NodeId back = others.get(1);

    cluster.inject(isolate(leader.value(), back.value()));
    long before = cluster.trace().last();
    cluster.runFor(AGES);
    assertThat(leadersMade(before, cluster)).isEmpty();

    cluster.inject(
        new LinkFault.Heal(
            new TreeSet<>(List.of(new Direction(left, back), new Direction(back, left)))));
    awaitLeaderOtherThan(leader, cluster);
  }

  /** §5.2, the reason to save votedFor: 2 votes for 1, loses its disk or not, and hears 3. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_voter_whose_disk_is_lost_makes_a_second_leader_of_the_same_term(boolean amnesia) {
    VirtualCluster cluster = RaftFixture.cluster(3);
    Invariants invariants = new Invariants(cluster.spec(), cluster.trace());
    cluster.trace().observe(invariants);
    cluster.inject(cut(1, 3));
    RaftFixture.campaign(cluster, 1);
    assertThat(leaders(cluster)).containsExactly(n(1));

    cluster.inject(crash(2));
    cluster.inject(new Fault.Restart(new TreeSet<>(List.of(n(2))), amnesia));
    cluster.deliverAll();
    RaftFixture.campaign(cluster, 3);

    assertThat(RaftFixture.standing(cluster, 1)).isEqualTo("LEADER t1");
    assertThat(RaftFixture.standing(cluster, 3)).isEqualTo(amnesia ? "LEADER t1" : "CANDIDATE t1");
    assertThat(invariants.violations()).hasSize(amnesia ? 1 : 0);
    assertThat(invariants.violations())
        .allMatch(it -> it.description().matches(".*; a disk was lost before \\(n2 at .*"));
  }

  /** A leader that resigns tells nobody: its followers notice as if it had crashed. */
  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35})
  void a_leader_that_resigns_is_replaced_in_a_later_term(long seed) {
    VirtualCluster cluster = running(5, seed);
    NodeId leader = awaitLeader(cluster);
    long term = state(cluster, leader.value()).currentTerm();

    cluster.inject(new Fault.Resign(new TreeSet<>(List.of(leader))));
    assertThat(leaders(cluster)).isEmpty();
    NodeId next = awaitLeader(cluster);

    assertThat(state(cluster, next.value()).currentTerm()).isGreaterThan(term);
  }

  /** Seven servers, three of them cut off at random, again and again. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void seven_servers_of_which_three_are_cut_off_have_a_leader_and_never_two_in_a_term(long seed) {
    VirtualCluster cluster = running(7, seed);
    Invariants invariants = new Invariants(cluster.spec(), cluster.trace());
    cluster.trace().observe(invariants);
    Random chance = new Random(seed);
    awaitLeader(cluster);

    for (int round = 0; round < 9; round++) {
      List<NodeId> nodes = new ArrayList<>(cluster.spec().members());
      Collections.shuffle(nodes, chance);
      cluster.inject(new Cutting.Isolate(new TreeSet<>(nodes.subList(0, 3))));
      List<NodeId> connected = nodes.subList(3, 7);
      assertThat(
              cluster.runUntil(() -> leaders(cluster).stream().anyMatch(connected::contains), AGES))
          .as("round %d of seed %d", round, seed)
          .isTrue();
      cluster.inject(new LinkFault.Heal());
      cluster.runFor(Duration.ofSeconds(2));
      assertThat(leaders(cluster)).as("round %d of seed %d", round, seed).hasSize(1);
    }

    assertThat(invariants.violations()).isEmpty();
  }

  private static VirtualCluster running(int size, long seed) {
    return RaftFixture.running(spec(size, Timing.DEFAULT, "0", seed), TimeRange.ofMillis(1, 5));
  }

  private static NodeId awaitLeader(VirtualCluster cluster) {
    assertThat(cluster.runUntil(() -> leaders(cluster).size() == 1, AGES)).isTrue();
    cluster.runFor(Duration.ofMillis(20));
    assertThat(leaders(cluster)).hasSize(1);
    return leaders(cluster).get(0);
  }

  private static void awaitLeaderOtherThan(NodeId old, VirtualCluster cluster) {
    assertThat(
            cluster.runUntil(
                () -> leaders(cluster).stream().anyMatch(node -> !node.equals(old)), AGES))
        .isTrue();
  }

  private static NodeId latestLeader(VirtualCluster cluster) {
    List<NodeId> made = leadersMade(0, cluster);
    return made.get(made.size() - 1);
  }

  private static List<Long> termsOf(VirtualCluster cluster) {
    return cluster.spec().members().stream()
        .filter(node -> cluster.machine(node).isRunning())
        .map(node -> state(cluster, node.value()).currentTerm())
        .distinct()
        .toList();
  }

  private static List<NodeId> leadersMade(long after, VirtualCluster cluster) {
    return changesAfter(after, cluster).stream()
        .filter(changed -> changed.after().leads())
        .map(BeliefChanged::node)
        .toList();
  }

  private static long electionsBegunAfter(long number, VirtualCluster cluster) {
    return changesAfter(number, cluster).stream().filter(BeliefChanged::beginsElection).count();
  }

  private static List<BeliefChanged> changesAfter(long number, VirtualCluster cluster) {
    return cluster.trace().events().stream()
        .filter(event -> event.number() > number)
        .filter(BeliefChanged.class::isInstance)
        .map(BeliefChanged.class::cast)
        .toList();
  }
}
