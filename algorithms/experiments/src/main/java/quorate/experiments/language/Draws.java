package quorate.experiments.language;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * What the faults of a chaos run are drawn from, at the moment at which one is due. Every call may
 * draw; so what a fault asks first changes all that comes after it.
 */
public final class Draws {

  private final Moment now;
  private final Chance chance;
  private final List<FaultRow<?>> conditions;
  private final double worst;
  private final Duration longestDelay;
  private final double clocksOffBy;
  private Optional<NodeId> preferred = Optional.empty();

  /** Whether troubles are drawn for all links: then the conditions of the network are drawn. */
  private boolean everywhere;

  /**
   * Draws from the chance of a cluster, which goes on.
   *
   * @param conditions what is wrong with all links whenever no fault says otherwise
   * @param worst the largest share of messages that is lost, repeated or reordered, from 0 to 1
   * @param longestDelay the longest delay of messages
   * @param clocksOffBy how far the rates of clocks are from 1 at most; 0 if all are true
   */
  public Draws(
      Moment now,
      List<FaultRow<?>> conditions,
      double worst,
      Duration longestDelay,
      double clocksOffBy) {
    this.now = now;
    this.chance = now.chance();
    this.conditions = conditions;
    this.worst = worst;
    this.longestDelay = longestDelay;
    this.clocksOffBy = clocksOffBy;
  }

  /** Says which node is hit more often than others from now on, if one is. */
  public void prefer(Optional<NodeId> node) {
    preferred = node;
  }

  public Optional<NodeId> preferred() {
    return preferred;
  }

  // Faults

  /** A fault of some nodes that are in a state; none if no node is. */
  public List<Fault> nodes(Predicate<NodeState> state, Function<SortedSet<NodeId>, Fault> fault) {
    SortedSet<NodeId> some = some(those(state));
    return some.isEmpty() ? List.of() : List.of(fault.apply(some));
  }

  /**
   * A fault that takes links down; none in a cluster that has no links. Cuts upon cuts leave nobody
   * to elect; so they mostly take each other's place.
   *
   * @param fault the fault, for a node if it needs one
   */
  List<Fault> cut(Function<NodeId, Fault> fault) {
    if (hosts().size() < 2) {
      return List.of();
    }
    Fault cut = fault.apply(some(hosts()).first());
    List<Fault> faults = new ArrayList<>();
    if (below(3) > 0 && !now.cluster().links().cut().isEmpty()) {
      faults.add(new Heal());
      faults.addAll(conditions());
    }
    faults.add(cut);
    return faults;
  }

  /** A fault that makes links bad: so bad, as a share from 0 to 1, and there. */
  List<Fault> trouble(BiFunction<Double, SortedSet<Direction>, Fault> fault) {
    SortedSet<Direction> where = !everywhere && below(2) == 0 ? directions() : new TreeSet<>();
    double share = (1 + below((int) Math.round(worst * 100))) / 100.0;
    return List.of(fault.apply(share, where));
  }

  /** What is wrong with all links whenever no fault says otherwise; to be done again after heal. */
  public List<Fault> conditions() {
    List<Fault> drawn = new ArrayList<>();
    everywhere = true;
    conditions.forEach(row -> drawn.addAll(row.drawn(this)));
    everywhere = false;
    return drawn;
  }

  // Parts of faults

  /** A whole number from 0 (inclusive) to a bound. */
  public int below(int bound) {
    return chance.drawBelow(bound);
  }

  /** One of several, every one equally likely. */
  public <T> T pick(List<T> several) {
    return chance.pick(several);
  }

  /** All hosts, services included: they crash and are cut off as members are. */
  public SortedSet<NodeId> hosts() {
    return new TreeSet<>(now.spec().hosts());
  }

  /** The hosts that are in a state. Draws nothing. */
  public SortedSet<NodeId> those(Predicate<NodeState> state) {
    SortedSet<NodeId> nodes = hosts();
    nodes.removeIf(node -> !state.test(now.state().node(node)));
    return nodes;
  }

  /**
   * Some of several nodes, mostly one; none of none. The preferred one, or the leader, is among
   * them more often than others.
   */
  public SortedSet<NodeId> some(SortedSet<NodeId> candidates) {
    SortedSet<NodeId> drawn = new TreeSet<>();
    if (candidates.isEmpty()) {
      return drawn;
    }
    SortedSet<NodeId> leading = now.state().believers();
    if (preferred.filter(candidates::contains).isPresent() && below(3) > 0) {
      drawn.add(preferred.get());
    } else if (!leading.isEmpty() && candidates.contains(leading.first()) && below(4) == 0) {
      drawn.add(leading.first());
    }
    int count = below(3) > 0 ? 1 : 1 + below(candidates.size());
    List<NodeId> left = new ArrayList<>(candidates);
    left.removeAll(drawn);
    drawn.addAll(some(count - drawn.size(), left));
    return drawn;
  }

  /** So many of several nodes, or all if they are not as many. */
  public SortedSet<NodeId> some(int count, Collection<NodeId> candidates) {
    List<NodeId> left = new ArrayList<>(candidates);
    SortedSet<NodeId> drawn = new TreeSet<>();
    while (drawn.size() < count && !left.isEmpty()) {
      drawn.add(chance.take(left));
    }
    return drawn;
  }

  /** Some nodes, but not all. */
  SortedSet<NodeId> side() {
    return some(1 + below(hosts().size() - 1), hosts());
  }

  /** A few links, or single directions of them. */
  SortedSet<Direction> directions() {
    SortedSet<Direction> directions = new TreeSet<>();
    int size = hosts().size();
    int count = 1 + below(size);
    for (int i = 0; i < count && size > 1; i++) {
      List<NodeId> ends = new ArrayList<>(hosts());
      Direction direction = new Direction(chance.take(ends), chance.pick(ends));
      directions.add(direction);
      if (below(2) == 0) {
        directions.add(direction.reversed());
      }
    }
    return directions;
  }

  /** A delay that is not longer than the longest of the run. */
  Delay delay() {
    int max = 1 + below((int) longestDelay.toMillis());
    return below(3) == 0
        ? Delay.fixed(Duration.ofMillis(max))
        : new Delay.Uniform(TimeRange.ofMillis(0, max));
  }

  /** How far the rates of clocks are from 1 at most; 0 if all are true. Draws nothing. */
  double clocksOffBy() {
    return clocksOffBy;
  }

  /** The timers that are pending at a node, in order. Draws nothing. */
  public List<String> pendingTimers(NodeId node) {
    return List.copyOf(now.cluster().pendingTimers(node));
  }

  /** The names of the algorithm's messages. Draws nothing. */
  List<String> messages() {
    return Messages.namesOf(now.spec().algorithm());
  }
}
