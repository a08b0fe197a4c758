package quorate.lab.trace;

import java.math.BigDecimal;
import java.math.MathContext;

/** The rate of a clock, for the eye: 1 is true, 1.05 is 5% fast, 0.9 is 10% slow. */
public final class ClockRate {

  private static final double TWICE = 2;

  private ClockRate() {}

  /** As it is typed: {@code 1.05}. */
  public static String text(double rate) {
    return plain(BigDecimal.valueOf(rate));
  }

  /** As it is read: {@code 5% fast}, {@code 10% slow}, {@code 3 times as fast}, {@code true}. */
  public static String words(double rate) {
    BigDecimal exact = BigDecimal.valueOf(rate);
    if (rate == 1) {
      return "true";
    } else if (rate >= TWICE) {
      return plain(exact.round(MathContext.DECIMAL32)) + " times as fast";
    }
    BigDecimal off = exact.subtract(BigDecimal.ONE).movePointRight(2);
    return plain(off.abs()) + "% " + (rate > 1 ? "fast" : "slow");
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
