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
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Cutting.Deaf;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Cutting.Mute;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Fire;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.cluster.Troubling.Duplicate;
import quorate.lab.cluster.Troubling.Reorder;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/**
 * Several nodes compete for one office, within a few delays of each other, on links some of which
 * are slow or down. It waits for one of them to send, hear or save something, and strikes there and
 * then: the sender falls silent, the saver restarts, the message is late or lost, another node's
 * timer runs out. Whoever wins is mostly cut off before the others hear of it, and they go on.
 */
final class Contest {

  /** What is waited for. */
  private enum Cue {
    SENT_BY,
    ANSWER,
    SENT,
    DELIVERED,
    SAVED,
    BELIEF
  }

  private static final List<Integer> ODDS = List.of(3, 5, 8, 100);
  private static final List<Double> OVERTAKEN = List.of(0.1, 0.25, 0.4);
  private static final int MOST_ACTS = 8;
  private static final int LONGEST_WAIT = 4;
  private static final int LONGEST_DELAY = 8;
  private static final int LONGEST_PAUSE = 24;
  private static final int MOST_PHASES = 4;

  private final Swarm swarm;
  private final OrdealRun run;
  private final Chance chance;
  private final List<NodeId> members;
  private final List<String> messages;

  /** Whether single messages are late in this run, and others overtake them. */
  private final boolean overtakes;

  /** Whether those who answer crash and start again. */
  private final boolean restarts;

  /** How often a node gets on with its election, of four times that something happens. */
  private final int turns;

  /** What the present wait is for: its kind, and the name of the message. */
  private Cue cue = Cue.BELIEF;

  /** Whose timer ran out last. */
  private NodeId asking;

  private String message;
  private Optional<TraceEvent> seen = Optional.empty();

  /** Contests of one run. */
  Contest(Swarm swarm, OrdealRun run, Chance chance, List<String> messages) {
    this.swarm = swarm;
    this.run = run;
    this.chance = chance;
    this.members = run.cluster().spec().members();
    this.messages = messages;
    this.overtakes = chance.drawBelow(3) == 0;
    this.turns = chance.drawBelow(5);
    this.restarts = chance.drawBelow(2) == 0;
    this.asking = members.get(0);
  }

  /** Holds one. The links are as they were before, when it is over, but for lasting troubles. */
  void hold(List<Fault> climate) throws InterruptedException {
    Observer prey = event -> seen = isWanted(event) ? Optional.of(event) : seen;
    run.cluster().trace().observe(prey);
    if (chance.drawBelow(4) >= turns) {
      skewLinks();
    }
    int acts = 2 + chance.drawBelow(MOST_ACTS - 1);
    for (int act = 0; act < acts && !run.failed(); act++) {
      if (chance.drawBelow(4) < turns) {
        takeTurn();
      } else {
        interfere();
      }
      if (chance.drawBelow(3) == 0) {
        pass(LONGEST_DELAY);
      }
    }
    run.cluster().trace().forget(prey);
    end(climate);
  }

  // What is done

  /** A timer runs out, and whoever does something next is struck. */
  private void interfere() throws InterruptedException {
    fire(state -> !state.belief().leads());
    if (chance.drawBelow(4) == 0) {
      pass(2);
      return;
    }
    lookFor(pick(List.of(Cue.values())));
    await();
    if (seen.isPresent() && chance.drawBelow(4) > 0) {
      strike();
    }
  }

  /**
   * A node gets on with its election: each of its questions reaches some nodes only, until it wins,
   * or is held up between two of them, and another one takes over. A winner is mostly cut off
   * before anybody hears of it.
   */
  private void takeTurn() throws InterruptedException {
    lookFor(Cue.SENT_BY);
    fire(state -> !state.belief().leads());
    boolean toTheEnd = chance.drawBelow(5) < 2;
    for (int phase = 0; phase < MOST_PHASES && !run.failed(); phase++) {
      if (phase > 0) {
        lookFor(Cue.SENT_BY);
        await();
      }
      if (run.state().node(asking).belief().leads()) {
        silenceWinner();
        return;
      }
      if (seen.isEmpty() || !(seen.get() instanceof Sent sent)) {
        return;
      }
      reachSome(sent);
      if (restarts && chance.drawBelow(3) == 0) {
        restartAnswerer();
      }
      if (!toTheEnd && chance.drawBelow(2) == 0) {
        holdUp();
        return;
      }
    }
  }

