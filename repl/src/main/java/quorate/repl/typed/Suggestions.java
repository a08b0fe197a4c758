package quorate.repl.typed;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jline.utils.Levenshtein;

/** Says what a mistyped word was probably meant to be. */
public final class Suggestions {

  private static final int COST = 1;
  private static final int FARTHEST = 2;

  private Suggestions() {}

  /** The known word that is nearest to what was typed, unless all are far from it. */
  public static Optional<String> nearest(String typed, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(typed, word) <= Math.min(FARTHEST, word.length() - 1))
        .min(Comparator.comparingInt(word -> distance(typed, word)));
  }

  /** The error that says what is not known, what was probably meant, and what is known. */
  public static UserError unknown(String what, String typed, Collection<String> known) {
    String meant = nearest(typed, known).map(word -> "did you mean " + word + "? ").orElse("");
    return new UserError(
        "unknown "
            + what
            + " '"
            + printable(typed)
            + "'; "
            + meant
            + "known: "
            + String.join(", ", known));
  }

  /** What was typed, short enough to be repeated, and without control characters. */
  public static String printable(String typed) {
    String clean = visible(typed);
    return clean.length() <= 40 ? clean : clean.substring(0, 40) + "...";
  }

  /** Text without control characters and others that cannot be shown. */
  public static String visible(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cn}\\p{Co}\\p{Cs}\uFFFD]", "?");
  }

  private static int distance(String typed, String word) {
    return Levenshtein.distance(typed, word, COST, COST, COST, COST);
  }
}
