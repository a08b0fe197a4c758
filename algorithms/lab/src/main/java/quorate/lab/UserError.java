package quorate.lab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What was typed cannot be done. The message says in one line what was wrong and what to type
 * instead: lower case, no full stop.
 */
public final class UserError extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String wrong;
  private final String typed;
  private final ArrayList<String> known;
  private final String remedy;

  public UserError(String message) {
    this(message, "", List.of(), "");
  }

  private UserError(String wrong, String typed, Collection<String> known, String remedy) {
    super(remedy.isEmpty() ? wrong : wrong + "; " + remedy);
    this.wrong = wrong;
    this.typed = typed;
    this.known = new ArrayList<>(known);
    this.remedy = remedy;
  }

  /** A word that is none of those known here; {@code what} it was taken for: {@code cluster}. */
  public static UserError unknown(String what, String typed, Collection<String> known) {
    return new UserError(
        "unknown " + what + " '" + Printable.of(typed) + "'",
        typed,
        known,
        "known: " + String.join(", ", known));
  }

  /**
   * A word that makes no sense, and may be meant as one that does.
   *
   * @param wrong what is wrong with it
   * @param remedy what to type
   */
  public static UserError unknown(
      String wrong, String typed, Collection<String> known, String remedy) {
    return new UserError(wrong, typed, known, remedy);
  }

  /** A message without what it says to type: nobody types anything within a scenario. */
  public static String withoutAdvice(String message) {
    int advice = message.indexOf("; type: ");
    return advice < 0 ? message : message.substring(0, advice);
  }

  /** The message, with the known word that was probably meant, if one can be found. */
  public String message(BiFunction<String, Collection<String>, Optional<String>> nearest) {
    return nearest
        .apply(typed, known)
        .map(meant -> wrong + "; did you mean " + meant + "? " + remedy)
        .orElse(getMessage());
  }
}
