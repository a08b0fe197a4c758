package quorate.nodes.cluster;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Cutting.OnlyLinks;
import quorate.lab.cluster.LinkFault;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/** Whom a fault of links concerns: a link fails where its messages arrive. */
final class Receivers {

  private Receivers() {}

  static SortedSet<NodeId> of(LinkFault fault, List<NodeId> members) {
    if (fault instanceof OnlyLinks) {
      return new TreeSet<>(members);
    } else if (fault instanceof Cutting cutting) {
      return ends(cutting.cuts(members));
    } else if (fault instanceof Drop drop) {
      return new TreeSet<>(drop.to().isEmpty() ? members : drop.to());
    }
    Collection<Direction> where =
        fault instanceof Troubling troubling ? troubling.directions() : ((Heal) fault).directions();
    return where.isEmpty() ? new TreeSet<>(members) : ends(where);
  }

  private static SortedSet<NodeId> ends(Collection<Direction> directions) {
    return directions.stream().map(Direction::to).collect(Collectors.toCollection(TreeSet::new));
  }
}
