package quorate.experiments.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import quorate.lab.Printable;
import quorate.lab.UserError;

/**
 * Takes text apart: into statements at line ends and semicolons, and statements into words at white
 * space. Quotes, single or double, keep their content together; {@code #} at the beginning of a
 * word begins a comment, up to the end of the line.
 *
 * <p>What cannot be seen makes no difference outside quotes: every space of Unicode is a space, and
 * characters without width are nothing. A word that cannot be typed otherwise is written <code>
 * $'...'</code>, as in a shell, with {@code \\}, {@code \'} and <code>&#92;uXXXX</code> in it.
 */
public final class Statements {

  /** How many characters a line may have: more is no line that anybody typed. */
  public static final int LONGEST_LINE = 100_000;

  private static final int MOST_WORDS = 2_000;

  /** Soft hyphen, zero-width space, word joiner, byte order mark, marks of direction. */
  private static final Pattern WITHOUT_WIDTH =
      Pattern.compile(
          "[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]");

  private static final Pattern PLAIN = Pattern.compile("[^#\\s\\p{Z};'\"][^\\s\\p{Z};'\"]*");
  private static final Pattern OTHER_SPACE = Pattern.compile("[\\s\\p{Z}&&[^ ]]");
  private static final String ESCAPED = "$'";

  private Statements() {}

  /**
   * One command with its arguments.
   *
   * @param text as it was typed, without the space around it and without what cannot be seen
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

  /** A statement of these words, as it has to be typed. */
  public static String line(List<String> words) {
    return words.stream().map(Statements::quoted).collect(Collectors.joining(" "));
  }

  /**
   * A word as it has to be typed: between quotes, if it could not be read otherwise. All of it can
   * be printed, and {@link #of} reads it back, whatever is in it.
   */
  public static String quoted(String word) {
    boolean typable = Printable.isPrintable(word) && !OTHER_SPACE.matcher(word).find();
    if (typable && PLAIN.matcher(word).matches()) {
      return word;
    } else if (typable && !word.contains("'")) {
      return "'" + word + "'";
    } else if (typable && !word.contains("\"")) {
      return '"' + word + '"';
    }
    StringBuilder escaped = new StringBuilder(ESCAPED);
    word.codePoints().forEach(it -> escaped.append(escaped(Character.toString(it))));
    return escaped.append('\'').toString();
  }

  private static String escaped(String character) {
    if (character.equals("'") || character.equals("\\")) {
      return "\\" + character;
    }
    boolean typable = Printable.isPrintable(character) && !OTHER_SPACE.matcher(character).matches();
    return typable ? character : "\\u" + Printable.units(character, "\\u");
  }

  private static final class Line {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private StringBuilder word;
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
        } else if (c == '\'' || c == '"') {
          quoted(c);
        } else if (word == null && line.startsWith(ESCAPED, at)) {
          escaped();
        } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
          text.append(' ');
          endWord();
        } else if (!isNothing(c)) {
          append(c);
        }
        at++;
      }
      endStatement(statements);
    }

    /**
     * A joiner belongs to the letter or picture before it, and is nothing after other characters.
     */
    private boolean isNothing(char c) {
      boolean joiner = c == '\u200C' || c == '\u200D';
      boolean joins = word != null && word.length() > 0 && word.charAt(word.length() - 1) > '~';
      return joiner ? !joins : WITHOUT_WIDTH.matcher(Character.toString(c)).matches();
    }

    private void quoted(char quote) {
      int end = line.indexOf(quote, at + 1);
      if (end < 0) {
        throw unclosed();
      }
      word = word == null ? new StringBuilder() : word;
      word.append(line, at + 1, end);
      text.append(line, at, end + 1);
      at = end;
    }

    private void escaped() {
      word = new StringBuilder();
      int read = at + ESCAPED.length();
      while (read < line.length() && line.charAt(read) != '\'') {
        String rest = line.substring(read);
        if (rest.startsWith("\\\\") || rest.startsWith("\\'")) {
          word.append(rest.charAt(1));
          read += 2;
        } else if (rest.matches("\\\\u[0-9a-fA-F]{4}.*")) {
          word.append((char) Integer.parseInt(rest.substring(2, 6), 16));
          read += 6;
        } else {
          word.append(rest.charAt(0));
          read++;
        }
      }
      if (read == line.length()) {
        throw unclosed();
      }
      text.append(line, at, read + 1);
      at = read;
    }

    private UserError unclosed() {
      return new UserError("a quote is not closed: " + Printable.of(line.substring(at)));
    }

    private void append(char c) {
      word = word == null ? new StringBuilder() : word;
      word.append(c);
      text.append(c);
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
        statements.add(new Statement(text.toString().strip(), List.copyOf(words)));
        words.clear();
      }
      text.setLength(0);
    }
  }
}
