package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceText;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Purpose;
import quorate.spi.Theory;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * The part of the {@link ElectionContract} that asks what an algorithm does on a good network, when
 * nothing fails but a leader.
 */
public abstract class CalmContract {

  protected abstract ElectionAlgorithm algorithm();

  /** The options to test it with; by default none. */
  protected Map<String, String> options() {
    return Map.of();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  public void a_cluster_that_starts_settles(int size) {
    for (long seed = 1; seed <= 10; seed++) {
      CalmTrial trial = new CalmTrial(spec(size, seed), TimeRange.ofMillis(1, 5));
      assertThat(trial.start().leader()).as("%d nodes, seed %d", size, seed).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  public void a_leader_stays_when_nothing_fails(int size) {
    for (long seed = 1; seed <= 5; seed++) {
      CalmTrial trial = new CalmTrial(spec(size, seed), TimeRange.ofMillis(1, 5));
      trial.start();
      List<String> changes = new ArrayList<>();
      trial.cluster().trace().observe(event -> noteChange(event, changes));
      trial.cluster().runFor(Timing.DEFAULT.heartbeat().multipliedBy(100));
      assertThat(changes).as("%d nodes, seed %d", size, seed).isEmpty();
    }
  }

  private static void noteChange(TraceEvent event, List<String> changes) {
    if (event instanceof BeliefChanged) {
      changes.add(TraceText.line(event));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7})
  public void a_crashed_leader_is_replaced(int size) {
    for (long seed = 1; seed <= 10; seed++) {
      CalmTrial trial = new CalmTrial(spec(size, seed), TimeRange.ofMillis(1, 5));
      NodeId first = trial.start().leader().orElseThrow();
      Outcome outcome = trial.crash(first);
      assertThat(outcome.leader()).as("%d nodes, seed %d", size, seed).isPresent();
      assertThat(outcome.leader()).isNotEqualTo(Optional.of(first));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 7})
  public void an_undisturbed_election_costs_what_the_theory_says(int size) {
    int compared = 0;
    boolean hasTheory = false;
    // Where a manager grants a lease, an election begins with that, and with no timer of a member
    int begins = algorithm().services().contains(NodeId.MANAGER) ? 0 : 1;
    for (long seed = 1; seed <= 40; seed++) {
      CalmTrial trial = new CalmTrial(spec(size, seed), TimeRange.ofMillis(2, 2));
      Outcome outcome = trial.crash(trial.start().leader().orElseThrow());
      Optional<Theory> theory = outcome.election().flatMap(algorithm()::theory);
      hasTheory |= theory.isPresent();
      if (theory.isPresent() && trial.begunByTimer() == begins) {
        trial.cluster().runFor(Duration.ofMillis(10)); // what was sent arrives
        Tally counted = trial.outcome().messages().of(Purpose.ELECTION);
        assertThat(counted.sent())
            .as("sent, %d nodes, seed %d: %s", size, seed, theory.get().formula())
            .isEqualTo(theory.get().sent());
        assertThat(counted.delivered())
            .as("delivered, %d nodes, seed %d", size, seed)
            .isEqualTo(theory.get().delivered());
        compared++;
      }
    }
    if (hasTheory) {
      assertThat(compared).as("undisturbed elections").isGreaterThan(5);
    }
  }

  final ClusterSpec spec(int size, long seed) {
    return new ClusterSpec("trial", algorithm(), size, Timing.DEFAULT, options(), seed);
  }
}
