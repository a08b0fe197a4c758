package quorate.experiments.chaos;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import quorate.experiments.chaos.Step.Do;
import quorate.experiments.chaos.Step.Pass;

/** Steps that say less than a step: shorter times, fewer nodes, fewer words. */
final class Simpler {

  private static final long MILLISECOND = 1_000_000;

  private Simpler() {}

  /** Steps to try in place of one, the simplest first. */
  static List<Step> than(Step step) {
    return step instanceof Pass pass
        ? times(pass.time().toNanos())
        : ((Do) step).fault().simpler().stream().<Step>map(Do::new).toList();
  }

  /** Shorter times, and rounder ones: first without hundreds of milliseconds, at last in whole. */
  private static List<Step> times(long nanos) {
    return Stream.of(
            floor(nanos / 2, MILLISECOND),
            floor(nanos / 4 * 3, MILLISECOND),
            floor(nanos, 100 * MILLISECOND),
            floor(nanos, 10 * MILLISECOND),
            floor(nanos - 1, MILLISECOND),
            floor(nanos, MILLISECOND),
            floor(nanos, MILLISECOND) + MILLISECOND,
            floor(nanos, MILLISECOND / 10),
            floor(nanos, MILLISECOND / 10) + MILLISECOND / 10)
        .filter(other -> other > 0 && isSimpler(other, nanos))
        .<Step>map(other -> new Pass(Duration.ofNanos(other)))
        .toList();
  }

  private static long floor(long nanos, long unit) {
    return nanos / unit * unit;
  }

  private static boolean isSimpler(long nanos, long thanNanos) {
    int digits = digits(nanos) - digits(thanNanos);
    return digits < 0 || digits == 0 && nanos < thanNanos;
  }

  /** How many digits behind the point it takes to write a time in milliseconds. */
  private static int digits(long nanos) {
    return Math.max(0, BigDecimal.valueOf(nanos, 6).stripTrailingZeros().scale());
  }
}
