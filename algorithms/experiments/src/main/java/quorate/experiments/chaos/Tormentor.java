package quorate.experiments.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import quorate.experiments.chaos.Step.Do;
import quorate.experiments.chaos.Step.Pass;
import quorate.experiments.chaos.Swarm.Kind;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Cutting.Bridge;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Cutting.Deaf;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Cutting.Mute;
import quorate.lab.cluster.Cutting.OnlyLinks;
import quorate.lab.cluster.Cutting.Partition;
import quorate.lab.cluster.Cutting.Ring;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Fire;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Resign;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.LinkFault.Isolate;
import quorate.lab.cluster.LinkFault.Loss;
import quorate.lab.cluster.LinkFault.Mute;
import quorate.lab.cluster.LinkFault.OnlyLinks;
import quorate.lab.cluster.LinkFault.Partition;
import quorate.lab.cluster.LinkFault.Reorder;
import quorate.lab.cluster.LinkFault.Ring;
import quorate.lab.cluster.Messages;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.cluster.Troubling.Duplicate;
import quorate.lab.cluster.Troubling.Loss;
import quorate.lab.cluster.Troubling.Reorder;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Saving;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * Draws what is done to a cluster, one fault after the other, and looks at the cluster to do so: it
 * restarts who is down, and fires timers that are pending. Sometimes it lies in wait, until a node
 * saves something or changes its mind, and strikes at that moment. What it did is written down with
 * the times, and happens again without it.
 */
final class Tormentor {

  /** Times are drawn in these. */
  private static final long TENTH_OF_A_MILLISECOND = 100_000;

  private static final Duration SHORT_WHILE = Duration.ofMillis(30);

  private final Swarm swarm;
  private final OrdealRun run;
  private final Chance chance;
  private final List<NodeId> members;
  private final List<String> messages;
  private Optional<NodeId> ambushed = Optional.empty();

  /** Torments the cluster of a run. */
  Tormentor(Swarm swarm, OrdealRun run, Chance chance) {
    this.swarm = swarm;
    this.run = run;
    this.chance = chance;
    this.members = run.cluster().spec().members();
    this.messages = Messages.namesOf(run.cluster().spec().algorithm());
  }

  /** Does all that there is to be done, unless something fails before. */
  void torment() throws InterruptedException {
    doAll(climate());
    Contest contest = new Contest(swarm, run, chance, messages);
    for (int i = 0; i < swarm.faults() && run.faults() < swarm.faults() && !run.failed(); i++) {
      Kind kind = swarm.drawKind(chance);
      if (kind == Kind.CONTEST) {
        contest.hold(climate());
      } else if (kind == Kind.STRIKE) {
        strike();
      } else {
        doAll(draw(kind));
      }
      waitForNext();
    }
  }

  private void doAll(List<Fault> faults) throws InterruptedException {
    for (Fault fault : faults) {
      run.take(new Do(fault));
    }
  }

  private List<Fault> climate() {
    return swarm.climate().stream().map(it -> trouble(it, new TreeSet<>())).toList();
  }

  /** Takes a node's memory away just when it has saved something, and has another one try. */
  private void strike() throws InterruptedException {
    ambushed = Optional.empty();
    doAll(fire());
    lieInWait(SHORT_WHILE);
    if (chance.drawBelow(2) == 0) {
      run.take(new Pass(drawTime(SHORT_WHILE)));
    }
    doAll(bounce());
    ambushed = Optional.empty();
    doAll(fire());
  }

  private void waitForNext() throws InterruptedException {
    ambushed = Optional.empty();
    if (chance.drawBelow(4) == 0) {
      return; // two things at one moment
    }
    Duration time = drawTime(swarm.longestWait());
    if (chance.drawShare() < swarm.ambushes()) {
      lieInWait(time);
    } else {
      run.take(new Pass(time));
    }
  }

  private Duration drawTime(Duration longest) {
    long most = longest.toNanos() / TENTH_OF_A_MILLISECOND;
    return Duration.ofNanos((1 + chance.drawBelow((int) most)) * TENTH_OF_A_MILLISECOND);
  }

