package quorate.experiments.typed;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/** Nodes and links as they are typed where there is no cluster yet. */
final class Links {

  private static final Pattern NODES = Pattern.compile("n?(\\d{1,9})(?:\\.\\.n?(\\d{1,9}))?");
  private static final int MOST = 10_000;

  private Links() {}

  /**
   * A link, or one direction of it.
   *
   * @param first one node's number
   * @param stroke an arrow {@code ->} from it, or a stroke {@code -} for both directions
   * @param second the other node's number
   * @param size how many nodes there are
   * @throws UserError if one of the nodes does not exist, or both are the same
   */
  static List<Direction> directions(String first, String stroke, String second, int size) {
    NodeId from = node(first, size);
    NodeId to = node(second, size);
    if (from.equals(to)) {
      throw new UserError("a link joins two nodes, but " + from + stroke + to + " names one");
    }
    Direction there = new Direction(from, to);
    return stroke.equals("-") ? List.of(there, new Direction(to, from)) : List.of(there);
  }

  private static NodeId node(String number, int size) {
    int value = Integer.parseInt(number);
    if (value < 1 || value > size) {
      String known = size == 1 ? "is node 1 only" : "are nodes 1 to " + size;
      throw new UserError("node " + value + " does not exist; there " + known);
    }
    return new NodeId(value);
  }

  /** Reads {@code 1,2} or {@code 3..5}; throws a UserError if it is neither. */
  static SortedSet<NodeId> nodes(String text) {
    SortedSet<NodeId> nodes = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = NODES.matcher(part);
      if (!matcher.matches()) {
        throw new UserError(
            "'" + Printable.of(part) + "' is no node; type numbers, as in down=1,2");
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (first < 1 || first > last || last - first > MOST) {
        throw new UserError(part + " names no nodes; they are numbered from 1, as in 3..5");
      }
      IntStream.rangeClosed(first, last).mapToObj(NodeId::new).forEach(nodes::add);
    }
    return nodes;
  }
}
