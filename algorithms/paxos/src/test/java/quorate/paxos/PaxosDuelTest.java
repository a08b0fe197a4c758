package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.paxos.PaxosFixture.decrees;
import static quorate.paxos.PaxosFixture.leaders;
import static quorate.paxos.PaxosFixture.states;

import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Troubling.Mishap;
import quorate.lab.invariant.Invariants;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.TimeRange;
import quorate.spi.Timing;
import quorate.testkit.ChaosTrial;
import quorate.testkit.VirtualCluster;

/**
 * §2.4 from a natural start: "two proposers each keep issuing a sequence of proposals with
 * increasing numbers, none of which are ever chosen". Nobody is told when to propose; the timers of
 * all nodes run out within a millisecond of each other, and every message takes 5 ms.
 */
@Tag("long")
class PaxosDuelTest {

  private static final int SEEDS = 20;
  private static final Duration AGES = Duration.ofSeconds(5);
  private static final TimeRange ALMOST_AT_ONCE = TimeRange.ofMillis(150, 151);
  private static final TimeRange CONSTANT_DELAY = TimeRange.ofMillis(5, 5);

  /**
   * The 5 s after the first timeout have room for 485 round trips, each of them lost to a higher
   * ballot.
   */
  @ParameterizedTest
  @CsvSource({"2, proposer", "3, proposer", "5, proposer", "3, everyone", "5, everyone"})
  void without_back_off_nothing_is_chosen_for_ages_and_nothing_is_wrong(int size, String learning) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      VirtualCluster cluster = start(size, learning, "off", ALMOST_AT_ONCE, CONSTANT_DELAY, seed);
      Invariants invariants = new Invariants(cluster.spec(), cluster.trace());
      cluster.trace().observe(invariants);

      cluster.runFor(AGES);

      assertThat(decrees(cluster, 1)).as("seed %d", seed).isEmpty();
      assertThat(states(cluster)).as("seed %d", seed).allMatch(state -> state.epoch() == 1);
      assertThat(highestRound(cluster)).as("seed %d", seed).isGreaterThan(480);
      assertThat(invariants.violations()).isEmpty();
    }
  }

  /** The same start: the first of them has two round trips to itself while the others wait. */
  @ParameterizedTest
  @CsvSource({"2, proposer", "3, proposer", "5, proposer", "3, everyone", "5, everyone"})
  void with_back_off_the_same_start_settles_in_a_few_ballots(int size, String learning) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      VirtualCluster cluster = start(size, learning, "on", ALMOST_AT_ONCE, CONSTANT_DELAY, seed);

      cluster.runUntil(() -> !leaders(cluster).isEmpty(), AGES);

      assertThat(leaders(cluster)).as("seed %d", seed).hasSize(1).isEqualTo(decrees(cluster, 1));
      assertThat(highestRound(cluster)).as("seed %d", seed).isLessThan(5);
    }
  }

  /** What ends a duel: messages that take now longer, now less long. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void a_network_of_uneven_delays_ends_the_duel_of_a_few_proposers(int size) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      VirtualCluster cluster =
          start(size, "proposer", "off", ALMOST_AT_ONCE, TimeRange.ofMillis(1, 5), seed);
      cluster.inject(Mishap.REORDER.on(0.1, new TreeSet<>()));

      cluster.runUntil(() -> !leaders(cluster).isEmpty(), AGES);

      assertThat(leaders(cluster)).as("seed %d", seed).hasSize(1).isEqualTo(decrees(cluster, 1));
    }
  }

  /** What keeps most duels from beginning: timers that are further apart than two delays. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void uneven_timers_let_the_first_proposer_be_done_before_the_second_begins(int size) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      VirtualCluster cluster =
          start(size, "proposer", "off", TimeRange.ofMillis(150, 300), CONSTANT_DELAY, seed);

      cluster.runUntil(() -> !leaders(cluster).isEmpty(), AGES);

      assertThat(leaders(cluster)).as("seed %d", seed).hasSize(1).isEqualTo(decrees(cluster, 1));
      assertThat(highestRound(cluster)).as("seed %d", seed).isLessThan(10);
    }
  }

  /** Left alone, a proposer meets no higher ballot, and needs no back-off. */
  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void a_lone_proposer_needs_one_ballot(String backoff) {
    VirtualCluster cluster =
        start(3, "proposer", backoff, TimeRange.ofMillis(150, 150), CONSTANT_DELAY, 1);
    cluster.inject(PaxosFixture.crash(1));
    cluster.runFor(Duration.ofMillis(140));

    cluster.fire(PaxosFixture.n(2), PaxosNode.ELECTION);
    cluster.runFor(Duration.ofMillis(25));

    assertThat(leaders(cluster)).containsExactly(PaxosFixture.n(2));
    assertThat(highestRound(cluster)).isEqualTo(1);
  }

  /** It promises no end, so that the contract, which waits for one, is not for it; safety is. */
  @ParameterizedTest
  @CsvSource({"3, proposer, 500", "3, everyone, 100", "4, proposer, 50", "5, proposer, 50"})
  void without_back_off_the_promises_hold_under_all_faults(int size, String learning, int runs) {
    long leaders = 0;
    for (int number = 1; number <= runs; number++) {
      leaders += chaos(new PaxosAlgorithm(), size, learning, number).run().leaders();
    }
    assertThat(leaders).as("how often somebody became leader").isGreaterThan(runs);
  }

  /** A test of the test above: the same runs, with the bugs that they are meant to find. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a promise is not saved",
        "a promise is saved after the answer",
        "a proposer proposes itself, whatever the promises report",
        "an acceptor accepts below its promise"
      })
  void the_same_runs_find_what_is_broken_on_purpose(String broken) {
    ElectionAlgorithm variant =
        PaxosZoo.variants().stream()
            .filter(animal -> animal.broken().equals(broken))
            .findFirst()
            .orElseThrow()
            .algorithm();

    assertThatThrownBy(
            () -> {
              for (int number = 1; number <= 500; number++) {
                chaos(variant, 3, "proposer", number).run();
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("(?s).*(two leaders in epoch|has two decrees).*replay: .*");
  }

  private static ChaosTrial chaos(
      ElectionAlgorithm algorithm, int size, String learning, int number) {
    Map<String, String> options = Map.of("backoff", "off", "learning", learning);
    return ChaosTrial.ofPromises(algorithm, options, size, number);
  }

  private static long highestRound(VirtualCluster cluster) {
    return states(cluster).stream().mapToLong(state -> state.promised().round()).max().orElse(0);
  }

  private static VirtualCluster start(
      int size, String learning, String backoff, TimeRange election, TimeRange delay, long seed) {
    Timing timing = new Timing(Duration.ofMillis(50), election, Duration.ofMillis(50));
    Map<String, String> options = Map.of("learning", learning, "backoff", backoff);
    ClusterSpec spec = new ClusterSpec("duel", new PaxosAlgorithm(), size, timing, options, seed);
    return PaxosFixture.running(spec, delay);
  }
}
