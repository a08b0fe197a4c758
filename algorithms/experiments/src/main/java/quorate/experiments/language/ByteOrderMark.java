package quorate.experiments.language;

/**
 * The mark that some editors put at the beginning of a file. It says nothing, and cannot be seen.
 */
public final class ByteOrderMark {

  /** The mark. */
  public static final char MARK = '\uFEFF';

  private ByteOrderMark() {}

  /** Text as it would be without the mark. */
  public static String strip(String text) {
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }
}
