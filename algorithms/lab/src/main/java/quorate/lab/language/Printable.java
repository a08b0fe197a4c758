package quorate.lab.language;

/** What was typed, made fit to be repeated in an error. */
public final class Printable {

  private static final int LONGEST = 40;

  private Printable() {}

  /** What was typed, short enough to be repeated, and without control characters. */
  public static String of(String typed) {
    String clean = visible(typed);
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }

  /** Text without control characters and others that cannot be shown. */
  public static String visible(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cn}\\p{Co}\\p{Cs}\uFFFD]", "?");
  }
}
