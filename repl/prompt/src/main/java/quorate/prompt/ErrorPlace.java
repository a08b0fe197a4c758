package quorate.prompt;

import java.util.OptionalInt;
import quorate.prompt.console.Console;

/** A line that stands on a screen behind a prompt, and how many columns that takes. */
record ErrorPlace(String line, int promptColumns) {

  private static final int LONGEST_ERROR = 2_000;

  /**
   * Draws a caret below the word that is wrong: as it was typed, if that still stands above.
   *
   * @param answered whether something was printed below the line
   */
  void point(String command, String error, boolean answered, Console console) {
    OptionalInt at = Caret.at(command, error);
    if (at.isEmpty()) {
      return;
    }
    int begin = line.indexOf(command);
    boolean above = !answered && begin >= 0 && !line.contains("\n");
    String before = line.substring(0, Math.max(begin, 0));
    int column = Caret.columns(command.substring(0, Math.min(at.getAsInt(), command.length())));
    column += Math.max(at.getAsInt() - command.length(), 0);
    int from = above ? promptColumns + Caret.columns(before) : 2;
    int width = promptColumns + Caret.columns(line);
    if (above && width < console.width()) {
      console.note(" ".repeat(from + column) + "^");
    } else if (command.length() + 2 < console.width()) {
      console.note("  " + command + "\n" + " ".repeat(2 + column) + "^");
    }
  }

  /** An error that repeats a long value keeps its beginning, and its end, which says what to do. */
  static String shortened(String error) {
    int length = error.length();
    return length <= LONGEST_ERROR
        ? error
        : error.substring(0, LONGEST_ERROR / 2)
            + " ... "
            + error.substring(length - LONGEST_ERROR / 2);
  }
}
