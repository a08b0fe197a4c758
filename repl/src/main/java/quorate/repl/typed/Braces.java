package quorate.repl.typed;

import java.util.ArrayList;
import java.util.List;
import quorate.lab.language.Printable;
import quorate.lab.language.UserError;

/** Words in which braces hold several values: {@code 150..{151,200}ms}. */
public final class Braces {

  private Braces() {}

  /** Whether a word has braces. */
  public static boolean isIn(String word) {
    return word.indexOf('{') >= 0 || word.indexOf('}') >= 0;
  }

  /**
   * The word with each of the values in turn; with several braces, all combinations, the last
   * changing fastest.
   *
   * @throws UserError if a brace is not closed, or not opened, or opened twice
   */
  public static List<String> expand(String word) {
    int open = word.indexOf('{');
    int close = word.indexOf('}');
    if (open < 0 && close < 0) {
      return List.of(word);
    }
    if (open < 0 || close < open || word.lastIndexOf('{', close) != open) {
      throw new UserError(
          "the braces of '"
              + Printable.of(word)
              + "' do not fit; type them as in 150..{151,200,300}ms");
    }
    List<String> expanded = new ArrayList<>();
    for (String value : word.substring(open + 1, close).split(",", -1)) {
      for (String rest : expand(word.substring(close + 1))) {
        expanded.add(word.substring(0, open) + value + rest);
      }
    }
    return expanded;
  }

  /** Every way to take one word of each list, the last changing fastest. */
  public static List<List<String>> combinations(List<List<String>> choices) {
    List<List<String>> combinations = List.of(List.of());
    for (List<String> choice : choices) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> begun : combinations) {
        for (String word : choice) {
          List<String> one = new ArrayList<>(begun);
          one.add(word);
          longer.add(one);
        }
      }
      combinations = longer;
    }
    return combinations;
  }
}
