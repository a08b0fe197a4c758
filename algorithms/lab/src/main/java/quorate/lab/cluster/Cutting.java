package quorate.lab.cluster;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/** A fault that takes links down. */
public sealed interface Cutting extends LinkFault {

  /** The directions that go down in a cluster of these hosts. */
  SortedSet<Direction> cuts(List<NodeId> hosts);

  @Override
  default void change(Links links) {
    links.takeDown(cuts(links.hosts()));
  }

  /** All links between different groups go down; hosts that are in no group form one more. */
  record Partition(List<SortedSet<NodeId>> groups) implements Cutting {
    /** Throws an IllegalArgumentException if a node is in two groups. */
    public Partition {
      groups = groups.stream().map(SortedCopy::of).toList();
      SortedSet<NodeId> seen = new TreeSet<>();
      for (NodeId node : groups.stream().flatMap(SortedSet::stream).toList()) {
        if (!seen.add(node)) {
          throw new IllegalArgumentException(
              node + " is in two groups; a node can be on one side only");
        }
      }
    }

    @Override
    public SortedSet<NodeId> nodes() {
      SortedSet<NodeId> nodes = new TreeSet<>();
      groups.forEach(nodes::addAll);
      return nodes;
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> hosts) {
      return LinkFault.directions(hosts, (from, to) -> groupOf(from) != groupOf(to));
    }

    private int groupOf(NodeId node) {
      for (int i = 0; i < groups.size(); i++) {
        if (groups.get(i).contains(node)) {
          return i;
        }
      }
      return groups.size();
    }

    @Override
    public Reductions reductions() {
      return new Reductions(this::withoutOne, List::of);
    }

    private Optional<Fault> withoutOne(NodeId gone) {
      List<SortedSet<NodeId>> left =
          groups.stream().map(it -> Reductions.left(it, gone)).filter(it -> !it.isEmpty()).toList();
      return left.isEmpty() ? Optional.empty() : Optional.of(new Partition(left));
    }

    @Override
    public String toString() {
      return "partition "
          + groups.stream().map(FaultText::nodes).collect(Collectors.joining(" | "));
    }
  }

  /** All links of each of these nodes go down, also those between them. */
  record Isolate(SortedSet<NodeId> nodes) implements Cutting {
    public Isolate {
      nodes = SortedCopy.of(nodes);
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> hosts) {
      return LinkFault.directions(hosts, (from, to) -> nodes.contains(from) || nodes.contains(to));
    }

    @Override
    public Reductions reductions() {
      return Reductions.nodes(nodes, Isolate::new);
    }

    @Override
    public String toString() {
      return "isolate " + FaultText.nodes(nodes);
    }
  }

  /** Links, or single directions of them, go down. */
  record Cut(SortedSet<Direction> directions) implements Cutting {
    /** Throws an IllegalArgumentException if there is no direction. */
    public Cut {
      directions = SortedCopy.of(directions);
      if (directions.isEmpty()) {
        throw new IllegalArgumentException("no link to cut");
      }
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> hosts) {
      return directions;
    }

    @Override
    public Reductions reductions() {
      return Reductions.links(directions, Cut::new);
    }

    @Override
    public String toString() {
      return "cut " + FaultText.links(directions);
    }
  }

  /** Nodes hear nothing, and can be heard. */
  record Deaf(SortedSet<NodeId> nodes) implements Cutting {
    public Deaf {
      nodes = SortedCopy.of(nodes);
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> hosts) {
      return LinkFault.directions(hosts, (from, to) -> nodes.contains(to));
    }

    @Override
    public Reductions reductions() {
      return Reductions.nodes(nodes, Deaf::new);
    }

    @Override
    public String toString() {
      return "deaf " + FaultText.nodes(nodes);
    }
  }

  /** Nodes hear all, and are not heard. */
  record Mute(SortedSet<NodeId> nodes) implements Cutting {
    public Mute {
      nodes = SortedCopy.of(nodes);
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> hosts) {
      return LinkFault.directions(hosts, (from, to) -> nodes.contains(from));
    }

    @Override
    public Reductions reductions() {
      return Reductions.nodes(nodes, Mute::new);
    }

    @Override
    public String toString() {
      return "mute " + FaultText.nodes(nodes);
    }
  }

  /**
   * One node is linked to all; the others fall into two halves, by the order of their ids, that are
   * linked by that node alone.
   */
  record Bridge(NodeId node) implements Cutting {
    @Override
    public SortedSet<NodeId> nodes() {
      return new TreeSet<>(List.of(node));
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> hosts) {
      List<NodeId> others = hosts.stream().filter(it -> !it.equals(node)).toList();
      List<NodeId> half = others.subList(0, others.size() / 2);
      return LinkFault.directions(
          hosts,
          (from, to) ->
              !from.equals(node) && !to.equals(node) && half.contains(from) != half.contains(to));
    }

    @Override
    public Reductions reductions() {
      return Reductions.nodes(nodes(), left -> new Bridge(left.first()));
    }

    @Override
    public String toString() {
      return "bridge " + node;
    }
  }

  /**
   * Each member is linked to two other members only, its neighbours in the order of the ids, the
   * last to the first.
   */
  record Ring() implements Cutting {
    @Override
    public SortedSet<Direction> cuts(List<NodeId> hosts) {
      List<NodeId> members = hosts.stream().filter(NodeId::isMember).toList();
      int size = members.size();
      return LinkFault.directions(
          members,
          (from, to) -> {
            int apart = Math.floorMod(from.value() - to.value(), size);
            return apart != 1 && apart != size - 1;
          });
    }

    @Override
    public Reductions reductions() {
      return Reductions.none(this);
    }

    @Override
    public String toString() {
      return "ring";
    }
  }

  /** These directions are up, and all others go down. */
  record OnlyLinks(SortedSet<Direction> directions) implements Cutting {
    /** Throws an IllegalArgumentException if there is no direction. */
    public OnlyLinks {
      directions = SortedCopy.of(directions);
      if (directions.isEmpty()) {
        throw new IllegalArgumentException("no link to leave up");
      }
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> hosts) {
      return LinkFault.directions(
          hosts, (from, to) -> !directions.contains(new Direction(from, to)));
    }

    @Override
    public Reductions reductions() {
      return Reductions.links(directions, OnlyLinks::new);
    }

    @Override
    public void change(Links links) {
      links.bringUp(directions);
      Cutting.super.change(links);
    }

    @Override
    public String toString() {
      return "links " + FaultText.links(directions);
    }
  }
}
