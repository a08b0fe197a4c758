package quorate.prompt.verbs;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A word that can be typed next.
 *
 * @param meaning what it means, in a line; empty if there is nothing to say
 * @param group what it is one of, at the head of a list; empty for no group
 */
public record Completion(String word, String meaning, String group) {

  static final String NODES = "nodes";
  static final String LINKS = "links";
  static final String MESSAGES = "messages";

  private static final Set<String> LISTED = Set.of(NODES, LINKS, MESSAGES);

  Completion(String word, String meaning) {
    this(word, meaning, "");
  }

  static List<Completion> of(Collection<String> words) {
    return words.stream().map(word -> new Completion(word, "")).toList();
  }

  /** Whether several can be typed with commas between them. */
  public boolean canBeListed() {
    return LISTED.contains(group);
  }
}