  private void lieInWait(Duration atMost) throws InterruptedException {
    Observer prey =
        event -> {
          if (event instanceof Saving saving) {
            ambushed = Optional.of(saving.node());
          } else if (event instanceof Persisted saved && !saving(event)) {
            ambushed = Optional.of(saved.node());
          } else if (event instanceof BeliefChanged changed) {
            ambushed = Optional.of(changed.node());
          }
        };
    run.cluster().trace().observe(prey);
    run.pass(() -> ambushed.isPresent(), atMost);
    run.cluster().trace().forget(prey);
  }

  /** Whether the disk took its time: then it was struck, if at all, when the save began. */
  private boolean saving(TraceEvent persisted) {
    return run.cluster()
        .trace()
        .find(persisted.cause())
        .filter(Saving.class::isInstance)
        .isPresent();
  }

  /** One fault of a kind, or several that belong together; none if there is none now. */
  private List<Fault> draw(Kind kind) {
    return switch (kind) {
      case FIRE -> fire();
      case CRASH -> of(those(NodeState::up), Crash::new);
      case BOUNCE -> bounce();
      case RESTART -> of(those(state -> !state.up()), Restart::new);
      case PAUSE -> of(those(NodeState::runs), nodes -> new Pause(nodes, pauseLength()));
      case RESUME -> of(those(NodeState::paused), Resume::new);
      case RESIGN -> of(those(state -> state.belief().leads()), Resign::new);
      case PARTITION, CUT, LINKS, BRIDGE, RING, ISOLATE, DEAF, MUTE ->
          members.size() < 2 ? List.of() : insteadOfOthers(cut(kind));
      case LOSS, DELAY, DUPLICATE, REORDER ->
          List.of(trouble(kind, chance.drawBelow(2) == 0 ? directions() : new TreeSet<>()));
      case DROP -> drop();
      case HEAL -> heal();
      case CONTEST, STRIKE -> throw new IllegalArgumentException("takes a while");
    };
  }

  // Nodes

  private interface OfNodes {
    Fault of(SortedSet<NodeId> nodes);
  }

  private List<Fault> of(SortedSet<NodeId> candidates, OfNodes fault) {
    SortedSet<NodeId> some = some(candidates);
    return some.isEmpty() ? List.of() : List.of(fault.of(some));
  }

  private SortedSet<NodeId> those(Predicate<NodeState> wanted) {
    SortedSet<NodeId> nodes = new TreeSet<>(members);
    nodes.removeIf(node -> !wanted.test(run.state().node(node)));
    return nodes;
  }

  /** Mostly one; the one that lay in ambush, or the leader, more often than others. */
  private SortedSet<NodeId> some(SortedSet<NodeId> candidates) {
    List<NodeId> left = new ArrayList<>(candidates);
    SortedSet<NodeId> drawn = new TreeSet<>();
    if (left.isEmpty()) {
      return drawn;
    }
    SortedSet<NodeId> leading = run.state().believers();
    if (ambushed.filter(left::contains).isPresent() && chance.drawBelow(3) > 0) {
      drawn.add(ambushed.get());
    } else if (!leading.isEmpty() && left.contains(leading.first()) && chance.drawBelow(4) == 0) {
      drawn.add(leading.first());
    }
    int count = chance.drawBelow(3) > 0 ? 1 : 1 + chance.drawBelow(left.size());
    left.removeAll(drawn);
    while (drawn.size() < count) {
      drawn.add(left.remove(chance.drawBelow(left.size())));
    }
    return drawn;
  }

  private NodeId one() {
    return some(new TreeSet<>(members)).first();
  }

  /** Crashes nodes and lets them start again at once. */
  private List<Fault> bounce() {
    SortedSet<NodeId> nodes = some(those(NodeState::up));
    return nodes.isEmpty() ? List.of() : List.of(new Crash(nodes), new Restart(nodes));
  }

