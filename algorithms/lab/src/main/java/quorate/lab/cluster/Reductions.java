package quorate.lab.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * How a fault becomes smaller, so that a failure that it is part of can be read.
 *
 * @param without what is left of it in a cluster without one node, in which the nodes above that
 *     one have moved up; empty if nothing is
 * @param simpler faults to try in its place, the simplest first
 */
public record Reductions(Function<NodeId, Optional<Fault>> without, Supplier<List<Fault>> simpler) {

  /** Of a fault that names no node and has no parts. */
  static Reductions none(Fault fault) {
    return new Reductions(gone -> Optional.of(fault), List::of);
  }

  /**
   * Of a fault that hits each of some nodes.
   *
   * @param same the same fault of other nodes
   */
  static Reductions nodes(SortedSet<NodeId> nodes, Function<SortedSet<NodeId>, Fault> same) {
    return new Reductions(
        gone -> Optional.of(left(nodes, gone)).filter(left -> !left.isEmpty()).map(same),
        () -> fewer(nodes, same));
  }

  /**
   * Of a fault that hits each of some directions of links; where none is named, all are meant, and
   * still are without a node.
   *
   * @param same the same fault of other directions
   */
  static Reductions links(SortedSet<Direction> links, Function<SortedSet<Direction>, Fault> same) {
    return new Reductions(
        gone ->
            Optional.of(leftOf(links, gone))
                .filter(left -> links.isEmpty() || !left.isEmpty())
                .map(same),
        () -> fewer(links, same));
  }

  /** The same, with more faults to try after the others. */
  Reductions orElse(List<Fault> more) {
    return new Reductions(
        without,
        () -> {
          List<Fault> all = new ArrayList<>(simpler.get());
          all.addAll(more);
          return all;
        });
  }

  /** Those nodes that are left, by the numbers that they have then. */
  static SortedSet<NodeId> left(Collection<NodeId> nodes, NodeId gone) {
    SortedSet<NodeId> left = new TreeSet<>();
    nodes.stream()
        .filter(node -> !node.equals(gone))
        .forEach(node -> left.add(renumbered(node, gone)));
    return left;
  }

  private static SortedSet<Direction> leftOf(Collection<Direction> links, NodeId gone) {
    SortedSet<Direction> left = new TreeSet<>();
    for (Direction link : links) {
      if (!link.from().equals(gone) && !link.to().equals(gone)) {
        left.add(new Direction(renumbered(link.from(), gone), renumbered(link.to(), gone)));
      }
    }
    return left;
  }

  private static NodeId renumbered(NodeId node, NodeId gone) {
    return node.isMember() && node.isAbove(gone) ? new NodeId(node.value() - 1) : node;
  }

  /** One less of several, in every way. */
  private static <T> List<Fault> fewer(Collection<T> several, Function<SortedSet<T>, Fault> same) {
    List<Fault> fewer = new ArrayList<>();
    for (T gone : several.size() > 1 ? several : List.<T>of()) {
      SortedSet<T> left = new TreeSet<>(several);
      left.remove(gone);
      fewer.add(same.apply(left));
    }
    return fewer;
  }
}
