package quorate.experiments.typed;

import java.util.ArrayList;
import java.util.List;
import quorate.lab.Printable;
import quorate.lab.UserError;

/** Words in which braces hold several values: {@code 150..{151,200}ms}. */
public final class Braces {

  private Braces() {}

  /** How many words {@link #expand} gives, without writing any of them down. */
  public static long count(String word) {
    long count = 1;
    for (List<String> choice : parts(word)) {
      count = times(count, choice.size());
    }
    return count;
  }

  /** The product of two numbers that are not negative, or the largest number if it is larger. */
  public static long times(long one, long other) {
    return one != 0 && other > Long.MAX_VALUE / one ? Long.MAX_VALUE : one * other;
  }

  /**
   * The word with each of the values in turn; with several braces, all combinations, the last
   * changing fastest. There may be many: ask {@link #count} first.
   *
   * @throws UserError if a brace is not closed, or not opened, or opened twice
   */
  public static List<String> expand(String word) {
    return combinations(parts(word)).stream().map(parts -> String.join("", parts)).toList();
  }

  /** What stands outside of braces, as one choice, and what the braces hold, in turn. */
  private static List<List<String>> parts(String word) {
    List<List<String>> parts = new ArrayList<>();
    int at = 0;
    int open = word.indexOf('{');
    while (open >= 0) {
      int close = word.indexOf('}', at);
      int nested = word.indexOf('{', open + 1);
      if (close < open || nested >= 0 && nested < close) {
        throw misfit(word);
      }
      parts.add(List.of(word.substring(at, open)));
      parts.add(values(word.substring(open + 1, close)));
      at = close + 1;
      open = nested;
    }
    if (word.indexOf('}', at) >= 0) {
      throw misfit(word);
    }
    parts.add(List.of(word.substring(at)));
    return parts;
  }

  /** What commas separate; those between parentheses belong to a value: normal(10ms,2ms). */
  private static List<String> values(String text) {
    List<String> values = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth <= 0) {
        values.add(text.substring(begin, at));
        begin = at + 1;
      }
    }
    values.add(text.substring(begin));
    return values;
  }

  private static UserError misfit(String word) {
    return new UserError(
        "the braces of '%s' do not match; type them as in 150..{151,200,300}ms"
            .formatted(Printable.of(word)));
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
