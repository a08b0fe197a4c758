package quorate.experiments.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import quorate.experiments.language.Draws;
import quorate.experiments.language.FaultRow;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/** What the faults of one run are drawn from: its swarm, its chance, and its cluster as it is. */
final class ChaosDraws implements Draws {

  private final Swarm swarm;
  private final ChaosRun run;
  private final Chance chance;
  private final List<NodeId> members;
  private Optional<NodeId> preferred = Optional.empty();

  /** Whether troubles are drawn for all links: then the conditions of the network are drawn. */
  private boolean everywhere;

  ChaosDraws(Swarm swarm, ChaosRun run, Chance chance) {
    this.swarm = swarm;
    this.run = run;
    this.chance = chance;
    this.members = run.cluster().spec().members();
  }

  /** Says which node is hit more often than others from now on, if one is. */
  void prefer(Optional<NodeId> node) {
    preferred = node;
  }

  Optional<NodeId> preferred() {
    return preferred;
  }

  @Override
  public List<Fault> nodes(Predicate<NodeState> state, Function<SortedSet<NodeId>, Fault> fault) {
    SortedSet<NodeId> some = some(those(state));
    return some.isEmpty() ? List.of() : List.of(fault.apply(some));
  }

  /** Cuts upon cuts leave nobody to elect; so they mostly take each other's place. */
  @Override
  public List<Fault> cut(Function<NodeId, Fault> fault) {
    if (members.size() < 2) {
      return List.of();
    }
    Fault cut = fault.apply(some(members()).first());
    List<Fault> faults = new ArrayList<>();
    if (below(3) > 0 && !run.cluster().links().cut().isEmpty()) {
      faults.add(new Heal());
      faults.addAll(conditions());
    }
    faults.add(cut);
    return faults;
  }

  @Override
  public List<Fault> trouble(BiFunction<Double, SortedSet<Direction>, Fault> fault) {
    SortedSet<Direction> where = !everywhere && below(2) == 0 ? directions() : new TreeSet<>();
    double share = (1 + below((int) Math.round(swarm.worst() * 100))) / 100.0;
    return List.of(fault.apply(share, where));
  }

  @Override
  public List<Fault> conditions() {
    List<Fault> conditions = new ArrayList<>();
    everywhere = true;
    for (FaultRow<?> row : swarm.conditions()) {
      conditions.addAll(row.draw().apply(this));
    }
    everywhere = false;
    return conditions;
  }

  @Override
  public int below(int bound) {
    return chance.drawBelow(bound);
  }

  @Override
  public SortedSet<NodeId> members() {
    return new TreeSet<>(members);
  }

  @Override
  public SortedSet<NodeId> those(Predicate<NodeState> state) {
    SortedSet<NodeId> nodes = members();
    nodes.removeIf(node -> !state.test(run.state().node(node)));
    return nodes;
  }

  /** The preferred one, or the leader, more often than others. */
  @Override
  public SortedSet<NodeId> some(SortedSet<NodeId> candidates) {
    List<NodeId> left = new ArrayList<>(candidates);
    SortedSet<NodeId> drawn = new TreeSet<>();
    if (left.isEmpty()) {
      return drawn;
    }
    SortedSet<NodeId> leading = run.state().believers();
    if (preferred.filter(left::contains).isPresent() && below(3) > 0) {
      drawn.add(preferred.get());
    } else if (!leading.isEmpty() && left.contains(leading.first()) && below(4) == 0) {
      drawn.add(leading.first());
    }
    int count = below(3) > 0 ? 1 : 1 + below(left.size());
    left.removeAll(drawn);
    while (drawn.size() < count) {
      drawn.add(left.remove(below(left.size())));
    }
    return drawn;
  }

  @Override
  public SortedSet<NodeId> side() {
    List<NodeId> left = new ArrayList<>(members);
    SortedSet<NodeId> side = new TreeSet<>();
    int count = 1 + below(members.size() - 1);
    while (side.size() < count) {
      side.add(left.remove(below(left.size())));
    }
    return side;
  }

  @Override
  public SortedSet<Direction> directions() {
    SortedSet<Direction> directions = new TreeSet<>();
    int count = 1 + below(members.size());
    for (int i = 0; i < count && members.size() > 1; i++) {
      List<NodeId> ends = new ArrayList<>(members);
      NodeId from = ends.remove(below(ends.size()));
      Direction direction = new Direction(from, ends.get(below(ends.size())));
      directions.add(direction);
      if (below(2) == 0) {
        directions.add(direction.reversed());
      }
    }
    return directions;
  }

  @Override
  public Delay delay() {
    int max = 1 + below((int) swarm.longestDelay().toMillis());
    return below(3) == 0
        ? Delay.fixed(Duration.ofMillis(max))
        : new Delay.Uniform(TimeRange.ofMillis(0, max));
  }

  @Override
  public SortedSet<String> pendingTimers(NodeId node) {
    return run.cluster().pendingTimers(node);
  }

  @Override
  public List<String> messages() {
    return Messages.namesOf(run.cluster().spec().algorithm());
  }
}
