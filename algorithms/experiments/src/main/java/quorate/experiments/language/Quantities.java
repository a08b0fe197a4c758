package quorate.experiments.language;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Delay;
import quorate.spi.TimeRange;

/** Durations, ranges, delays, shares and numbers, as a person types them and reads them. */
public final class Quantities {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|m)");
  private static final Pattern RANGE =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|m)?\\.\\.(\\S+)");

  private static final Pattern DRAWN = Pattern.compile("(exp|normal)\\(([^()]*)\\)");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
  private static final Pattern RATE = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})");
  private static final int LONGEST_LIST = 10_000;
  private static final int MOST_PARTS = 16;
  private static final BigDecimal LONGEST_NANOS = BigDecimal.valueOf(Duration.ofDays(1).toNanos());

  private Quantities() {}

  /** Reads {@code 50ms}, {@code 1.5s}, {@code 200us} or {@code 2m}, or throws a UserError. */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new UserError(
          "'" + Printable.of(text) + "' is not a duration; type one like 50ms or 1.5s");
    }
    return duration(matcher.group(1), matcher.group(2));
  }

  /** Reads {@code 150..300ms}, {@code 500ms..1s}, or a single duration, or throws a UserError. */
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
   * Reads a delay: {@code 1ms}, {@code 30..40ms}, {@code exp(2.5ms)}, {@code normal(10ms,2ms)}, or
   * a sum of these, {@code 1ms+exp(2.5ms)}. {@link Delay#toString} gives such a text back.
   *
   * @throws UserError if it is none of these
   */
  public static Delay delay(String text) {
    List<Delay> parts = new ArrayList<>();
    for (String part : text.replaceAll("\\s", "").split("\\+", -1)) {
      parts.add(partOfDelay(part));
    }
    if (parts.size() > MOST_PARTS) {
      throw new UserError(
          "a delay is a sum of at most " + MOST_PARTS + " parts, got " + parts.size());
    }
    return parts.size() == 1 ? parts.get(0) : new Delay.Sum(parts);
  }

  private static Delay partOfDelay(String part) {
    Matcher drawn = DRAWN.matcher(part);
    if (DURATION.matcher(part).matches() || RANGE.matcher(part).matches()) {
      return new Delay.Uniform(range(part));
    } else if (!drawn.matches()) {
      throw noDelay(part);
    }
    List<Duration> arguments = new ArrayList<>();
    for (String argument : drawn.group(2).split(",", -1)) {
      arguments.add(duration(argument));
    }
    try {
      if (drawn.group(1).equals("exp") && arguments.size() == 1) {
        return new Delay.Exponential(arguments.get(0));
      } else if (drawn.group(1).equals("normal") && arguments.size() == 2) {
        return new Delay.Normal(arguments.get(0), arguments.get(1));
      }
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
    throw noDelay(part);
  }

  private static UserError noDelay(String part) {
    return new UserError(
        "'%s' is not a delay; type one like %s, or a sum: 1ms+exp(2.5ms)"
            .formatted(Printable.of(part), "1ms, 30..40ms, exp(2.5ms), normal(10ms,2ms)"));
  }

  /** Reads a share, {@code 20%}, as a number from 0 to 1, or throws a UserError. */
  public static double share(String text) {
    Matcher matcher = SHARE.matcher(text);
    BigDecimal share =
        matcher.matches() ? new BigDecimal(matcher.group(1)).movePointLeft(2) : BigDecimal.TEN;
    if (share.compareTo(BigDecimal.ONE) > 0) {
      throw new UserError("'" + Printable.of(text) + "' is not a share; type one from 0% to 100%");
    }
    return share.doubleValue();
  }

  /** Reads the rate of a clock, {@code 1.05}, or throws a UserError. */
  public static double rate(String text) {
    if (!RATE.matcher(text).matches()) {
      throw new UserError(
          "'%s' is not the rate of a clock; type one like 1.05 for 5%% fast, or 0.9 for 10%% slow"
              .formatted(Printable.of(text)));
    }
    return Double.parseDouble(text);
  }

  /** Reads a whole number, or throws a UserError that says {@code what} it is not. */
  public static int integer(String text, String what) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      throw new UserError("'" + Printable.of(text) + "' is not " + what);
    }
  }

  /**
   * A list of values; {@code 0..4} is short for {@code 0,1,2,3,4}, and all else stays as it is.
   *
   * @throws UserError if a range runs backwards, or is very long
   */
  public static String list(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    if (!numbers.matches()) {
      return text;
    }
    int first = Integer.parseInt(numbers.group(1));
    int last = Integer.parseInt(numbers.group(2));
    if (first > last) {
      throw new UserError(text + " runs backwards; type: " + last + ".." + first);
    } else if (last - first >= LONGEST_LIST) {
      throw new UserError(text + " is a list of more than " + LONGEST_LIST);
    }
    return IntStream.rangeClosed(first, last)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }

  /** A duration as a person types it: {@code 50ms}. */
  public static String typed(Duration duration) {
    return Delay.fixed(duration).toString();
  }

  /** A duration as a person reads it: {@code 60 s}, {@code 500 ms}. */
  public static String words(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9);
    boolean inSeconds = seconds.compareTo(BigDecimal.ONE) >= 0;
    BigDecimal shown = inSeconds ? seconds : seconds.movePointRight(3);
    return shown.stripTrailingZeros().toPlainString() + (inSeconds ? " s" : " ms");
  }

  /** A range as a person types it: {@code 150..300ms}. */
  public static String typed(TimeRange range) {
    return new Delay.Uniform(range).toString();
  }

  private static Duration duration(String number, String unit) {
    long nanosPerUnit =
        switch (unit) {
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          default -> 60_000_000_000L;
        };
    BigDecimal nanos = new BigDecimal(number).multiply(BigDecimal.valueOf(nanosPerUnit));
    if (nanos.compareTo(LONGEST_NANOS) > 0) {
      throw new UserError(number + unit + " is too long; nothing may take more than a day");
    }
    return Duration.ofNanos(nanos.longValue());
  }
}
