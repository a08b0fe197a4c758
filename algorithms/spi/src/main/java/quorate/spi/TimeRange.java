package quorate.spi;

import java.time.Duration;

/**
 * A range of delays. A node asks for a range, and the driver draws from it: there is no randomness
 * in a node.
 *
 * @param min the shortest delay, inclusive, not negative
 * @param max the longest delay, exclusive, unless it equals {@code min}: then the delay is fixed
 */
public record TimeRange(Duration min, Duration max) {

  /**
   * @throws IllegalArgumentException if {@code min} is negative or above {@code max}
   */
  public TimeRange {
    if (min.isNegative() || min.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "a range of delays runs from a shorter to a longer one, got " + min + " to " + max);
    }
  }

  public static TimeRange fixed(Duration delay) {
    return new TimeRange(delay, delay);
  }

  public static TimeRange ofMillis(long min, long max) {
    return new TimeRange(Duration.ofMillis(min), Duration.ofMillis(max));
  }

  public Duration width() {
    return max.minus(min);
  }
}
