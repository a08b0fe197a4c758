package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.paxos.PaxosFixture.crash;
import static quorate.paxos.PaxosFixture.decrees;
import static quorate.paxos.PaxosFixture.leaders;
import static quorate.paxos.PaxosFixture.n;
import static quorate.paxos.PaxosFixture.restart;
import static quorate.paxos.PaxosFixture.spec;
import static quorate.paxos.PaxosFixture.state;
import static quorate.paxos.PaxosFixture.states;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault;
import quorate.lab.invariant.Invariants;
import quorate.spi.NodeId;
import quorate.spi.Property;
import quorate.spi.TimeRange;
import quorate.spi.Timing;
import quorate.testkit.VirtualCluster;

/** What becomes of clusters under one fault, whatever the timers and delays: twenty seeds each. */
class PaxosFaultsTest {

  private static final Duration AGES = Duration.ofSeconds(30);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  /**
   * A resignation is a silence that the leader chose: one epoch more, not sooner than by silence.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void a_leader_that_resigns_is_suspected_and_the_next_epoch_chooses_anew(long seed) {
    VirtualCluster cluster = running(5, seed);
    NodeId resigned = awaitLeader(cluster);
    long epoch = state(cluster, resigned.value()).epoch();
    Invariants invariants = watch(cluster);
    EpochsInOrder order = new EpochsInOrder(epoch);
    cluster.trace().observe(order);
    long begun = cluster.trace().nowNanos();

    cluster.inject(new Fault.Resign(setOf(resigned)));
    assertThat(leaders(cluster)).isEmpty();
    awaitLeader(cluster);

    assertThat(states(cluster)).allMatch(state -> state.epoch() == epoch + 1);
    assertThat(order.outOfOrder()).isEmpty();
    assertThat(order.openedAtNanos(epoch + 1) - begun)
        .as("the shortest election timeout, less the age of the last heartbeat")
        .isGreaterThan(Duration.ofMillis(150 - 50 - 5).toNanos());
    assertThat(invariants.violations()).isEmpty();
  }

  /** Two believers at once, which is no violation: they lead different epochs. */
  @ParameterizedTest
  @MethodSource("seeds")
  void in_a_partition_the_old_leader_and_the_new_one_lead_different_epochs(long seed) {
    VirtualCluster cluster = running(5, seed);
    NodeId old = awaitLeader(cluster);
    long epoch = state(cluster, old.value()).epoch();
    Invariants invariants = watch(cluster);
    EpochsInOrder order = new EpochsInOrder(epoch);
    cluster.trace().observe(order);

    cluster.inject(new Cutting.Partition(List.of(setOf(old, another(cluster, old)))));
    cluster.runFor(AGES);

    assertThat(leaders(cluster)).hasSize(2).contains(old);
    assertThat(state(cluster, old.value()).epoch()).isEqualTo(epoch);
    assertThat(epochOf(newer(cluster, old), cluster)).isEqualTo(epoch + 1);

    NodeId fresh = newer(cluster, old);
    cluster.inject(new LinkFault.Heal());
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(leaders(cluster)).containsExactly(fresh);
    assertThat(order.outOfOrder()).isEmpty();
    assertThat(invariants.violations()).isEmpty();
  }

  /** The minority cannot choose anybody, and no epoch runs away while it tries. */
  @ParameterizedTest
  @MethodSource("seeds")
  void in_an_even_split_nothing_is_chosen_and_the_epoch_stays(long seed) {
    VirtualCluster cluster = running(4, seed);
    NodeId old = awaitLeader(cluster);
    long epoch = state(cluster, old.value()).epoch();
    EpochsInOrder order = new EpochsInOrder(epoch);
    cluster.trace().observe(order);

    cluster.inject(new Cutting.Partition(List.of(setOf(old, another(cluster, old)))));
    cluster.runFor(AGES);

    assertThat(leaders(cluster)).as("it hears of no other").containsExactly(old);
    assertThat(decrees(cluster, epoch + 1)).isEmpty();
    assertThat(states(cluster)).allMatch(state -> state.epoch() <= epoch + 1);
    assertThat(order.outOfOrder()).isEmpty();
  }

  /** It believes that it leads until it hears; what it says is in an epoch that is over. */
  @ParameterizedTest
  @MethodSource("seeds")
  void a_leader_that_was_paused_leads_an_older_epoch_until_it_hears_of_the_next(long seed) {
    VirtualCluster cluster = running(5, seed);
    NodeId old = awaitLeader(cluster);
    long epoch = state(cluster, old.value()).epoch();
    Invariants invariants = watch(cluster);

    cluster.inject(new Fault.Pause(setOf(old), Optional.of(Duration.ofSeconds(2))));
    cluster.runFor(Duration.ofMillis(1999));
    assertThat(leaders(cluster)).hasSize(2).contains(old);
    assertThat(epochOf(newer(cluster, old), cluster)).isEqualTo(epoch + 1);

    NodeId fresh = newer(cluster, old);
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(leaders(cluster)).containsExactly(fresh);
    assertThat(invariants.violations()).isEmpty();
  }

