package quorate.nodes.server;

import java.util.ArrayList;
import java.util.List;

/** How long saves took: counts in buckets, whose bounds are those of a disk. */
final class SaveTimes {

  private static final double NANOS_PER_SECOND = 1e9;

  /** The upper bounds of the buckets, inclusive, in seconds; one without a bound follows. */
  private static final List<Double> BOUNDS =
      List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0);

  private final long[] counts = new long[BOUNDS.size() + 1];
  private long count;
  private long totalNanos;
  private long lastNanos;
  private long longestNanos;

  void add(long nanos) {
    double seconds = nanos / NANOS_PER_SECOND;
    int bucket = 0;
    while (bucket < BOUNDS.size() && seconds > BOUNDS.get(bucket)) {
      bucket++;
    }
    counts[bucket]++;
    count++;
    totalNanos += nanos;
    lastNanos = nanos;
    longestNanos = Math.max(longestNanos, nanos);
  }

  /** The bounds of the buckets in seconds, the last of which is infinite. */
  static List<Double> bounds() {
    List<Double> bounds = new ArrayList<>(BOUNDS);
    bounds.add(Double.POSITIVE_INFINITY);
    return bounds;
  }

  /** How many fell into each bucket. */
  List<Number> counts() {
    List<Number> all = new ArrayList<>();
    for (long each : counts) {
      all.add(each);
    }
    return all;
  }

  long count() {
    return count;
  }

  long totalNanos() {
    return totalNanos;
  }

  double totalSeconds() {
    return totalNanos / NANOS_PER_SECOND;
  }

  long lastNanos() {
    return lastNanos;
  }

  long longestNanos() {
    return longestNanos;
  }
}