  /** Whoever answers first loses what it has not saved by then. */
  private void restartAnswerer() throws InterruptedException {
    lookFor(Cue.ANSWER);
    await();
    if (seen.isPresent()) {
      SortedSet<NodeId> one = new TreeSet<>(List.of(actor(seen.get())));
      act(new Crash(one));
      act(new Restart(one));
    }
  }

  /** What is on its way to the node whose turn it is comes late; or it pauses, or restarts. */
  private void holdUp() throws InterruptedException {
    SortedSet<NodeId> one = new TreeSet<>(List.of(asking));
    switch (chance.drawBelow(6)) {
      case 0 -> act(new Pause(one, Optional.of(units(LONGEST_PAUSE))));
      case 1 -> {
        pass(2);
        strike();
      }
      default ->
          act(new Delayed(Delay.fixed(units(LONGEST_PAUSE)), ways(way -> way.to().equals(asking))));
    }
  }

  private SortedSet<Direction> ways(Predicate<Direction> wanted) {
    SortedSet<Direction> ways = new TreeSet<>();
    for (NodeId from : members) {
      for (NodeId to : members) {
        Direction way = new Direction(from, to);
        if (!from.equals(to) && wanted.test(way)) {
          ways.add(way);
        }
      }
    }
    return ways;
  }

  /** Some directions are down, and some slow; the rest is as it was. */
  private void skewLinks() throws InterruptedException {
    SortedSet<Direction> down = new TreeSet<>();
    SortedSet<Direction> slow = new TreeSet<>();
    int odds = ODDS.get(chance.drawBelow(ODDS.size()));
    for (NodeId from : members) {
      for (NodeId to : members) {
        int drawn = from.equals(to) ? odds : chance.drawBelow(odds);
        if (drawn == 0) {
          down.add(new Direction(from, to));
        } else if (drawn == 1) {
          slow.add(new Direction(from, to));
        }
      }
    }
    if (!down.isEmpty()) {
      act(new Cut(down));
    }
    if (!slow.isEmpty()) {
      act(new Delayed(Delay.fixed(units(LONGEST_DELAY)), slow));
    }
    if (overtakes && chance.drawBelow(2) == 0) {
      act(new Reorder(OVERTAKEN.get(chance.drawBelow(OVERTAKEN.size())), new TreeSet<>()));
    }
  }

  /** Some node's timer runs out now; rarely two nodes' at once. */
  private void fire(Predicate<NodeState> wanted) throws InterruptedException {
    List<NodeId> ready = those(state -> state.runs() && wanted.test(state));
    ready.removeIf(node -> run.cluster().pendingTimers(node).isEmpty());
    if (ready.isEmpty()) {
      return;
    }
    if (ready.size() > 1) {
      ready.remove(asking); // others first
    }
    NodeId first = pick(ready);
    String timer = pick(List.copyOf(run.cluster().pendingTimers(first)));
    SortedSet<NodeId> nodes = new TreeSet<>(List.of(first));
    ready.removeIf(node -> !run.cluster().pendingTimers(node).contains(timer));
    if (chance.drawBelow(4) == 0) {
      nodes.add(pick(ready));
    }
    asking = first;
    act(new Fire(nodes, new Timer(timer)));
  }

  private void strike() throws InterruptedException {
    if (seen.isEmpty()) {
      return;
    }
    TraceEvent event = seen.get();
    NodeId actor = actor(event);
    SortedSet<NodeId> one = new TreeSet<>(List.of(actor));
    switch (chance.drawBelow(8)) {
      case 0, 1 -> {
        act(new Crash(one));
        act(new Restart(one));
      }
      case 2 -> act(new Crash(one));
      case 3 -> act(chance.drawBelow(2) == 0 ? new Mute(one) : new Deaf(one));
      case 4 -> act(new Pause(one, Optional.of(units(LONGEST_DELAY))));
      case 5 -> dropMore(one);
      case 6 -> spoil(link(event));
      default -> fire(state -> true);
    }
    if (chance.drawBelow(2) == 0) {
      fire(state -> !state.belief().leads());
    }
  }

  /** What a node says now mostly gets to so many others that they are just a majority with it. */
  private void reachSome(Sent sent) throws InterruptedException {
    List<NodeId> others = new ArrayList<>(members);
    others.remove(sent.from());
    int reached = chance.drawBelow(4) == 0 ? chance.drawBelow(members.size()) : members.size() / 2;
    for (int i = 0; i < reached; i++) {
      others.remove(chance.drawBelow(others.size()));
    }
    if (!others.isEmpty()) {
      SortedSet<NodeId> one = new TreeSet<>(List.of(sent.from()));
      OptionalInt next = OptionalInt.of(others.size());
      act(new Drop(sent.message().name(), one, new TreeSet<>(others), next));
    }
  }

