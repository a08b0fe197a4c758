package quorate.lease;

import static quorate.spi.Conditions.millis;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import quorate.spi.ClockBound;
import quorate.spi.Option;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * What contenders and manager agree on before a cluster starts.
 *
 * @param ttl how long a lease lasts, as the host counts that frees it
 * @param margin how much earlier its holder stops
 * @param renew how long after its last request the holder asks to renew
 * @param retry how long a contender waits before it asks again
 * @param contendersFree whether contenders say when a lease is over, and not the manager
 * @param countsFromReply a mistake: whether the holder counts its lease from the answer
 * @param forgets a mistake: whether a manager that restarts grants at once
 * @param unconditional a mistake: whether the manager grants without looking who holds the lease
 */
record LeaseTerms(
    Duration ttl,
    Duration margin,
    Duration renew,
    TimeRange retry,
    boolean contendersFree,
    boolean countsFromReply,
    boolean forgets,
    boolean unconditional) {

  /**
   * Reads them from a cluster's options.
   *
   * @throws IllegalArgumentException if an option has a value that it cannot have
   */
  static LeaseTerms of(Timing timing, Map<String, String> options) {
    String ttlText = typed(LeaseAlgorithm.TTL, options);
    Duration ttl =
        ttlText.equals("election")
            ? timing.election().max()
            : Durations.time("ttl", ttlText, ", or election (the longest election timeout)");
    Duration margin = Durations.timeOrShare("margin", typed(LeaseAlgorithm.MARGIN, options), ttl);
    if (margin.compareTo(ttl) >= 0) {
      throw new IllegalArgumentException(
          "margin is shorter than the ttl of %s, or nobody ever holds the lease; got %s"
              .formatted(millis(ttl), millis(margin)));
    }
    String renew = typed(LeaseAlgorithm.RENEW, options);
    String retry = typed(LeaseAlgorithm.RETRY, options);
    return new LeaseTerms(
        ttl,
        margin,
        renew.equals("half")
            ? ttl.dividedBy(2)
            : Durations.time("renew", renew, ", or half (of the ttl)"),
        retry.equals("heartbeat")
            ? TimeRange.fixed(timing.heartbeat())
            : Durations.range("retry", retry, ", or heartbeat (the heartbeat interval)"),
        isSecond(LeaseAlgorithm.FREES, "manager", "contenders", options),
        isSecond(LeaseAlgorithm.COUNT_FROM, "send", "reply", options),
        isSecond(LeaseAlgorithm.MANAGER, "waits", "forgets", options),
        isSecond(LeaseAlgorithm.PUT, "compare-and-set", "unconditional", options));
  }

  private static String typed(Option option, Map<String, String> options) {
    return options.getOrDefault(option.name(), option.defaultValue());
  }

  private static boolean isSecond(
      Option option, String first, String second, Map<String, String> options) {
    String value = typed(option, options);
    if (!value.equals(first) && !value.equals(second)) {
      throw new IllegalArgumentException(
          "%s is %s or %s, got '%s'".formatted(option.name(), first, second, value));
    }
    return value.equals(second);
  }

  /** Lh: how long a holder leads, by its own clock, from the moment at which it asked. */
  Duration holderTime() {
    return ttl.minus(margin);
  }

  /**
   * Within which rates of clocks there are never two holders: Lh <= Lg (1-r)/(1+r), so r =
   * (Lg-Lh)/(Lg+Lh). None if a mistake is made.
   */
  Optional<ClockBound> clockBound() {
    if (countsFromReply || forgets || unconditional) {
      return Optional.empty();
    }
    double rate = (double) margin.toNanos() / ttl.plus(holderTime()).toNanos();
    return Optional.of(
        new ClockBound(rate, contendersFree ? LeaseNode.LAPSE : LeaseManager.EXPIRY));
  }
}
