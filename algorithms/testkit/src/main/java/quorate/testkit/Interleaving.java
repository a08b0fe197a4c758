package quorate.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Messages;
import quorate.lab.invariant.Invariants;
import quorate.lab.measure.ClusterState;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceText;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Timer;
import quorate.spi.Timing;

/**
 * One run in an order drawn from a seed: which message arrives next, which is lost or arrives
 * twice, whose timer runs out between two messages, who crashes between two messages and starts
 * again. No time passes, so that elections overlap wherever they can: this is where the phases of
 * an algorithm meet. Same algorithm, options, size and seed, same run.
 *
 * <p>Every failure is an {@link AssertionError} with the line that replays the run, and its end.
 */
public final class Interleaving {

  private static final String ALL = "all";
  private static final int STEPS = 120;
  private static final int TURNS = 16;
  private static final int LONGEST_DELAY = 60;
  private static final int MOST_ON_THEIR_WAY = 60;
  private static final int EVENTS_SHOWN = 80;

  private final ClusterSpec spec;
  private final SplittableRandom chance;
  private final HandDeliveredCluster cluster;
  private final ClusterState state;
  private final Invariants invariants;

  /** Directions in which nothing arrives for a while, or nothing of one name. */
  private final SortedMap<Direction, String> slow = new TreeMap<>();

  /** Messages that are late, by their number: the step before which they do not arrive. */
  private final SortedMap<Long, Integer> late = new TreeMap<>();

  private int step;

  /** Who did something last. */
  private NodeId last;

  /** How often each of these happens, in a hundred steps. */
  private final int fires;

  private final int crashes;
  private final int losses;
  private final int delays;
  private final int phases;
  private final int reach;
  private final Turns turns;
  private final boolean takesTurns;
  private final int repeats;

  /** One in so many steps draws again what is slow; one in so many directions is. */
  private final int change;

  private final int share;

  /** Whether messages of one direction arrive in the order in which they were sent. */
  private final boolean inOrder;

  /** Whether those who become leader are not heard for a while. */
  private final boolean silencesWinners;

  private final List<String> messages;
  private int leaders;

  /** A run that is yet to begin. */
  public Interleaving(
      ElectionAlgorithm algorithm, Map<String, String> options, int size, long seed) {
    this.chance = new SplittableRandom(seed);
    this.spec = new ClusterSpec("interleaving", algorithm, size, Timing.DEFAULT, options, seed);
    this.cluster = new HandDeliveredCluster(spec);
    this.state = new ClusterState(spec);
    this.invariants = new Invariants(spec, cluster.trace());
    this.fires = of(5, 10, 20);
    this.crashes = of(0, 0, 5, 12);
    this.delays = of(0, 10, 25, 40);
    this.phases = of(0, 50, 80);
    this.reach = of(40, 60, 80, 95);
    this.losses = of(0, 0, 5, 15);
    this.repeats = of(0, 0, 5);
    this.change = of(5, 10, 20);
    this.share = of(2, 4, 100);
    this.inOrder = chance.nextBoolean();
    this.silencesWinners = chance.nextInt(4) > 0;
    this.messages = Messages.namesOf(algorithm);
    this.last = spec.members().get(0);
    this.turns = new Turns(spec, cluster, state, chance);
    this.takesTurns = chance.nextInt(3) > 0;
    cluster.trace().observe(state);
    cluster.trace().observe(invariants);
    cluster.trace().observe(this::note);
  }

  private int of(int... values) {
    return values[chance.nextInt(values.length)];
  }

  /**
   * Starts the cluster and takes its steps.
   *
   * @throws AssertionError if a promise or a rule is broken
   */
  public Interleaving run() {
    try {
      cluster.startAll();
      int steps = takesTurns ? TURNS : STEPS;
      for (; step < steps && invariants.violations().isEmpty(); step++) {
        if (takesTurns) {
          turns.take();
        } else {
          step();
        }
      }
    } catch (RuntimeException | AssertionError broken) {
      throw failure(broken.getMessage(), broken);
    }
    if (!invariants.violations().isEmpty()) {
      throw failure(invariants.violations().get(0).description(), null);
    }
    return this;
  }

  /** How often somebody became leader. */
  public int leaders() {
    return leaders;
  }

  /** What the trace tells. */
  public List<TraceEvent> events() {
    return cluster.trace().events();
  }

  /** The line of Java that makes this run again. */
  public String replay() {
    return ChaosTrial.replay("new Interleaving", spec);
  }