  private void spoil(Optional<Direction> link) throws InterruptedException {
    if (link.isEmpty()) {
      return;
    }
    SortedSet<Direction> way = new TreeSet<>(List.of(link.get()));
    switch (chance.drawBelow(4)) {
      case 0 -> act(new Cut(way));
      case 1 -> act(new Duplicate(1, way));
      default -> act(new Delayed(Delay.fixed(units(LONGEST_DELAY)), way));
    }
  }

  /** Loses the next messages like this one, or those of another kind, such as the answers. */
  private void dropMore(SortedSet<NodeId> actor) throws InterruptedException {
    if (messages.isEmpty()) {
      return;
    }
    String name = chance.drawBelow(2) == 0 ? message : pick(messages);
    boolean from = chance.drawBelow(2) == 0;
    act(
        new Drop(
            name,
            from ? actor : new TreeSet<>(),
            from ? new TreeSet<>() : actor,
            OptionalInt.of(1 + chance.drawBelow(members.size()))));
  }

  /** The leader, if there is one, is mostly cut off before all have heard of it. */
  private void silenceWinner() throws InterruptedException {
    SortedSet<NodeId> leading = run.state().believers();
    if (leading.isEmpty() || chance.drawBelow(4) == 0) {
      return;
    }
    switch (chance.drawBelow(6)) {
      case 0 -> act(new Crash(leading));
      case 1 -> act(new Mute(leading));
      default -> act(new Isolate(leading));
    }
  }

  private void end(List<Fault> climate) throws InterruptedException {
    act(new Heal());
    for (Fault fault : climate) {
      act(fault);
    }
    SortedSet<NodeId> down = new TreeSet<>(those(state -> !state.up()));
    if (!down.isEmpty() && chance.drawBelow(4) > 0) {
      act(new Restart(down));
    }
    if (chance.drawBelow(2) == 0) {
      pass(LONGEST_DELAY);
    }
  }

  private void act(Fault fault) throws InterruptedException {
    run.take(new Do(fault));
  }

  // What is waited for

  /** From now on, notes when somebody sends, hears, saves or believes what is wanted. */
  private void lookFor(Cue wanted) {
    seen = Optional.empty();
    cue = wanted;
    message = messages.isEmpty() ? "" : pick(messages);
  }

  /** Waits until that was seen, but not for long. */
  private void await() throws InterruptedException {
    run.pass(() -> seen.isPresent(), units(LONGEST_WAIT));
  }

  private boolean isWanted(TraceEvent event) {
    return switch (cue) {
      case SENT_BY -> event instanceof Sent sent && sent.from().equals(asking);
      case ANSWER -> event instanceof Sent sent && sent.to().equals(asking);
      case SENT -> event instanceof Sent sent && sent.message().name().equals(message);
      case DELIVERED -> event instanceof Delivered came && came.message().name().equals(message);
      case SAVED -> event instanceof Persisted;
      case BELIEF -> event instanceof BeliefChanged;
    };
  }

  private static NodeId actor(TraceEvent event) {
    if (event instanceof Sent sent) {
      return sent.from();
    } else if (event instanceof Delivered delivered) {
      return delivered.to();
    } else if (event instanceof Persisted saved) {
      return saved.node();
    }
    return ((BeliefChanged) event).node();
  }

  private static Optional<Direction> link(TraceEvent event) {
    if (event instanceof Sent sent) {
      return Optional.of(new Direction(sent.from(), sent.to()));
    } else if (event instanceof Delivered delivered) {
      return Optional.of(new Direction(delivered.to(), delivered.from()));
    }
    return Optional.empty();
  }

  // Draws

  private void pass(int atMost) throws InterruptedException {
    run.take(new Pass(units(atMost)));
  }

  /** From a fraction of what a message takes to many times that. */
  private Duration units(int atMost) {
    long quarter = swarm.unit().toNanos() / 4;
    return Duration.ofNanos(quarter * (1 + chance.drawBelow(4 * atMost)));
  }

  private List<NodeId> those(Predicate<NodeState> wanted) {
    List<NodeId> nodes = new ArrayList<>(members);
    nodes.removeIf(node -> !wanted.test(run.state().node(node)));
    return nodes;
  }

  private <T> T pick(List<T> list) {
    return list.get(chance.drawBelow(list.size()));
  }
}