  /**
   * A node that hears nothing, and is heard, opens the next epoch once. It never hears that this
   * one is decided, so it never opens another: in contrast to plain Raft, it disturbs nobody after
   * that.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void a_deaf_node_costs_one_epoch_and_no_more(long seed) {
    VirtualCluster cluster = running(5, seed);
    NodeId leader = awaitLeader(cluster);
    long epoch = state(cluster, leader.value()).epoch();

    cluster.inject(new Cutting.Deaf(setOf(another(cluster, leader))));
    cluster.runFor(AGES);
    NodeId next = leaders(cluster).get(0);
    cluster.runFor(AGES);

    assertThat(leaders(cluster)).containsExactly(next);
    assertThat(states(cluster)).allMatch(state -> state.epoch() == epoch + 1);
  }

  /**
   * §2.2: an acceptor "must remember ... even if it fails and then restarts". Of the majority that
   * chose, one forgets, and makes another majority with a node that never knew.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void an_acceptor_that_forgets_its_promise_lets_two_decrees_be_chosen(long seed) {
    VirtualCluster cluster = running(3, seed);
    Invariants invariants = watch(cluster);

    List<NodeId> decrees = chooseTwice(cluster, true);

    assertThat(decrees).doesNotHaveDuplicates();
    assertThat(invariants.violations())
        .anyMatch(violation -> violation.promise() == Property.ONE_LEADER_PER_EPOCH);
  }

  /**
   * The same with a disk: what was chosen stays chosen, and who comes next leads the next epoch.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void an_acceptor_that_remembers_lets_one_decree_be_chosen(long seed) {
    VirtualCluster cluster = running(3, seed);
    Invariants invariants = watch(cluster);

    chooseTwice(cluster, false);

    assertThat(states(cluster)).anyMatch(state -> state.epoch() == 2 && state.decided() != null);
    assertThat(invariants.violations()).isEmpty();
  }

  /** Each phase waits for answers by itself: less than two delays are never enough. */
  @Test
  void a_proposer_that_retries_sooner_than_a_round_trip_never_learns_even_alone() {
    Timing timing =
        new Timing(Duration.ofMillis(50), TimeRange.ofMillis(150, 150), Duration.ofMillis(59));
    VirtualCluster cluster =
        PaxosFixture.running(spec(3, "proposer", timing, 1), TimeRange.ofMillis(30, 30));
    cluster.inject(crash(3));

    cluster.fire(n(2), PaxosNode.ELECTION);
    cluster.runFor(Duration.ofSeconds(10));

    assertThat(leaders(cluster)).isEmpty();
    assertThat(decrees(cluster, 1)).isEmpty();
    assertThat(state(cluster, 2).promised().round()).isGreaterThan(100);
  }

  /**
   * Two of three choose one of them; then the other of the two crashes and comes back, and the
   * third takes the place of the chosen one. Returns who led after the first and the second
   * election.
   */
  private static List<NodeId> chooseTwice(VirtualCluster cluster, boolean amnesia) {
    cluster.inject(new Cutting.Isolate(setOf(n(3))));
    cluster.runUntil(() -> !leaders(cluster).isEmpty(), AGES);
    NodeId chosen = leaders(cluster).get(0);
    NodeId other = chosen.equals(n(1)) ? n(2) : n(1);
    cluster.runFor(Duration.ofMillis(20));

    cluster.inject(crash(other.value()));
    cluster.inject(new LinkFault.Heal());
    cluster.inject(new Cutting.Isolate(setOf(chosen)));
    cluster.inject(amnesia ? new Fault.Restart(setOf(other), true) : restart(other.value()));
    cluster.runUntil(() -> leaders(cluster).size() == 2, AGES);
    return List.of(chosen, newer(cluster, chosen));
  }

  private static VirtualCluster running(int size, long seed) {
    return PaxosFixture.running(
        spec(size, "proposer", Timing.DEFAULT, seed), TimeRange.ofMillis(1, 5));
  }

  private static Invariants watch(VirtualCluster cluster) {
    Invariants invariants = new Invariants(cluster.spec(), cluster.trace());
    cluster.trace().observe(invariants);
    return invariants;
  }

  private static NodeId awaitLeader(VirtualCluster cluster) {
    cluster.runUntil(
        () ->
            leaders(cluster).size() == 1
                && states(cluster).stream()
                    .allMatch(state -> leaders(cluster).get(0).equals(state.leader())),
        AGES);
    assertThat(leaders(cluster)).hasSize(1);
    return leaders(cluster).get(0);
  }

  /** The one that leads besides an old leader. */
  private static NodeId newer(VirtualCluster cluster, NodeId old) {
    return leaders(cluster).stream().filter(it -> !it.equals(old)).findFirst().orElseThrow();
  }

  private static long epochOf(NodeId node, VirtualCluster cluster) {
    return state(cluster, node.value()).epoch();
  }

  private static NodeId another(VirtualCluster cluster, NodeId than) {
    return cluster.spec().members().stream()
        .filter(it -> !it.equals(than))
        .findFirst()
        .orElseThrow();
  }

  private static SortedSet<NodeId> setOf(NodeId... nodes) {
    return new TreeSet<>(List.of(nodes));
  }
}
