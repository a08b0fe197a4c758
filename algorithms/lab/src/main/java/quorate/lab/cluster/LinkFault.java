package quorate.lab.cluster;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

/**
 * What can be done to the links of a running cluster. Faults of links add up until they are healed.
 * Loss is loss of whole messages, which real TCP would only make late; delays keep the order of the
 * messages in one direction of a link, as TCP does, unless {@link Troubling.Mishap#REORDER} says
 * otherwise.
 *
 * <p>Where a fault names directions of links, none at all stands for every direction of every link.
 */
public sealed interface LinkFault extends Fault
    permits Cutting, Troubling, LinkFault.Drop, LinkFault.Heal {

  /** Changes the links; throws an IllegalArgumentException instead if a node is no member. */
  void change(Links links);

  @Override
  default void check(Machines cluster) {
    change(cluster.links().untouched());
  }

  @Override
  default void applyTo(Machines cluster, TraceEvent injected) {
    cluster.changeLinks(this);
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
    /** Throws an IllegalArgumentException if the count is below 1. */
    public Drop {
      from = SortedCopy.of(from);
      to = SortedCopy.of(to);
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

    /** Where in a cluster of these hosts. */
    SortedSet<Direction> directions(List<NodeId> hosts) {
      return LinkFault.directions(
          hosts,
          (sender, receiver) ->
              (from.isEmpty() || from.contains(sender)) && (to.isEmpty() || to.contains(receiver)));
    }

    @Override
    public Reductions reductions() {
      return new Reductions(this::withoutOne, this::withFewerWords);
    }

    private Optional<Fault> withoutOne(NodeId gone) {
      SortedSet<NodeId> senders = Reductions.left(from, gone);
      SortedSet<NodeId> receivers = Reductions.left(to, gone);
      boolean nothingLeft =
          senders.isEmpty() && !from.isEmpty() || receivers.isEmpty() && !to.isEmpty();
      return nothingLeft
          ? Optional.empty()
          : Optional.of(new Drop(message, senders, receivers, next));
    }

    private List<Fault> withFewerWords() {
      SortedSet<NodeId> anybody = new TreeSet<>();
      return List.of(
          new Drop(message, from, to, OptionalInt.empty()),
          new Drop(message, anybody, to, next),
          new Drop(message, from, anybody, next));
    }

    @Override
    public void change(Links links) {
      links.pick(this);
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
    public Heal {
      directions = SortedCopy.of(directions);
    }

    public Heal() {
      this(new TreeSet<>());
    }

    @Override
    public Reductions reductions() {
      return Reductions.links(directions, Heal::new);
    }

    @Override
    public void change(Links links) {
      links.heal(directions);
    }

    @Override
    public String toString() {
      return "heal" + FaultText.where(directions);
    }
  }

  /** Which directions of links are meant. */
  @FunctionalInterface
  interface Between {
    boolean test(NodeId from, NodeId to);
  }

  /** Those directions of all links that are meant. */
  static SortedSet<Direction> directions(List<NodeId> hosts, Between meant) {
    SortedSet<Direction> directions = new TreeSet<>();
    for (NodeId from : hosts) {
      for (NodeId to : hosts) {
        if (!from.equals(to) && meant.test(from, to)) {
          directions.add(new Direction(from, to));
        }
      }
    }
    return directions;
  }
}
