package quorate.report;

import java.util.Locale;

/** A number of things. */
public final class Amount {

  private Amount() {}

  /**
   * {@code 1 run}, {@code 2,000 runs}.
   *
   * @param one the word for one of them, which gets an s for more
   */
  public static String of(long count, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
  }
}
