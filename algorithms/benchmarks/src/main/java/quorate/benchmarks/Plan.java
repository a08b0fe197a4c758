package quorate.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is to be run, and for how long.
 *
 * @param kinds which benchmarks, in the order in which they run
 * @param rounds how often each is run, each time in a JVM of its own; within a round the algorithms
 *     take turns, so that a machine that is slow for a minute is slow for all of them
 * @param warmUps how many seconds each JVM runs before it is measured
 * @param iterations how many seconds each JVM is measured, one figure per second
 * @param jvmOptions what else these JVMs are told
 */
record Plan(List<Kind> kinds, int rounds, int warmUps, int iterations, List<String> jvmOptions) {

  /** With how many nodes each benchmark runs. */
  static final List<Integer> SIZES = List.of(5, 25, 101);

  enum Kind {
    SETTLED(SettledBenchmark.class),
    CHURN(ChurnBenchmark.class),
    TRIALS(TrialBenchmark.class);

    final Class<? extends ClusterBenchmark> benchmark;

    Kind(Class<? extends ClusterBenchmark> benchmark) {
      this.benchmark = benchmark;
    }

    /** What is typed, and printed in the table. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads what was typed: {@code quick}, names of benchmarks (none means all), options of the JVM.
   *
   * @throws IllegalArgumentException if a word is none of these
   */
  static Plan read(String... words) {
    boolean quick = false;
    List<Kind> kinds = new ArrayList<>();
    List<String> jvmOptions = new ArrayList<>();
    for (String word : words) {
      if (word.equals("quick")) {
        quick = true;
      } else if (word.startsWith("-X")) {
        jvmOptions.add(word);
      } else {
        kinds.add(kind(word));
      }
    }
    List<Kind> asked = kinds.isEmpty() ? List.of(Kind.values()) : List.copyOf(kinds);
    return quick
        ? new Plan(asked, 1, 1, 2, List.copyOf(jvmOptions))
        : new Plan(asked, 3, 10, 5, List.copyOf(jvmOptions));
  }

  private static Kind kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("unknown word '%s'; type quick, settled, churn, trials, or an option of the"
                            + " JVM: -X...")
                        .formatted(word)));
  }

  @Override
  public String toString() {
    return String.format(
        "%d JVM%s for each line, one after the other; %d s to warm up and %d iterations of 1 s each%s",
        rounds,
        rounds == 1 ? "" : "s",
        warmUps,
        iterations,
        jvmOptions.isEmpty() ? "" : "; " + String.join(" ", jvmOptions));
  }
}
