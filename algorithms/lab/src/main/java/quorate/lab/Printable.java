package quorate.lab;

import java.util.regex.Pattern;

/**
 * Text from outside, made fit to be printed. What a person typed, or a file holds, may steer a
 * terminal, or show something else than it is: control characters, marks that turn the direction of
 * writing, characters without width, halves of surrogate pairs. None of these is printed as it is.
 */
public final class Printable {

  private static final int LONGEST = 40;

  /** By Unicode's categories: Java's {@code \p{Cntrl}} knows those of ASCII only. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\uFFFD]");

  private Printable() {}

  /** Text without the mark that some editors put at its beginning: it says nothing. */
  public static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** What was typed, short enough to be repeated, and without what cannot be printed. */
  public static String of(String typed) {
    String clean = visible(typed);
    int characters = clean.codePointCount(0, clean.length());
    return characters <= LONGEST
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, LONGEST)) + "...";
  }

  /** Text on one line, with a question mark for all that cannot be printed. */
  public static String visible(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }

  /** Text of several lines: their ends stay, and a tab is a space. */
  public static String visibleLines(String text) {
    return text.lines()
            .map(line -> visible(line.replace('\t', ' ')))
            .reduce((above, below) -> above + "\n" + below)
            .orElse("")
        + (text.endsWith("\n") ? "\n" : "");
  }

  /** JSON, which stays what it is: what cannot be printed is written as <code>&#92;uXXXX</code>. */
  public static String json(String json) {
    return UNPRINTABLE.matcher(json).replaceAll(it -> "\\\\u" + units(it.group(), "\\\\u"));
  }

  public static boolean isPrintable(String text) {
    return !UNPRINTABLE.matcher(text).find();
  }

  /** The UTF-16 units of text, four hexadecimal digits each. */
  public static String units(String text, String between) {
    StringBuilder units = new StringBuilder();
    for (char unit : text.toCharArray()) {
      units.append(units.length() == 0 ? "" : between).append(String.format("%04x", (int) unit));
    }
    return units.toString();
  }
}
