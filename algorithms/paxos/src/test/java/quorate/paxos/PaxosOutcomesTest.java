package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.paxos.PaxosFixture.ballot;
import static quorate.paxos.PaxosFixture.cluster;
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
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling.Mishap;
import quorate.lab.invariant.Invariants;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;
import quorate.testkit.VirtualCluster;

/** What becomes of whole clusters in time. What happens move by move is told in the transcripts. */
class PaxosOutcomesTest {

  private static final Duration AGES = Duration.ofSeconds(30);

  /** §2.4: each answers the other's higher number at once; nothing is chosen, nothing is wrong. */
  @ParameterizedTest
  @CsvSource({"3, proposer", "5, proposer", "3, everyone", "5, everyone"})
  void two_proposers_without_back_off_go_on_for_ever_and_stay_safe(int size, String learning) {
    VirtualCluster cluster =
        PaxosFixture.running(spec(size, learning, Timing.DEFAULT, 1), TimeRange.ofMillis(2, 2));
    for (int attempt = 0; attempt < 100; attempt++) {
      PaxosFixture.duel(cluster, attempt, Duration.ofMillis(2));
      assertThat(decrees(cluster, 1)).isEmpty();
    }
    assertThat(state(cluster, 1).promised()).isEqualTo(ballot(100, 2));

    cluster.runFor(AGES);
    assertThat(decrees(cluster, 1)).as("left alone they back off by chance").hasSize(1);
    assertThat(leaders(cluster)).isEqualTo(decrees(cluster, 1));
  }

  /** Two round trips take four delays, of which the answer timeout covers one: no second ballot. */
  @ParameterizedTest
  @ValueSource(strings = {"proposer", "everyone"})
  void a_lone_proposer_needs_one_ballot_even_if_answers_barely_come_in_time(String learning) {
    Timing timing =
        new Timing(Duration.ofMillis(50), TimeRange.ofMillis(150, 150), Duration.ofMillis(61));
    VirtualCluster cluster =
        PaxosFixture.running(spec(3, learning, timing, 1), TimeRange.ofMillis(30, 30));

    cluster.fire(n(2), PaxosNode.ELECTION);

    assertThat(cluster.runUntil(() -> leaders(cluster).equals(List.of(n(2))), AGES)).isTrue();
    assertThat(state(cluster, 2).proposing()).isEqualTo(ballot(1, 2));
  }

  @ParameterizedTest
  @CsvSource({"1, proposer", "2, proposer", "3, everyone", "5, proposer", "7, everyone"})
  void a_cluster_elects_a_leader_and_keeps_it_as_long_as_nothing_happens(
      int size, String learning) {
    VirtualCluster cluster = running(size, learning, 1);
    NodeId leader = awaitLeader(cluster);
    long before = cluster.trace().last();

    cluster.runFor(Duration.ofSeconds(10));

    assertThat(leaders(cluster)).containsExactly(leader);
    assertThat(states(cluster)).allMatch(state -> leader.equals(state.leader()));
    assertThat(cluster.trace().events())
        .filteredOn(event -> event.number() > before)
        .noneMatch(BeliefChanged.class::isInstance);
  }

  @Test
  void the_minority_keeps_its_old_leader_in_an_older_epoch() {
    VirtualCluster cluster = running(5, "proposer", 2);
    NodeId old = awaitLeader(cluster);
    NodeId other = old.equals(n(1)) ? n(2) : n(1);
    long epoch = state(cluster, old.value()).epoch();

    cluster.inject(new Cutting.Partition(List.of(new TreeSet<>(List.of(old, other)))));
    assertThat(cluster.runUntil(() -> leaders(cluster).size() == 2, AGES)).isTrue();

    NodeId fresh = leaders(cluster).stream().filter(l -> !l.equals(old)).findFirst().orElseThrow();
    assertThat(state(cluster, old.value()).epoch()).isEqualTo(epoch);
    assertThat(state(cluster, fresh.value()).epoch()).isEqualTo(epoch + 1);
    assertThat(state(cluster, other.value()).leader()).isEqualTo(old);

    cluster.inject(new LinkFault.Heal());
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(leaders(cluster)).containsExactly(fresh);
    assertThat(states(cluster)).allMatch(state -> fresh.equals(state.leader()));
  }

  @Test
  void without_a_majority_nothing_is_chosen_and_with_one_it_is() {
    VirtualCluster cluster = running(5, "proposer", 3);
    NodeId leader = awaitLeader(cluster);
    List<NodeId> others =
        cluster.spec().members().stream().filter(node -> !node.equals(leader)).toList();
    int second = others.get(0).value();
    int third = others.get(1).value();

    cluster.inject(crash(leader.value(), second, third));
    cluster.runFor(AGES);
    assertThat(leaders(cluster)).isEmpty();
    assertThat(decrees(cluster, 2)).isEmpty();
    assertThat(states(cluster)).as("they wait for a decree").allMatch(s -> s.epoch() == 2);

    cluster.inject(restart(second));
    awaitLeader(cluster);
    assertThat(decrees(cluster, 2)).hasSize(1);
  }

  /** The whole cluster forgets what it had in memory, and nobody what it had on disk. */
  @Test
  void a_cluster_that_restarts_as_a_whole_goes_on_with_the_next_epoch() {
    VirtualCluster cluster = running(3, "proposer", 4);
    awaitLeader(cluster);
    long epoch = states(cluster).get(0).epoch();
    cluster.runFor(Duration.ofMillis(20));

    cluster.inject(crash(1, 2, 3));
    cluster.inject(restart(1, 2, 3));
    assertThat(leaders(cluster)).isEmpty();

    awaitLeader(cluster);
    assertThat(states(cluster)).allMatch(state -> state.epoch() == epoch + 1);
  }

  /** Crashes and restarts in the middle of everything: never two leaders in an epoch. */
  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35})
  void one_leader_an_epoch_through_crashes_losses_and_repeats(long seed) {
    VirtualCluster cluster = running(5, seed % 2 == 0 ? "everyone" : "proposer", seed);
    Invariants invariants = new Invariants(cluster.spec(), cluster.trace());
    cluster.trace().observe(invariants);
    cluster.inject(Mishap.LOSS.on(0.2, new TreeSet<>()));
    cluster.inject(Mishap.DUPLICATE.on(0.2, new TreeSet<>()));

    for (int round = 0; round < 60; round++) {
      cluster.inject(crash(round % 5 + 1, (round + 2) % 5 + 1));
      cluster.runFor(Duration.ofMillis(37));
      cluster.inject(restart(1, 2, 3, 4, 5));
      cluster.runFor(Duration.ofMillis(round % 3 * 100));
    }

    cluster.inject(new Heal());
    awaitLeader(cluster);
    assertThat(invariants.violations()).isEmpty();
    assertThat(states(cluster).get(0).epoch()).as("something happened").isGreaterThan(3);
  }

  private static VirtualCluster running(int size, String learning, long seed) {
    return PaxosFixture.running(
        spec(size, learning, Timing.DEFAULT, seed), TimeRange.ofMillis(1, 5));
  }

  /** Waits until everybody that runs follows the same running leader. */
  private static NodeId awaitLeader(VirtualCluster cluster) {
    assertThat(
            cluster.runUntil(
                () ->
                    leaders(cluster).size() == 1
                        && states(cluster).stream()
                            .allMatch(s -> leaders(cluster).get(0).equals(s.leader())),
                AGES))
        .isTrue();
    return leaders(cluster).get(0);
  }
}
