package quorate.lab.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * What can be done to the links of a running cluster. Faults of links add up until they are healed.
 * Loss is loss of whole messages, which real TCP would only make late; delays keep the order of the
 * messages in one direction of a link, as TCP does, unless {@link Reorder} says otherwise.
 *
 * <p>Where a fault names directions of links, none at all stands for every direction of every link.
 */
public sealed interface LinkFault extends Fault {

  /** A fault that takes links down. */
  sealed interface Cutting extends LinkFault {
    /** The directions that go down in a cluster of these members. */
    SortedSet<Direction> cuts(List<NodeId> members);
  }

  /** All links between different groups go down; members that are in no group form one more. */
  record Partition(List<SortedSet<NodeId>> groups) implements Cutting {
    /**
     * Checks the groups.
     *
     * @throws IllegalArgumentException if a node is in two of them
     */
    public Partition {
      groups = groups.stream().map(LinkFault::copy).toList();
      SortedSet<NodeId> seen = new TreeSet<>();
      for (SortedSet<NodeId> group : groups) {
        for (NodeId node : group) {
          if (!seen.add(node)) {
            throw new IllegalArgumentException(
                node + " is in two groups; a node can be on one side only");
          }
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
    public SortedSet<Direction> cuts(List<NodeId> members) {
      return directions(members, (from, to) -> groupOf(from) != groupOf(to));
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
    public String toString() {
      return "partition "
          + groups.stream().map(FaultText::nodes).collect(Collectors.joining(" | "));
    }
  }

  /** All links of each of these nodes go down, also those between them. */
  record Isolate(SortedSet<NodeId> nodes) implements Cutting {
    /** Isolates nodes. */
    public Isolate {
      nodes = copy(nodes);
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> members) {
      return directions(members, (from, to) -> nodes.contains(from) || nodes.contains(to));
    }

    @Override
    public String toString() {
      return "isolate " + FaultText.nodes(nodes);
    }
  }

  /** Links, or single directions of them, go down. */
  record Cut(SortedSet<Direction> directions) implements Cutting {
    /**
     * Cuts directions.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Cut {
      directions = copyDirections(directions);
      if (directions.isEmpty()) {
        throw new IllegalArgumentException("no link to cut");
      }
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> members) {
      return directions;
    }

    @Override
    public String toString() {
      return "cut " + FaultText.links(directions);
    }
  }

  /** Nodes hear nothing, and can be heard. */
  record Deaf(SortedSet<NodeId> nodes) implements Cutting {
    /** Makes nodes deaf. */
    public Deaf {
      nodes = copy(nodes);
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> members) {
      return directions(members, (from, to) -> nodes.contains(to));
    }

    @Override
    public String toString() {
      return "deaf " + FaultText.nodes(nodes);
    }
  }

  /** Nodes hear all, and are not heard. */
  record Mute(SortedSet<NodeId> nodes) implements Cutting {
    /** Makes nodes mute. */
    public Mute {
      nodes = copy(nodes);
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> members) {
      return directions(members, (from, to) -> nodes.contains(from));
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
    public SortedSet<Direction> cuts(List<NodeId> members) {
      List<NodeId> others = members.stream().filter(it -> !it.equals(node)).toList();
      List<NodeId> half = others.subList(0, others.size() / 2);
      return directions(
          members,
          (from, to) ->
              !from.equals(node) && !to.equals(node) && half.contains(from) != half.contains(to));
    }

    @Override
    public String toString() {
      return "bridge " + node;
    }
  }

  /**
   * Each node is linked to its two neighbours only, in the order of the ids, the last to the first.
   */
  record Ring() implements Cutting {
    @Override
    public SortedSet<Direction> cuts(List<NodeId> members) {
      int size = members.size();
      return directions(
          members,
          (from, to) -> {
            int apart = Math.floorMod(from.value() - to.value(), size);
            return apart != 1 && apart != size - 1;
          });
    }

    @Override
    public String toString() {
      return "ring";
    }
  }

  /** These directions are up, and all others go down. */
  record OnlyLinks(SortedSet<Direction> directions) implements Cutting {
    /**
     * Leaves these directions.
     *
     * @throws IllegalArgumentException if there is none
     */
    public OnlyLinks {
      directions = copyDirections(directions);
      if (directions.isEmpty()) {
        throw new IllegalArgumentException("no link to leave up");
      }
    }

    @Override
    public SortedSet<Direction> cuts(List<NodeId> members) {
      return LinkFault.directions(
          members, (from, to) -> !directions.contains(new Direction(from, to)));
    }

    @Override
    public String toString() {
      return "links " + FaultText.links(directions);
    }
  }

  /** A fault that makes links bad, but not useless. */
  sealed interface Troubling extends LinkFault {
    /** Where; nowhere means everywhere. */
    SortedSet<Direction> directions();
  }

  /**
   * Messages are lost.
   *
   * @param share how likely each is, from 0 to 1; takes the place of an earlier one
   */
  record Loss(double share, SortedSet<Direction> directions) implements Troubling {
    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is no probability
     */
    public Loss {
      checkShare(share);
      directions = copyDirections(directions);
    }

    @Override
    public String toString() {
      return "loss " + FaultText.share(share) + FaultText.where(directions);
    }
  }

  /**
   * Messages take longer than they would, each a delay of its own, and in one direction of a link
   * none overtakes another.
   *
   * @param delay how much longer; takes the place of an earlier one
   */
  record Delayed(Delay delay, SortedSet<Direction> directions) implements Troubling {
    /** Copies the directions. */
    public Delayed {
      directions = copyDirections(directions);
    }

    @Override
    public String toString() {
      return "delay " + delay + FaultText.where(directions);
    }
  }

  /**
   * Messages arrive twice.
   *
   * @param share how likely each does, from 0 to 1; takes the place of an earlier one
   */
  record Duplicate(double share, SortedSet<Direction> directions) implements Troubling {
    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is no probability
     */
    public Duplicate {
      checkShare(share);
      directions = copyDirections(directions);
    }

    @Override
    public String toString() {
      return "duplicate " + FaultText.share(share) + FaultText.where(directions);
    }
  }

  /**
   * Messages are held back for a time of up to two heartbeat intervals, and those behind them
   * overtake.
   *
   * @param share how likely each is, from 0 to 1; takes the place of an earlier one
   */
  record Reorder(double share, SortedSet<Direction> directions) implements Troubling {
    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is no probability
     */
    public Reorder {
      checkShare(share);
      directions = copyDirections(directions);
    }

    @Override
    public String toString() {
      return "reorder " + FaultText.share(share) + FaultText.where(directions);
    }
  }

  /**
   * Messages of one name are lost, and no others.
   *
   * @param message the name, {@code RequestVote}
   * @param from of whom; nobody means of anybody
   * @param to to whom; nobody means to anybody
   * @param next how many of them, at least 1; empty for all until it is healed
   */
  record Drop(String message, SortedSet<NodeId> from, SortedSet<NodeId> to, OptionalInt next)
      implements LinkFault {
    /**
     * Checks the count.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Drop {
      from = copy(from);
      to = copy(to);
      if (next.isPresent() && next.getAsInt() < 1) {
        throw new IllegalArgumentException("drop at least the next 1, got " + next.getAsInt());
      }
    }

    @Override
    public SortedSet<NodeId> nodes() {
      SortedSet<NodeId> nodes = new TreeSet<>(from);
      nodes.addAll(to);
      return nodes;
    }

    /** Where in a cluster of these members. */
    SortedSet<Direction> directions(List<NodeId> members) {
      return LinkFault.directions(
          members,
          (sender, receiver) ->
              (from.isEmpty() || from.contains(sender)) && (to.isEmpty() || to.contains(receiver)));
    }

    @Override
    public String toString() {
      return "drop "
          + message
          + (from.isEmpty() ? "" : " from " + FaultText.nodes(from))
          + (to.isEmpty() ? "" : " to " + FaultText.nodes(to))
          + (next.isPresent() ? " next " + next.getAsInt() : "");
    }
  }

  /** Links are well again. Does not restart or resume anybody; what is held back still comes. */
  record Heal(SortedSet<Direction> directions) implements LinkFault {
    /** Heals directions. */
    public Heal {
      directions = copyDirections(directions);
    }

    /** Heals all. */
    public Heal() {
      this(new TreeSet<>());
    }

    @Override
    public String toString() {
      return "heal" + FaultText.where(directions);
    }
  }

  /** Which directions of links are meant. */
  @FunctionalInterface
  interface Between {
    /** Whether the direction from one node to another is. */
    boolean test(NodeId from, NodeId to);
  }

  /** Those directions of all links that are meant. */
  static SortedSet<Direction> directions(List<NodeId> members, Between meant) {
    SortedSet<Direction> directions = new TreeSet<>();
    for (NodeId from : members) {
      for (NodeId to : members) {
        if (!from.equals(to) && meant.test(from, to)) {
          directions.add(new Direction(from, to));
        }
      }
    }
    return directions;
  }

  private static void checkShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is from 0% to 100%, got " + share * 100 + "%");
    }
  }

  private static SortedSet<NodeId> copy(Collection<NodeId> nodes) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
  }

  private static SortedSet<Direction> copyDirections(Collection<Direction> directions) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(directions));
  }
}
