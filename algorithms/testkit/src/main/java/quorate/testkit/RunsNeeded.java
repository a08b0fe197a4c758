package quorate.testkit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.ChaosCounts;
import quorate.spi.ElectionAlgorithm;

/**
 * Counts how many runs of chaos it takes until a broken variant is found, and what a run costs.
 *
 * @param seeds how many, from 1 on
 * @param most after how many runs a seed gives up
 */
record RunsNeeded(int seeds, int most) {

  private static final int RUNS_TO_WARM_UP = 200;
  private static final int RUNS_TO_MEASURE = 500;

  /** Prints one row: the variant, the median, and what each seed takes, the fewest first. */
  void print(BrokenVariant variant) throws InterruptedException {
    int[] runs = new int[seeds];
    for (int seed = 1; seed <= seeds; seed++) {
      runs[seed - 1] = runsUntilFound(new Chaos(variant.algorithm(), variant.options(), seed));
    }
    Arrays.sort(runs);
    String all = Arrays.stream(runs).mapToObj(this::words).collect(Collectors.joining("; "));
    System.out.printf("| %s | %s | %s |%n", variant.broken(), words(runs[seeds / 2]), all);
  }

  private int runsUntilFound(Chaos chaos) throws InterruptedException {
    int number = 1;
    while (number <= most && chaos.run(number).failure().isEmpty()) {
      number++;
    }
    return number;
  }

  private String words(int runs) {
    return runs > most ? "> " + most : String.valueOf(runs);
  }

  /** Prints what a run of an honest algorithm costs: time, and events. */
  void printPace(ElectionAlgorithm algorithm) throws InterruptedException {
    counts(algorithm, 2, RUNS_TO_WARM_UP);
    long began = System.nanoTime();
    ChaosCounts seen = counts(algorithm, 1, RUNS_TO_MEASURE);
    double millis = (System.nanoTime() - began) / 1e6 / RUNS_TO_MEASURE;
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f ms and %d events per run%n",
        algorithm.name(),
        millis,
        seen.events() / RUNS_TO_MEASURE);
  }

  private static ChaosCounts counts(ElectionAlgorithm algorithm, long seed, int runs)
      throws InterruptedException {
    Chaos chaos = new Chaos(algorithm, Map.of(), seed);
    ChaosCounts seen = ChaosCounts.NOTHING;
    for (int number = 1; number <= runs; number++) {
      seen = seen.plus(chaos.run(number).counts());
    }
    return seen;
  }
}
