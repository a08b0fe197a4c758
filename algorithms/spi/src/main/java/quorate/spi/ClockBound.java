package quorate.spi;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Under which clocks an algorithm promises {@link Property#ONE_LEADER_AT_A_TIME}: as long as the
 * clock of every machine runs at a rate from {@code 1-rate} to {@code 1+rate}. Offsets do not
 * matter, since nobody reads a clock: nodes set timers.
 *
 * @param rate r, at least 0 and below 1; at 0 the clocks must be true
 * @param waits the timer for which others wait before they take over; if it expires before its
 *     time, by hand, its clock was not within the bound
 */
public record ClockBound(double rate, Timer waits) {

  /**
   * @throws IllegalArgumentException if the rate is below 0, or not below 1
   */
  public ClockBound {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("a bound on rates is from 0 to below 1, got " + rate);
    }
  }

  /** Whether a clock that counts so many seconds in one second keeps the bound. */
  public boolean allows(double clockRate) {
    return clockRate >= 1 - rate && clockRate <= 1 + rate;
  }

  /** The bound in words, rounded down: {@code clocks run within 5.2% of true}. */
  public String sentence() {
    BigDecimal percent = BigDecimal.valueOf(rate).movePointRight(2).setScale(1, RoundingMode.DOWN);
    return percent.signum() == 0 && rate == 0
        ? "clocks run true"
        : "clocks run within " + percent.stripTrailingZeros().toPlainString() + "% of true";
  }
}
