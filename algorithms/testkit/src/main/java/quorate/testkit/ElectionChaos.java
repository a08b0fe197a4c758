package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.ChaosResult;
import quorate.experiments.chaos.Failure;
import quorate.experiments.chaos.Shrunk;
import quorate.spi.ElectionAlgorithm;

/**
 * Random faults that a person could type find what is broken, and what they find can be shrunk.
 * That they find nothing where nothing is broken is a part of the {@link ElectionContract}. The
 * tests of each algorithm extend this class and say which animals of its zoo no such fault can
 * reveal.
 */
public abstract class ElectionChaos {

  /** With the seeds of the tests all variants are found in fewer. */
  private static final int MOST_RUNS = 300;

  private static final int RUNS_OF_THE_HIDDEN = 15;

  /** What a person can still think through. */
  private static final int MOST_NODES = 5;

  private static final int MOST_FAULTS = 12;

  protected abstract ElectionAlgorithm algorithm();

  protected abstract List<BrokenVariant> variants();

  /** The names of the variants that stay hidden, each with why. */
  protected abstract Map<String, String> hidden();

  /** The source of all random choices: with some seeds it takes long until all are found. */
  protected abstract long seed();

  /** The same for one variant, if that seed takes long for it. */
  protected long seed(BrokenVariant variant) {
    return seed();
  }

  @TestFactory
  public Stream<DynamicTest> every_broken_variant_that_faults_can_reveal_is_found_and_shrunk() {
    return variants().stream()
        .filter(variant -> !hidden().containsKey(variant.broken()))
        .map(variant -> DynamicTest.dynamicTest(variant.broken(), () -> find(variant)));
  }

  private void find(BrokenVariant variant) throws InterruptedException {
    Chaos chaos = new Chaos(variant.algorithm(), variant.options(), seed(variant));
    ChaosResult failed =
        firstFailure(chaos, MOST_RUNS)
            .orElseThrow(
                () -> new AssertionError("not found in " + MOST_RUNS + ": " + variant.broken()));
    Shrunk shrunk = chaos.shrink(failed, smaller -> {});
    assertThat(chaos.again(shrunk.scenario()).failure().map(Failure::description))
        .as("what is left fails again")
        .contains(shrunk.failure().description());
    assertThat(shrunk.scenario().spec().size()).isLessThanOrEqualTo(MOST_NODES);
    assertThat(shrunk.scenario().faults())
        .as("%s, out of %s", shrunk.scenario().steps(), failed.scenario().steps())
        .isLessThanOrEqualTo(MOST_FAULTS);
  }

  private static Optional<ChaosResult> firstFailure(Chaos chaos, int runs)
      throws InterruptedException {
    for (int number = 1; number <= runs; number++) {
      ChaosResult run = chaos.run(number);
      if (run.failure().isPresent()) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  /** A variant that is found after all is no longer hidden. */
  @TestFactory
  public Stream<DynamicTest> the_hidden_ones_are_in_the_zoo_and_stay_hidden() {
    assertThat(variants()).extracting(BrokenVariant::broken).containsAll(hidden().keySet());
    return variants().stream()
        .filter(variant -> hidden().containsKey(variant.broken()))
        .map(
            variant ->
                DynamicTest.dynamicTest(
                    variant.broken() + ": " + hidden().get(variant.broken()),
                    () -> staysHidden(variant)));
  }

  private void staysHidden(BrokenVariant variant) throws InterruptedException {
    Chaos chaos = new Chaos(variant.algorithm(), variant.options(), seed());
    assertThat(firstFailure(chaos, RUNS_OF_THE_HIDDEN)).isEmpty();
  }

  /**
   * Prints the table of docs/decisions/chaos.md: how many runs it takes until each variant is
   * found, with as many seeds as {@code -Dchaos.seeds=} says.
   */
  @Test
  @EnabledIfSystemProperty(named = "chaos.seeds", matches = "\\d+")
  public void how_many_runs_it_takes_to_find_each_variant() throws InterruptedException {
    RunsNeeded needed =
        new RunsNeeded(Integer.getInteger("chaos.seeds"), Integer.getInteger("chaos.cap", 5000));
    needed.printPace(algorithm());
    for (BrokenVariant variant : variants()) {
      needed.print(variant);
    }
  }
}
