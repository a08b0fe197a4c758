package quorate.lab.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * A sample in six numbers. Quantiles are interpolated linearly between the two samples around them,
 * as R and NumPy do by default.
 *
 * @param count the size of the sample
 */
public record Summary(
    int count, double min, double p50, double p90, double p99, double max, double mean) {

  /** The summary of a sample; empty if the sample is. */
  public static Optional<Summary> of(Collection<? extends Number> sample) {
    if (sample.isEmpty()) {
      return Optional.empty();
    }
    double[] sorted = sample.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    return Optional.of(
        new Summary(
            sorted.length,
            sorted[0],
            quantile(sorted, 0.50),
            quantile(sorted, 0.90),
            quantile(sorted, 0.99),
            sorted[sorted.length - 1],
            Arrays.stream(sorted).average().orElseThrow()));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
