package quorate.experiments;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.lab.Printable;
import quorate.lab.UserError;

/**
 * One of several parts into which numbered trials are split. Each part has every so many-th trial,
 * so that all take about as long; the numbers, and the seeds that follow from them, stay.
 *
 * @param index which part, from 1
 * @param of how many parts there are
 */
public record Shard(int index, int of) {

  /** All trials in one part. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern TYPED = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  /** Throws an IllegalArgumentException if there is no such part. */
  public Shard {
    if (index < 1 || index > of) {
      throw new IllegalArgumentException("no part " + index + " of " + of);
    }
  }

  /** Reads {@code 3/16}; a UserError if it is no such thing. */
  public static Shard parse(String typed) {
    Matcher parts = TYPED.matcher(typed);
    if (parts.matches()) {
      int index = Integer.parseInt(parts.group(1));
      int of = Integer.parseInt(parts.group(2));
      if (index >= 1 && index <= of) {
        return new Shard(index, of);
      }
    }
    throw new UserError(
        "'%s' is no shard; type one from 1/16 to 16/16, for instance"
            .formatted(Printable.of(typed)));
  }

  /** The part, of so many, that a trial is in. */
  public static Shard having(int trial, int of) {
    return new Shard((trial - 1) % of + 1, of);
  }

  /** How many of so many trials are in this part. */
  public int count(int trials) {
    return trials < index ? 0 : (trials - index) / of + 1;
  }

  /**
   * The number of a trial of this part.
   *
   * @param place which of this part, from 1
   */
  public int trial(int place) {
    return index + (place - 1) * of;
  }

  @Override
  public String toString() {
    return index + "/" + of;
  }
}
