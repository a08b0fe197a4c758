package quorate.experiments.language;

import java.util.regex.Pattern;
import quorate.lab.Printable;
import quorate.lab.UserError;

/**
 * Characters that look like those of the language and are others, as word processors and web pages
 * put them in. An error that is about one says so: to the eye, its text is what it asks for.
 */
public final class Lookalikes {

  private static final String DASHES = "\u2010-\u2015\u2212\uFE58\uFE63\uFF0D";
  private static final String SINGLE_QUOTES = "\u2018-\u201B\u2032\u00B4";
  private static final String DOUBLE_QUOTES = "\u201C-\u201F\u2033\u00AB\u00BB";
  private static final int LONGEST = 120;
  private static final int FULL_WIDTH = 0xFEE0;

  /** A kind of such characters, what each of them is called, and what is meant by it. */
  private enum Kind {
    DASH("[" + DASHES + "]", "a dash", "-"),
    SINGLE_QUOTE("[" + SINGLE_QUOTES + "]", "a curly quote", "'"),
    DOUBLE_QUOTE("[" + DOUBLE_QUOTES + "]", "a curly quote", "\""),
    DOTS("[\u2026\u2025]", "an ellipsis", ".."),
    ARROW("[\u2192\u27F6\u21D2]", "an arrow", "->"),
    WIDE("[\uFF01-\uFF5E]", "a full-width character", "");

    private final Pattern pattern;
    private final String called;
    private final String meant;

    Kind(String pattern, String called, String meant) {
      this.pattern = Pattern.compile(pattern);
      this.called = called;
      this.meant = meant;
    }

    boolean is(String character) {
      return pattern.matcher(character).matches();
    }

    String meant(String character) {
      return this == WIDE ? Character.toString(character.codePointAt(0) - FULL_WIDTH) : meant;
    }
  }

  private static final Pattern BEGINS_OPTION =
      Pattern.compile("(?<=^|\\s)-?[" + DASHES + "][-" + DASHES + "]*(?=\\p{L})");

  private static final Pattern ONE_LETTER = Pattern.compile("(?<=^|\\s)--(?=\\p{L}(\\s|$))");

  private Lookalikes() {}

  /**
   * An error about a statement: this one, or, if what it complains about has a lookalike in it, one
   * that names that character and says what to type.
   */
  public static UserError explain(UserError error, String statement) {
    for (String character : statement.split("")) {
      for (Kind kind : Kind.values()) {
        if (kind.is(character) && error.getMessage().contains(character)) {
          String typed = meant(statement.strip());
          String shown =
              typed.length() > LONGEST ? kind.meant(character) : Printable.visible(typed);
          return new UserError("that is " + kind.called + ", '" + character + "'; type: " + shown);
        }
      }
    }
    return error;
  }

  private static String meant(String statement) {
    StringBuilder meant = new StringBuilder();
    ONE_LETTER
        .matcher(BEGINS_OPTION.matcher(statement).replaceAll("--"))
        .replaceAll("-")
        .codePoints()
        .forEach(it -> meant.append(meantBy(Character.toString(it))));
    return meant.toString();
  }

  private static String meantBy(String character) {
    for (Kind kind : Kind.values()) {
      if (kind.is(character)) {
        return kind.meant(character);
      }
    }
    return character;
  }
}
