package quorate.lab.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A sample in a few numbers. The same sample gives the same numbers in whatever order it comes. */
public final class Summary {

  private final double[] sorted;
  private final double mean;

  private Summary(double[] sorted) {
    this.sorted = sorted;
    this.mean = Arrays.stream(sorted).sum() / sorted.length;
  }

  /** The summary of a sample; empty if the sample is. */
  public static Optional<Summary> of(Collection<? extends Number> sample) {
    if (sample.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Summary(sample.stream().mapToDouble(Number::doubleValue).sorted().toArray()));
  }

  /** The size of the sample, at least 1. */
  public int count() {
    return sorted.length;
  }

  /** All values, in ascending order. */
  public List<Double> values() {
    return Arrays.stream(sorted).boxed().toList();
  }

  public double mean() {
    return mean;
  }

  public double min() {
    return sorted[0];
  }

  public double max() {
    return sorted[sorted.length - 1];
  }

  public double p50() {
    return quantile(0.50);
  }

  /** What 90 % of the sample do not exceed. */
  public double p90() {
    return quantile(0.90);
  }

  /** What 99 % of the sample do not exceed. */
  public double p99() {
    return quantile(0.99);
  }

  /**
   * What a share of the sample does not exceed, interpolated linearly between the two samples
   * around it, as R and NumPy do by default.
   *
   * @param share from 0 to 1, inclusive
   */
  public double quantile(double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** The share of the sample that does not exceed a value: the cumulative distribution. */
  public double shareUpTo(double value) {
    return (double) Arrays.stream(sorted).filter(it -> it <= value).count() / sorted.length;
  }
}
