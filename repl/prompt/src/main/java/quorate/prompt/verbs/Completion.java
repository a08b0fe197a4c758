package quorate.prompt.verbs;

import java.util.Collection;
import java.util.List;

/**
 * A word that can be typed next.
 *
 * @param meaning what it means, in a line; empty if there is nothing to say
 */
public record Completion(String word, String meaning) {

  static List<Completion> of(Collection<String> words) {
    return words.stream().map(word -> new Completion(word, "")).toList();
  }
}
