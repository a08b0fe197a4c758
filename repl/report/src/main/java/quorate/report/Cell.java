package quorate.report;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * One cell of a table.
 *
 * @param number the part that is aligned to the right, so that numbers stand under each other;
 *     empty for a cell of mere text
 * @param rest what follows it: a unit, or the text
 * @param best whether it is the best of its row
 * @param tone the colour of it, where there are colours
 */
public record Cell(String number, String rest, boolean best, Tone tone) {

  /** What there is nothing to say of. */
  public static final Cell NONE = text("-");

  /** Nothing of that kind occurred. */
  public static final Cell DOT = text(".");

  public Cell(String number, String rest, boolean best) {
    this(number, rest, best, Tone.PLAIN);
  }

  public static Cell text(String text) {
    return new Cell("", text, false);
  }

  public static Cell count(long count) {
    return new Cell(Long.toString(count), "", false);
  }

  /** A number with a decimal, if it is not a whole one. */
  public static Cell number(double number) {
    double rounded = Math.round(number * 10) / 10.0;
    boolean whole = rounded == Math.rint(rounded);
    return new Cell(String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", rounded), "", false);
  }

  /** A number with one decimal, whole or not: a mean. */
  public static Cell decimal(double number) {
    return new Cell(String.format(Locale.ROOT, "%.1f", number), "", false);
  }

  /** A whole number, if there is one. */
  public static Cell count(OptionalLong count) {
    return count.isPresent() ? count(count.getAsLong()) : NONE;
  }

  public static Cell millis(double millis) {
    return new Cell(String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%.0f", millis), "ms", false);
  }

  /** A moment that may not have come. */
  public static Cell moment(OptionalLong nanos) {
    return nanos.isPresent() ? millis(nanos.getAsLong() / 1e6) : NONE;
  }

  /** The same cell, marked as the best of its row. */
  public Cell asBest() {
    return new Cell(number, rest, true, tone);
  }

  /** The same cell, in a colour. */
  public Cell in(Tone other) {
    return new Cell(number, rest, best, other);
  }
}
