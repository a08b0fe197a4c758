package quorate.experiments.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.cluster.FaultText;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/** Nodes and links in a row, shortened where there are many. */
public final class Listed {

  private static final int SHORTEST_RANGE = 3;
  private static final int MOST_LINKS = 4;
  private static final int FEW_LINKS = 3;

  private Listed() {}

  /** Nodes as they can be typed: {@code n1,n4..n7}. */
  public static String nodes(Collection<NodeId> nodes) {
    List<String> parts = new ArrayList<>();
    List<NodeId> run = new ArrayList<>();
    for (NodeId node : new TreeSet<>(nodes)) {
      if (!run.isEmpty() && run.get(run.size() - 1).value() + 1 < node.value()
          || !run.isEmpty() && !node.isMember()) {
        parts.add(range(run));
        run.clear();
      }
      run.add(node);
    }
    if (!run.isEmpty()) {
      parts.add(range(run));
    }
    return String.join(",", parts);
  }

  private static String range(List<NodeId> run) {
    boolean isLong = run.size() >= SHORTEST_RANGE;
    return isLong ? run.get(0) + ".." + run.get(run.size() - 1) : FaultText.nodes(run);
  }

  /** Nodes by their numbers alone: {@code 1,4..7}. */
  public static String numbers(Collection<NodeId> nodes) {
    return withoutN(nodes(nodes));
  }

  /** Nodes or links with members by their numbers alone: {@code 1-3}. */
  public static String withoutN(String nodes) {
    return nodes.replaceAll("\\bn(?=\\d)", "");
  }

  /** Links as they can be typed, the first of them: {@code n1-n3 n2->n3 and 4 more}. */
  public static String links(SortedSet<Direction> directions) {
    List<String> links = List.of(FaultText.links(directions).split(","));
    int more = links.size() - MOST_LINKS;
    // one more would take as much room as the words for it
    return more <= 1
        ? String.join(" ", links)
        : String.join(" ", links.subList(0, MOST_LINKS)) + " and " + more + " more";
  }

  /** Links, or only how many there are, if they are many. */
  public static String linksOrCount(SortedSet<Direction> directions) {
    String all = FaultText.links(directions).replace(",", " ");
    return all.split(" ").length <= FEW_LINKS ? all : countOfLinks(directions);
  }

  /** How many links there are, whether in one direction or in both: {@code 1 link}. */
  public static String countOfLinks(SortedSet<Direction> directions) {
    long links =
        directions.stream()
            .filter(it -> it.to().isAbove(it.from()) || !directions.contains(it.reversed()))
            .count();
    return links == 1 ? "1 link" : links + " links";
  }
}
