package quorate.testkit;

import java.util.List;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * What the words in a line of a transcript mean. Each question throws an {@link
 * IllegalArgumentException} if they do not mean that; it says what would.
 */
final class Words {

  private Words() {}

  /** The only word. */
  static String only(List<String> words, String what) {
    if (words.size() != 1) {
      throw new IllegalArgumentException("name " + what);
    }
    return words.get(0);
  }

  static int number(String word) {
    if (!word.matches("\\d{1,6}")) {
      throw new IllegalArgumentException("'" + word + "' is not a number");
    }
    return Integer.parseInt(word);
  }

  /** A node of a cluster of this size. */
  static NodeId node(String word, int size) {
    int number = number(word);
    if (number < 1 || number > size) {
      throw new IllegalArgumentException(
          "node " + number + " does not exist; there are nodes 1 to " + size);
    }
    return new NodeId(number);
  }

  /** {@code 1->2} is one direction of a link, {@code 1-2} is both. */
  static List<Direction> directions(String link, int size) {
    if (!link.matches("\\d+->?\\d+")) {
      throw new IllegalArgumentException("'" + link + "' is no link; type 1-2, or 1->2");
    }
    String[] ends = link.split("->?");
    Direction there = new Direction(node(ends[0], size), node(ends[1], size));
    Direction back = new Direction(there.to(), there.from());
    return link.contains("->") ? List.of(there) : List.of(there, back);
  }
}
