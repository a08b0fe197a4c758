package quorate.prompt;

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
        .filter(word -> Math.abs(typed.length() - word.length()) <= FARTHEST) // at once, if long
        .filter(word -> distance(typed, word) <= Math.min(FARTHEST, word.length() - 1))
        .min(Comparator.comparingInt(word -> distance(typed, word)));
  }

  private static int distance(String typed, String word) {
    return Levenshtein.distance(typed, word, COST, COST, COST, COST);
  }
}
