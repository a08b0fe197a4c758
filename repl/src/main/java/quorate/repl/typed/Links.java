package quorate.repl.typed;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import quorate.lab.simulator.Delay;
import quorate.lab.simulator.Network;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/** Nodes and links as they are typed where there is no cluster yet. */
final class Links {

  private static final Pattern NODES = Pattern.compile("n?(\\d{1,9})(?:\\.\\.n?(\\d{1,9}))?");
  private static final int MOST = 10_000;

  private Links() {}

  /**
   * A network in which a link, or one direction of it, has a latency of its own.
   *
   * @param link groups: a node, an arrow {@code ->} or a stroke, the other node
   * @param size how many nodes there are
   * @throws UserError if one of the nodes does not exist, or both are the same
   */
  static Network withLatency(Network network, Matcher link, Delay latency, int size) {
    NodeId from = node(link.group(1), size);
    NodeId to = node(link.group(3), size);
    if (from.equals(to)) {
      throw new UserError("a link joins two nodes, and " + link.group() + " names one");
    }
    SortedMap<Direction, Delay> ofLinks = new TreeMap<>(network.ofLinks());
    ofLinks.put(new Direction(from, to), latency);
    if (link.group(2).equals("-")) {
      ofLinks.put(new Direction(to, from), latency);
    }
    return new Network(network.latency(), ofLinks, network.loss(), network.persist());
  }

  private static NodeId node(String number, int size) {
    int value = Integer.parseInt(number);
    if (value < 1 || value > size) {
      throw new UserError(
          "node "
              + value
              + " does not exist; "
              + (size == 1 ? "there is node 1 only" : "there are nodes 1 to " + size));
    }
    return new NodeId(value);
  }

  /**
   * Reads {@code 1,2} or {@code 3..5}.
   *
   * @throws UserError if it is neither
   */
  static SortedSet<NodeId> nodes(String text) {
    SortedSet<NodeId> nodes = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = NODES.matcher(part);
      if (!matcher.matches()) {
        throw new UserError(
            "'" + Suggestions.printable(part) + "' is no node; type numbers, as in down=1,2");
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (first < 1 || first > last || last - first > MOST) {
        throw new UserError(part + " names no nodes; they are numbered from 1, as in 3..5");
      }
      for (int number = first; number <= last; number++) {
        nodes.add(new NodeId(number));
      }
    }
    return nodes;
  }
}
