package quorate.lab.cluster;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * Which direction of which link is up. Both drivers ask it when a message arrives, so that {@code
 * sent} and {@code dropped} mean the same in both worlds. Faults add up; {@link #heal} undoes them
 * all. Used on the cluster's own thread.
 */
public final class Links {

  private final List<NodeId> members;
  private final SortedSet<Direction> cut = new TreeSet<>();

  /** All links between these nodes, all of them up. */
  public Links(List<NodeId> members) {
    this.members = List.copyOf(members);
  }

  /** Whether messages pass from one node to another. */
  public boolean isUp(NodeId from, NodeId to) {
    return cut.isEmpty() || !cut.contains(new Direction(from, to));
  }

  /** Every direction that is down, in order. */
  public List<Direction> cut() {
    return List.copyOf(cut);
  }

  /** Cuts all links between different groups; members that are in no group form one more group. */
  public void partition(List<? extends Collection<NodeId>> groups) {
    for (NodeId from : members) {
      for (NodeId to : members) {
        if (groupOf(from, groups) != groupOf(to, groups)) {
          cut.add(new Direction(from, to));
        }
      }
    }
  }

  /** Cuts all links of each of these nodes. */
  public void isolate(Collection<NodeId> nodes) {
    partition(nodes.stream().map(List::of).toList());
  }

  /** All links are up again. */
  public void heal() {
    cut.clear();
  }

  private static int groupOf(NodeId node, List<? extends Collection<NodeId>> groups) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).contains(node)) {
        return i;
      }
    }
    return groups.size();
  }
}
