package quorate.netty.real;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.lab.Printable;
import quorate.spi.Option;

/**
 * For how long a server keeps what a client holds that it no longer hears of: an option of every
 * real system.
 *
 * @param least the shortest that the server grants
 * @param most the longest
 * @param usual what holds if nothing is typed
 * @param step what it is a whole number of
 */
public record Ttl(Duration least, Duration most, Duration usual, Duration step) {

  private static final Pattern TYPED = Pattern.compile("(\\d{1,6})(ms|s)");

  /** As help and tables have it. */
  public Option option(String description) {
    return new Option("ttl", words(usual), values(), description);
  }

  private String values() {
    return "%s to %s, in steps of %s".formatted(words(least), words(most), words(step));
  }

  /** What was typed; throws an IllegalArgumentException if it cannot be. */
  public Duration of(Map<String, String> options) {
    String typed = options.get("ttl");
    if (typed == null) {
      return usual;
    }
    Matcher read = TYPED.matcher(typed);
    if (read.matches()) {
      long number = Long.parseLong(read.group(1));
      Duration ttl =
          read.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
      if (ttl.compareTo(least) >= 0
          && ttl.compareTo(most) <= 0
          && ttl.toMillis() % step.toMillis() == 0) {
        return ttl;
      }
    }
    throw new IllegalArgumentException(
        "ttl= is %s, got '%s'; type ttl=%s".formatted(values(), Printable.of(typed), words(usual)));
  }

  private static String words(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }
}
