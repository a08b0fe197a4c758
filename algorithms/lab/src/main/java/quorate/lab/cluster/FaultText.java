package quorate.lab.cluster;

import java.util.Collection;
import java.util.SortedSet;
import java.util.stream.Collectors;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/** How the parts of faults are written: as a person would type them. */
public final class FaultText {

  private FaultText() {}

  /** Nodes as they are typed: {@code n1,n2}. */
  public static String nodes(Collection<NodeId> nodes) {
    return nodes.stream().map(NodeId::toString).collect(Collectors.joining(","));
  }

  /**
   * Links as they are typed, one direction after the other unless both are there: {@code n1-n3}.
   */
  public static String links(SortedSet<Direction> directions) {
    return directions.stream()
        .filter(it -> it.from().compareTo(it.to()) < 0 || !directions.contains(it.reversed()))
        .map(it -> directions.contains(it.reversed()) ? it.from() + "-" + it.to() : it.toString())
        .collect(Collectors.joining(","));
  }

  /** Where something is done: nothing for everywhere, else a space and the links. */
  static String where(SortedSet<Direction> directions) {
    return directions.isEmpty() ? "" : " " + links(directions);
  }
}
