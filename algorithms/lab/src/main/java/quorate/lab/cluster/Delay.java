package quorate.lab.cluster;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import quorate.spi.TimeRange;

/**
 * How long something takes: a distribution to draw from. Its text is what a person would type. The
 * draws are the same on every JVM.
 */
public sealed interface Delay {

  /** Draws how long it takes this time, in nanoseconds, not negative. */
  long draw(Chance chance);

  default boolean isNone() {
    return equals(none());
  }

  /** The shortest that can be drawn, and one that 99 of 100 draws stay below, or more. */
  TimeRange span();

  static Delay none() {
    return fixed(Duration.ZERO);
  }

  static Delay fixed(Duration delay) {
    return new Uniform(TimeRange.fixed(delay));
  }

  /**
   * Every delay of a range equally likely; or, if the range holds one delay only, that one.
   *
   * @param range shortest (inclusive) to longest (exclusive)
   */
  record Uniform(TimeRange range) implements Delay {
    @Override
    public long draw(Chance chance) {
      return chance.draw(range);
    }

    @Override
    public TimeRange span() {
      return range;
    }

    @Override
    public String toString() {
      String max = millis(range.max());
      return range.width().isZero() ? max : millis(range.min()).replaceAll("ms$", "") + ".." + max;
    }
  }

  /**
   * The time until something that is equally likely at each moment: mostly short, sometimes long.
   */
  record Exponential(Duration mean) implements Delay {
    /** Throws an IllegalArgumentException if the mean is not positive. */
    public Exponential {
      if (mean.isNegative() || mean.isZero()) {
        throw new IllegalArgumentException("the mean of exp() must be longer than 0 ms");
      }
    }

    @Override
    public long draw(Chance chance) {
      return (long) (-StrictMath.log(1 - chance.drawShare()) * mean.toNanos());
    }

    @Override
    public TimeRange span() {
      return new TimeRange(
          Duration.ZERO, Duration.ofNanos((long) (-StrictMath.log(0.01) * mean.toNanos())));
    }

    @Override
    public String toString() {
      return "exp(" + millis(mean) + ")";
    }
  }

  /**
   * The bell curve, without its part below 0.
   *
   * @param mean the middle of the whole curve, not negative
   * @param deviation the standard deviation of the whole curve, not negative
   */
  record Normal(Duration mean, Duration deviation) implements Delay {
    /** Throws an IllegalArgumentException if one of them is negative. */
    public Normal {
      if (mean.isNegative() || deviation.isNegative()) {
        throw new IllegalArgumentException("normal() needs a mean and a deviation of 0 ms or more");
      }
    }

    @Override
    public long draw(Chance chance) {
      double drawn = -1;
      while (drawn < 0) {
        drawn = mean.toNanos() + standard(chance) * deviation.toNanos();
      }
      return (long) drawn;
    }

    @Override
    public TimeRange span() {
      boolean fixed = deviation.isZero();
      return new TimeRange(
          fixed ? mean : Duration.ZERO, mean.plus(deviation.multipliedBy(5).dividedBy(2)));
    }

    /** Marsaglia's polar method; the square root is exact on every machine, and so is this log. */
    private static double standard(Chance chance) {
      double x;
      double square;
      do {
        x = 2 * chance.drawShare() - 1;
        double y = 2 * chance.drawShare() - 1;
        square = x * x + y * y;
      } while (square >= 1 || square == 0);
      return x * Math.sqrt(-2 * StrictMath.log(square) / square);
    }

    @Override
    public String toString() {
      return "normal(" + millis(mean) + "," + millis(deviation) + ")";
    }
  }

  /** One delay after the other. */
  record Sum(List<Delay> parts) implements Delay {
    /** Throws an IllegalArgumentException if there is no part. */
    public Sum {
      parts = List.copyOf(parts);
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("a sum of delays needs at least one");
      }
    }

    @Override
    public long draw(Chance chance) {
      return parts.stream().mapToLong(part -> part.draw(chance)).reduce(0, Delay::sum);
    }

    @Override
    public TimeRange span() {
      Duration min = Duration.ZERO;
      Duration max = Duration.ZERO;
      for (Delay part : parts) {
        min = min.plus(part.span().min());
        max = max.plus(part.span().max());
      }
      return new TimeRange(min, max);
    }

    @Override
    public String toString() {
      return parts.stream().map(Delay::toString).collect(Collectors.joining("+"));
    }
  }

  /** The sum of two times that are not negative; what is longer than can be counted is for ever. */
  static long sum(long nanos, long moreNanos) {
    return nanos + Math.min(moreNanos, Long.MAX_VALUE - nanos);
  }

  private static String millis(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros().toPlainString() + "ms";
  }
}
