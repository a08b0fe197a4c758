package quorate.prompt.editor;

import java.util.ArrayList;
import java.util.List;
import quorate.experiments.language.Statements;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.UserError;

/**
 * A line that may not be finished, taken apart as {@link Statements} does it, and where each word
 * stands. A quote that is not closed goes on to the end.
 *
 * @param statements the words of each statement; the last one may have none
 * @param endsInComment whether what is typed next belongs to a comment
 */
public record TypedLine(List<List<Word>> statements, boolean endsInComment) {

  /**
   * A word.
   *
   * @param start where it begins in the line, its quotes included
   * @param end behind its last character
   * @param text what it means, without its quotes
   */
  public record Word(int start, int end, String text) {}

  /** Takes a line apart. */
  public static TypedLine of(String line) {
    List<List<Word>> statements = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    boolean comment = false;
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '\n' || c == ';' && !comment) {
        statements.add(List.copyOf(words));
        words.clear();
        comment = false;
        at++;
      } else if (comment || isSpace(c)) {
        at++;
      } else if (c == '#') {
        comment = true;
      } else {
        int end = endOfWord(line, at);
        words.add(new Word(at, end, text(line.substring(at, end))));
        at = end;
      }
    }
    statements.add(List.copyOf(words));
    return new TypedLine(List.copyOf(statements), comment);
  }

  /** The words of the statement that is being typed. */
  List<Word> last() {
    return statements.get(statements.size() - 1);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static int endOfWord(String line, int start) {
    boolean escaped = line.startsWith("$'", start);
    char quote = 0;
    for (int at = start; at < line.length(); at++) {
      char c = line.charAt(at);
      if (quote != 0 && escaped && c == '\\') {
        at++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == ';' || isSpace(c)) {
        return at;
      }
    }
    return line.length();
  }

  private static String text(String typed) {
    for (String close : List.of("", "'", "\"")) {
      try {
        List<Statement> read = Statements.of(typed + close);
        return read.isEmpty() ? "" : read.get(0).words().get(0);
      } catch (UserError unclosed) {
        // with the next quote, perhaps
      }
    }
    return typed;
  }
}
