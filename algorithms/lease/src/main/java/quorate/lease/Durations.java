package quorate.lease;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.spi.TimeRange;

/** Times as they are typed as values of options. */
final class Durations {

  private static final String UNIT = "(us|ms|s|m)";
  private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,6})?)";
  private static final Pattern TIME = Pattern.compile(NUMBER + UNIT);
  private static final Pattern RANGE = Pattern.compile(NUMBER + UNIT + "?\\.\\." + NUMBER + UNIT);
  private static final Pattern SHARE = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,6})?)%");
  private static final BigDecimal LONGEST_NANOS = BigDecimal.valueOf(Duration.ofDays(1).toNanos());

  private Durations() {}

  /**
   * A time: {@code 300ms}, {@code 15s}.
   *
   * @throws IllegalArgumentException if it is none, or not longer than 0 ms
   */
  static Duration time(String option, String text, String otherwise) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw wrong(option, "a time like 300ms or 15s" + otherwise, text);
    }
    return longerThanZero(option, matcher.group(1), matcher.group(2));
  }

  /** A time, or a range of times: {@code 2..4.4s}. */
  static TimeRange range(String option, String text, String otherwise) {
    Matcher matcher = RANGE.matcher(text);
    if (TIME.matcher(text).matches()) {
      return TimeRange.fixed(time(option, text, otherwise));
    } else if (!matcher.matches()) {
      throw wrong(option, "a time like 50ms, a range like 2..4.4s" + otherwise, text);
    }
    String unit = matcher.group(2) == null ? matcher.group(4) : matcher.group(2);
    Duration min = longerThanZero(option, matcher.group(1), unit);
    Duration max = longerThanZero(option, matcher.group(3), matcher.group(4));
    if (min.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          option + "=" + text + " runs backwards; type the shorter time first");
    }
    return new TimeRange(min, max);
  }

  /** A time that may be 0 ms, or a share of another time: {@code 10%}. */
  static Duration timeOrShare(String option, String text, Duration whole) {
    Matcher share = SHARE.matcher(text);
    Matcher matcher = TIME.matcher(text);
    if (share.matches()) {
      BigDecimal part = new BigDecimal(share.group(1)).movePointLeft(2);
      return nanos(part.multiply(BigDecimal.valueOf(whole.toNanos())));
    } else if (!matcher.matches()) {
      throw wrong(option, "a time like 5s or a share of the ttl like 10%", text);
    }
    return nanos(inNanos(matcher.group(1), matcher.group(2)));
  }

  private static Duration longerThanZero(String option, String number, String unit) {
    Duration time = nanos(inNanos(number, unit));
    if (time.isZero()) {
      throw new IllegalArgumentException(option + " is longer than 0 ms");
    }
    return time;
  }

  private static BigDecimal inNanos(String number, String unit) {
    long nanos =
        switch (unit) {
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          default -> 60_000_000_000L;
        };
    return new BigDecimal(number).multiply(BigDecimal.valueOf(nanos));
  }

  private static Duration nanos(BigDecimal nanos) {
    if (nanos.compareTo(LONGEST_NANOS) > 0) {
      throw new IllegalArgumentException("no time of a lease is longer than a day");
    }
    return Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  private static IllegalArgumentException wrong(String option, String right, String text) {
    return new IllegalArgumentException(option + " is " + right + ", got '" + text + "'");
  }
}