  // Steps

  private void step() {
    if (chance.nextInt(change) == 0) {
      slowDown();
    }
    int drawn = chance.nextInt(100);
    List<Sent> ready = ready();
    if (drawn < crashes) {
      crashOrRestart();
    } else if (drawn < crashes + fires || ready.isEmpty()) {
      fire();
    } else {
      Sent next = ready.get(chance.nextInt(ready.size()));
      if (chance.nextInt(100) < phases) {
        arriveTogether(next, ready);
      } else {
        arrive(next, losses);
      }
    }
  }

  /**
   * A whole phase of an election: the questions of one node, or the answers to it, get to some of
   * those for whom they are meant.
   */
  private void arriveTogether(Sent first, List<Sent> ready) {
    boolean answers = chance.nextBoolean();
    for (Sent sent : ready) {
      boolean sameNode = answers ? sent.to().equals(first.to()) : sent.from().equals(first.from());
      if (sameNode && sent.message().name().equals(first.message().name())) {
        arrive(sent, 100 - reach);
      }
    }
  }

  private void arrive(Sent sent, int lost) {
    if (chance.nextInt(100) < repeats) {
      cluster.duplicate(sent);
    }
    if (chance.nextInt(100) < lost || cluster.onTheirWay().size() > MOST_ON_THEIR_WAY) {
      cluster.lose(sent);
    } else {
      cluster.deliver(sent);
    }
  }

  /** What may arrive next. */
  private List<Sent> ready() {
    SortedSet<Direction> seen = new TreeSet<>();
    List<Sent> ready = new ArrayList<>();
    for (Sent sent : cluster.onTheirWay()) {
      Direction direction = new Direction(sent.from(), sent.to());
      String name = slow.get(direction);
      boolean waits = ALL.equals(name) || sent.message().name().equals(name);
      waits |= late.getOrDefault(sent.number(), 0) > step;
      if (!waits && (!inOrder || seen.add(direction))) {
        ready.add(sent);
      }
    }
    return ready;
  }

  private void slowDown() {
    slow.clear();
    for (NodeId from : spec.members()) {
      for (NodeId to : spec.members()) {
        if (!from.equals(to) && chance.nextInt(share) == 0) {
          String name = messages.get(chance.nextInt(messages.size()));
          slow.put(new Direction(from, to), chance.nextBoolean() ? ALL : name);
        }
      }
    }
  }

  /** Somebody's timer runs out; rarely that of a leader, whose timers only say that it is there. */
  private void fire() {
    fire(spec.members().get(chance.nextInt(spec.size())));
  }

  private void fire(NodeId node) {
    List<String> timers = List.copyOf(cluster.pendingTimers(node));
    if (!timers.isEmpty() && (!state.node(node).belief().leads() || chance.nextInt(8) == 0)) {
      cluster.machine(node).fire(new Timer(timers.get(chance.nextInt(timers.size()))));
    }
  }

  /** Somebody crashes, and mostly starts again at once. */
  private void crashOrRestart() {
    SortedSet<NodeId> one = new TreeSet<>(List.of(spec.members().get(chance.nextInt(spec.size()))));
    cluster.inject(new Crash(one));
    if (chance.nextInt(4) > 0) {
      cluster.inject(new Restart(new TreeSet<>(spec.members())));
    }
  }

  // Watching

  private void note(TraceEvent event) {
    if (event instanceof Sent sent && chance.nextInt(100) < delays) {
      late.put(sent.number(), step + 1 + chance.nextInt(LONGEST_DELAY));
    } else if (event instanceof Persisted saved) {
      last = saved.node();
    } else if (event instanceof BeliefChanged changed
        && changed.after().leads()
        && !changed.before().leads()) {
      leaders++;
      if (silencesWinners) {
        spec.members().stream()
            .filter(to -> !to.equals(changed.node()))
            .forEach(to -> slow.put(new Direction(changed.node(), to), ALL));
      }
    }
  }

  private AssertionError failure(String what, Throwable cause) {
    List<TraceEvent> events = cluster.trace().events();
    int from = Math.max(0, events.size() - EVENTS_SHOWN);
    return new AssertionError(
        String.format(
            Locale.ROOT,
            "%s%nreplay: %s%nthe last of %d events:%n%s",
            what,
            replay(),
            events.size(),
            events.subList(from, events.size()).stream()
                .map(TraceText::line)
                .collect(Collectors.joining("\n"))),
        cause);
  }
}
