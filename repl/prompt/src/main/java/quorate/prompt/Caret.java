package quorate.prompt;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/** Points at the word of a line that an error is about. */
final class Caret {

  /** What errors say of a word: they quote it, or name the number or the key that is wrong. */
  private static final Pattern WRONG =
      Pattern.compile("'([^']+)'|\\bnode (\\d+) does not exist|\\bgot (\\S+)$|^(\\S+=) ");

  /** A command that ends too soon. */
  private static final Pattern TOO_SHORT = Pattern.compile("^\\S+ needs more;");

  private Caret() {}

  /** The place of the word in a statement, in characters; empty if the error is about none. */
  static OptionalInt at(String statement, String error) {
    if (TOO_SHORT.matcher(error).find()) {
      return OptionalInt.of(statement.length() + 1);
    }
    Matcher wrong = WRONG.matcher(error);
    while (wrong.find()) {
      for (int group = 1; group <= wrong.groupCount(); group++) {
        int at = wrong.group(group) == null ? -1 : find(statement, wrong.group(group));
        if (at >= 0) {
          return OptionalInt.of(at);
        }
      }
    }
    return OptionalInt.empty();
  }

  /** Where a word begins that is the one wanted, or else one that has it in it. */
  private static int find(String statement, String wanted) {
    Matcher word =
        Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(wanted) + "(?![\\p{L}\\p{N}])")
            .matcher(statement);
    int last = -1;
    while (word.find()) {
      last = word.start(); // of several, the last is the one too many
    }
    return last >= 0 ? last : statement.indexOf(wanted);
  }

  /** How many columns a text takes on a terminal. */
  static int columns(String text) {
    return text.codePoints().map(it -> Math.max(WCWidth.wcwidth(it), 0)).sum();
  }
}
