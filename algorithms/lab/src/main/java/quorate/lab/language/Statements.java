package quorate.lab.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes text apart: into statements at line ends and semicolons, and statements into words at white
 * space. Quotes, single or double, keep their content together; {@code #} at the beginning of a
 * word begins a comment, up to the end of the line.
 */
public final class Statements {

  /** How many characters a line may have: more is no line that anybody typed. */
  public static final int LONGEST_LINE = 100_000;

  private static final int MOST_WORDS = 2_000;

  private Statements() {}

  /**
   * One command with its arguments.
   *
   * @param text as it was typed, without the space around it
   * @param words its words, at least one
   */
  public record Statement(String text, List<String> words) {}

  /**
   * All statements of a text; empty ones are left out.
   *
   * @throws UserError if a quote is not closed, or a line or a statement is too long
   */
  public static List<Statement> of(String text) {
    List<Statement> statements = new ArrayList<>();
    for (String line : text.split("\\R", -1)) {
      if (line.length() > LONGEST_LINE) {
        throw tooLong();
      }
      new Line(line).addTo(statements);
    }
    return statements;
  }

  /** What is wrong with a line that has more than {@link #LONGEST_LINE} characters. */
  public static UserError tooLong() {
    return new UserError(
        String.format(
            Locale.ROOT, "a line has at most %,d characters; break it into several", LONGEST_LINE));
  }

  /** A word as it has to be typed: between quotes, if it could not be read otherwise. */
  public static String quoted(String word) {
    boolean plain = !word.isEmpty() && !word.startsWith("#") && word.matches("[^\\s;'\"]*");
    if (plain) {
      return word;
    }
    return word.contains("'") ? '"' + word + '"' : "'" + word + "'";
  }

  /** One line, read from left to right. */
  private static final class Line {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private StringBuilder word;
    private int begin;
    private int at;

    Line(String line) {
      this.line = line;
    }

    void addTo(List<Statement> statements) {
      while (at < line.length()) {
        char c = line.charAt(at);
        if (c == '#' && word == null) {
          break;
        } else if (c == ';') {
          endStatement(statements);
          begin = at + 1;
        } else if (c == '\'' || c == '"') {
          quoted(c);
        } else if (Character.isWhitespace(c)) {
          endWord();
        } else {
          append(c);
        }
        at++;
      }
      endStatement(statements);
    }

    private void quoted(char quote) {
      int end = line.indexOf(quote, at + 1);
      if (end < 0) {
        throw new UserError("a quote is not closed: " + Printable.of(line.substring(at)));
      }
      word = word == null ? new StringBuilder() : word;
      word.append(line, at + 1, end);
      at = end;
    }

    private void append(char c) {
      word = word == null ? new StringBuilder() : word;
      word.append(c);
    }

    private void endWord() {
      if (word != null) {
        words.add(word.toString());
        word = null;
        if (words.size() > MOST_WORDS) {
          throw new UserError(
              String.format(
                  Locale.ROOT, "a command has at most %,d words; put ; between two", MOST_WORDS));
        }
      }
    }

    private void endStatement(List<Statement> statements) {
      endWord();
      if (!words.isEmpty()) {
        statements.add(new Statement(line.substring(begin, at).strip(), List.copyOf(words)));
        words.clear();
      }
    }
  }
}
