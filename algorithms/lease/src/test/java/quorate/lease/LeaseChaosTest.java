package quorate.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.ChaosResult;
import quorate.experiments.chaos.Failure;
import quorate.experiments.chaos.Shrunk;
import quorate.experiments.typed.Assignments;
import quorate.spi.ElectionAlgorithm;

/** Random faults, clocks that run fast and slow among them. */
class LeaseChaosTest {

  /** Within the 5.26% that the default margin allows. */
  private static final double WITHIN = 0.052;

  private static Chaos chaos(
      ElectionAlgorithm algorithm, Map<String, String> options, double clocksOffBy) {
    return new Chaos(
        algorithm, options, OptionalInt.empty(), Assignments.of(List.of()), true, 1, clocksOffBy);
  }

  @ParameterizedTest
  @CsvSource({"manager,200", "contenders,100"})
  void two_never_lead_while_clocks_are_within_the_bound(String frees, int runs)
      throws InterruptedException {
    noneFails(Map.of("frees", frees), runs);
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource({"manager,2500", "contenders,1000"})
  void two_never_lead_in_thousands_of_runs_within_the_bound(String frees, int runs)
      throws InterruptedException {
    noneFails(Map.of("frees", frees), runs);
  }

  private static void noneFails(Map<String, String> options, int runs) throws InterruptedException {
    Chaos chaos = chaos(new LeaseAlgorithm(), options, WITHIN);
    long leaders = 0;
    for (int number = 1; number <= runs; number++) {
      ChaosResult run = chaos.run(number);
      assertThat(run.failure().map(Failure::description)).as("run %d", number).isEmpty();
      leaders += run.counts().leaders();
    }
    assertThat(leaders).as("how often somebody became leader").isGreaterThan(2L * runs);
  }

  /** The bound is tight: who claims more is found out, by a slow holder or a fast manager. */
  @Test
  void beyond_the_bound_chaos_finds_two_leaders_and_shrinks_how_they_came_about()
      throws InterruptedException {
    Shrunk shrunk = shrunk(chaos(BrokenLease.claiming(0.3), Map.of(), 0.3));
    assertThat(shrunk.failure().description()).startsWith("two leaders at a time");
    assertThat(shrunk.scenario().steps())
        .anySatisfy(step -> assertThat(step.toString()).startsWith("drift "));
    assertThat(shrunk.scenario().faults()).isLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"count-from=reply", "manager=forgets", "put=unconditional"})
  void each_classic_mistake_is_found_and_shrunk(String mistake) throws InterruptedException {
    Shrunk shrunk = shrunk(chaos(BrokenLease.making(mistake), Map.of(), 0));
    assertThat(shrunk.failure().description()).startsWith("two leaders at a time");
    assertThat(shrunk.scenario().steps())
        .noneSatisfy(step -> assertThat(step.toString()).startsWith("drift "));
    assertThat(shrunk.scenario().faults()).isLessThanOrEqualTo(8);
  }

  private static Shrunk shrunk(Chaos chaos) throws InterruptedException {
    for (int number = 1; number <= 400; number++) {
      ChaosResult run = chaos.run(number);
      Optional<Failure> failure = run.failure();
      if (failure.filter(it -> it.kind() == Failure.Kind.PROMISE).isPresent()) {
        return chaos.shrink(run, smaller -> {});
      }
    }
    throw new AssertionError("not found in 400 runs");
  }
}
