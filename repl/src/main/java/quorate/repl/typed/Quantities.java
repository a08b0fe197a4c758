package quorate.repl.typed;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.spi.TimeRange;

/** Durations, ranges and numbers, as a person types them and reads them. */
public final class Quantities {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|m)");
  private static final Pattern RANGE =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|m)?\\.\\.(\\S+)");

  private Quantities() {}

  /**
   * Reads {@code 50ms}, {@code 1.5s}, {@code 200us} or {@code 2m}.
   *
   * @throws UserError if it is none of these
   */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new UserError(
          "'" + Suggestions.printable(text) + "' is not a duration; type one like 50ms or 1.5s");
    }
    return duration(matcher.group(1), matcher.group(2));
  }

  /**
   * Reads {@code 150..300ms}, {@code 500ms..1s}, or a single duration.
   *
   * @throws UserError if it is none of these
   */
  public static TimeRange range(String text) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      return TimeRange.fixed(duration(text));
    }
    Duration max = duration(matcher.group(3));
    String unit = matcher.group(2) != null ? matcher.group(2) : text.replaceAll(".*\\d", "");
    Duration min = duration(matcher.group(1), unit);
    if (min.compareTo(max) > 0) {
      throw new UserError("the range " + text + " runs backwards; type the shorter time first");
    }
    return new TimeRange(min, max);
  }

  /**
   * Reads a whole number.
   *
   * @param what what the number is for, for the error
   * @throws UserError if it is none
   */
  public static int integer(String text, String what) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      throw new UserError("'" + Suggestions.printable(text) + "' is not " + what);
    }
  }

  /** A duration as a person types it: {@code 50ms}. */
  public static String typed(Duration duration) {
    BigDecimal millis = BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros();
    return millis.toPlainString() + "ms";
  }

  /** A range as a person types it: {@code 150..300ms}. */
  public static String typed(TimeRange range) {
    return range.width().isZero()
        ? typed(range.min())
        : typed(range.min()).replace("ms", "") + ".." + typed(range.max());
  }

  private static Duration duration(String number, String unit) {
    long nanosPerUnit =
        switch (unit) {
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          default -> 60_000_000_000L;
        };
    return Duration.ofNanos(
        new BigDecimal(number).multiply(BigDecimal.valueOf(nanosPerUnit)).longValue());
  }
}