  private Optional<Duration> pauseLength() {
    return chance.drawBelow(2) == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(1 + chance.drawBelow(600)));
  }

  /** A pending timer of one node, and of others in which it is pending as well. */
  private List<Fault> fire() {
    SortedSet<NodeId> running = those(NodeState::runs);
    running.removeIf(node -> run.cluster().pendingTimers(node).isEmpty());
    if (running.isEmpty()) {
      return List.of();
    }
    NodeId first = some(running).first();
    List<String> timers = List.copyOf(run.cluster().pendingTimers(first));
    String timer = timers.get(chance.drawBelow(timers.size()));
    running.removeIf(node -> !run.cluster().pendingTimers(node).contains(timer));
    SortedSet<NodeId> nodes = some(running);
    nodes.add(first);
    return List.of(new Fire(nodes, new Timer(timer)));
  }

  // Links

  /** Cuts upon cuts leave nobody to elect; so they mostly take each other's place. */
  private List<Fault> insteadOfOthers(Fault cut) {
    List<Fault> faults = new ArrayList<>();
    if (chance.drawBelow(3) > 0 && !run.cluster().links().cut().isEmpty()) {
      faults.add(new Heal());
      faults.addAll(climate());
    }
    faults.add(cut);
    return faults;
  }

  private Fault cut(Kind kind) {
    SortedSet<NodeId> node = new TreeSet<>(List.of(one()));
    return switch (kind) {
      case PARTITION -> new Partition(List.of(side()));
      case ISOLATE -> new Isolate(node);
      case DEAF -> new Deaf(node);
      case MUTE -> new Mute(node);
      case CUT -> new Cut(directions());
      case LINKS -> new OnlyLinks(directions());
      case BRIDGE -> new Bridge(node.first());
      default -> new Ring();
    };
  }

  /** Some nodes, but not all. */
  private SortedSet<NodeId> side() {
    List<NodeId> left = new ArrayList<>(members);
    SortedSet<NodeId> side = new TreeSet<>();
    int count = 1 + chance.drawBelow(members.size() - 1);
    while (side.size() < count) {
      side.add(left.remove(chance.drawBelow(left.size())));
    }
    return side;
  }

  /** A few links, or single directions of them. */
  private SortedSet<Direction> directions() {
    SortedSet<Direction> directions = new TreeSet<>();
    int count = 1 + chance.drawBelow(members.size());
    for (int i = 0; i < count && members.size() > 1; i++) {
      List<NodeId> ends = new ArrayList<>(members);
      NodeId from = ends.remove(chance.drawBelow(ends.size()));
      Direction direction = new Direction(from, ends.get(chance.drawBelow(ends.size())));
      directions.add(direction);
      if (chance.drawBelow(2) == 0) {
        directions.add(direction.reversed());
      }
    }
    return directions;
  }

  private Fault trouble(Kind kind, SortedSet<Direction> where) {
    double share = (1 + chance.drawBelow((int) Math.round(swarm.worst() * 100))) / 100.0;
    return switch (kind) {
      case LOSS -> new Loss(share, where);
      case DUPLICATE -> new Duplicate(share, where);
      case REORDER -> new Reorder(share, where);
      default -> new Delayed(delay(), where);
    };
  }

  private Delay delay() {
    int max = 1 + chance.drawBelow((int) swarm.longestDelay().toMillis());
    return chance.drawBelow(3) == 0
        ? Delay.fixed(Duration.ofMillis(max))
        : new Delay.Uniform(TimeRange.ofMillis(0, max));
  }

  private List<Fault> heal() {
    if (members.size() > 1 && chance.drawBelow(4) == 0) {
      return List.of(new Heal(directions()));
    }
    List<Fault> healed = new ArrayList<>(List.of(new Heal()));
    healed.addAll(climate());
    return healed;
  }

  private List<Fault> drop() {
    if (messages.isEmpty()) {
      return List.of();
    }
    SortedSet<NodeId> all = new TreeSet<>(members);
    SortedSet<NodeId> nobody = new TreeSet<>();
    return List.of(
        new Drop(
            messages.get(chance.drawBelow(messages.size())),
            chance.drawBelow(2) == 0 ? some(all) : nobody,
            chance.drawBelow(2) == 0 ? some(all) : nobody,
            chance.drawBelow(2) == 0
                ? OptionalInt.of(1 + chance.drawBelow(2 * members.size()))
                : OptionalInt.empty()));
  }
}
