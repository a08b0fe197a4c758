package quorate.spi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster is going to run under, as far as it is known before. An algorithm says from it
 * what it cannot do, or does otherwise than its source describes: see {@link
 * ElectionAlgorithm#cautions}.
 *
 * @param size how many nodes there are, at least 2: a node of its own has nobody to wait for
 * @param timing how patient they are
 * @param options the algorithm's options that were typed, by name
 * @param delay how long a message takes one way: the shortest time, and one that is hardly ever
 *     exceeded
 * @param persist the same for saving
 */
public record Conditions(
    int size, Timing timing, Map<String, String> options, TimeRange delay, TimeRange persist) {

  public Conditions {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** How long a question and its answer take, if nobody saves anything. */
  public TimeRange roundTrip() {
    return new TimeRange(delay.min().multipliedBy(2), delay.max().multipliedBy(2));
  }

  /** The same, if each side saves before it sends. */
  public TimeRange roundTripWithSaves() {
    return new TimeRange(
        delay.min().plus(persist.min()).multipliedBy(2),
        delay.max().plus(persist.max()).multipliedBy(2));
  }

  public boolean timeoutsAreEqual() {
    return timing.election().width().isZero();
  }

  /** What to say if messages can be so late that a leader that is alive is suspected. */
  public List<String> lateHeartbeats() {
    Duration longest = timing.heartbeat().plus(delay.width());
    if (longest.compareTo(timing.election().min()) < 0) {
      return List.of();
    }
    return List.of(
        ("a heartbeat can come %s after the one before, and the shortest election timeout is %s:"
                + " leaders that are alive are suspected")
            .formatted(millis(longest), millis(timing.election().min())));
  }

  /** A range that takes the place of equal election timeouts, as it is typed. */
  public String suggestedRange() {
    BigDecimal min = inMillis(timing.election().min());
    BigDecimal max = min.multiply(BigDecimal.valueOf(2)).stripTrailingZeros();
    return "election=" + min.toPlainString() + ".." + max.toPlainString() + "ms";
  }

  /** A duration in words: {@code 50 ms}; of one that is not short, tenths are enough. */
  public static String millis(Duration duration) {
    BigDecimal millis = inMillis(duration);
    boolean isShort = millis.compareTo(BigDecimal.TEN) < 0;
    BigDecimal rounded = millis.setScale(isShort ? 3 : 1, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().toPlainString() + " ms";
  }

  private static BigDecimal inMillis(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros();
  }
}
