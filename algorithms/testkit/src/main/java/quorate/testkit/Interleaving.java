package quorate.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.invariant.Invariants;
import quorate.lab.measure.ClusterState;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceText;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Timer;
import quorate.spi.Timing;

/**
 * One run in which elections overlap, drawn from a seed: nodes take turns with their elections. In
 * its turn, a node asks just enough others for a majority, drawn for each of its questions, and
 * hears their answers, until it wins or is held up; then another node begins an election or goes on
 * with its own. A winner is mostly cut off before anybody hears of it. Between turns a node that
 * has answered may crash and start again. No time passes. Same algorithm, options, size and seed,
 * same run.
 *
 * <p>Every failure is an {@link AssertionError} with the line that replays the run, and its end.
 */
public final class Interleaving {

  private static final int TURNS = 16;
  private static final int MOST_PHASES = 6;
  private static final int EVENTS_SHOWN = 80;

  private final ClusterSpec spec;
  private final SplittableRandom chance;
  private final HandDeliveredCluster cluster;
  private final ClusterState state;
  private final Invariants invariants;

  /** In how many of a hundred turns somebody crashes before it. */
  private final int crashes;

  /** Who has left off an election. */
  private final SortedSet<NodeId> open = new TreeSet<>();

  private final SortedSet<NodeId> silent = new TreeSet<>();
  private NodeId before;
  private NodeId answered;
  private int leaders;

  public Interleaving(
      ElectionAlgorithm algorithm, Map<String, String> options, int size, long seed) {
    this.spec = new ClusterSpec("interleaving", algorithm, size, Timing.DEFAULT, options, seed);
    this.chance = new SplittableRandom(seed);
    this.cluster = new HandDeliveredCluster(spec);
    this.state = new ClusterState(spec);
    this.invariants = new Invariants(spec, cluster.trace());
    this.crashes = chance.nextBoolean() ? 40 : 0;
    this.before = pick(spec.members());
    this.answered = before;
    cluster.trace().observe(state);
    cluster.trace().observe(invariants);
    cluster.trace().observe(this::note);
  }

  private void note(TraceEvent event) {
    boolean led = event instanceof BeliefChanged it && it.after().leads() && !it.before().leads();
    leaders += led ? 1 : 0;
  }

  /**
   * Starts the cluster and takes its turns.
   *
   * @throws AssertionError if a promise or a rule is broken
   */
  public Interleaving run() {
    try {
      cluster.startAll();
      for (int turn = 0; turn < TURNS && invariants.violations().isEmpty(); turn++) {
        takeTurn();
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

  private void takeTurn() {
    if (chance.nextInt(100) < crashes) {
      SortedSet<NodeId> one = new TreeSet<>(List.of(answered));
      cluster.inject(new Crash(one));
      cluster.inject(new Restart(one));
    }
    if (chance.nextInt(8) == 0) {
      silent.clear();
    }
    List<NodeId> others = new ArrayList<>(spec.members());
    others.removeAll(silent);
    if (others.size() > 1) {
      others.remove(before);
    }
    NodeId node = pick(others);
    before = node;
    if (!open.remove(node) || chance.nextInt(4) == 0) {
      begin(node);
    }
    getOn(node, chance.nextInt(5) < 3 ? MOST_PHASES : chance.nextInt(4));
  }

  /** What a node has asked before is lost, and its timer runs out. */
  private void begin(NodeId node) {
    loseAll(node);
    List<String> timers = List.copyOf(cluster.pendingTimers(node));
    if (!timers.isEmpty()) {
      cluster.machine(node).fire(new Timer(timers.get(chance.nextInt(timers.size()))));
    }
  }

  private void loseAll(NodeId node) {
    waiting(sent -> sent.from().equals(node) || sent.to().equals(node)).forEach(cluster::lose);
  }

  private List<Sent> waiting(Predicate<Sent> which) {
    return cluster.onTheirWay().stream().filter(which).toList();
  }

  private void getOn(NodeId node, int phases) {
    for (int phase = 0; !state.node(node).belief().leads(); phase++) {
      if (phase == phases) {
        open.add(node);
        return;
      }
      List<Sent> answers = waiting(sent -> sent.to().equals(node));
      List<Sent> questions = waiting(sent -> sent.from().equals(node));
      if (!questions.isEmpty()) {
        ask(questions);
      } else if (!answers.isEmpty()) {
        answers.forEach(this::deliver);
      } else {
        return;
      }
    }
    win(node);
  }

  /** As many as a majority takes, besides the one who asks, hear it; or a few more or less. */
  private void ask(List<Sent> questions) {
    List<NodeId> others = new ArrayList<>(spec.members());
    others.remove(questions.get(0).from());
    others.removeAll(silent);
    int reach = chance.nextInt(4) == 0 ? chance.nextInt(spec.size()) : spec.size() / 2;
    SortedSet<NodeId> reached = new TreeSet<>();
    for (NodeId service : spec.algorithm().services()) {
      if (chance.nextInt(4) > 0) {
        reached.add(service);
      }
    }
    reach += reached.size();
    while (reached.size() < reach && !others.isEmpty()) {
      reached.add(others.remove(chance.nextInt(others.size())));
    }
    for (Sent sent : questions) {
      if (reached.contains(sent.to())) {
        deliver(sent);
        answered = sent.to();
      } else if (cluster.onTheirWay().contains(sent)) {
        cluster.lose(sent);
      }
    }
  }

  private void deliver(Sent sent) {
    if (cluster.onTheirWay().contains(sent)) {
      cluster.deliver(sent);
    }
  }

  private void win(NodeId node) {
    if (chance.nextInt(4) > 0) {
      loseAll(node);
      silent.clear();
      silent.add(node);
    } else {
      waiting(sent -> sent.from().equals(node)).forEach(this::deliver);
    }
  }

  private <T> T pick(List<T> list) {
    return list.get(chance.nextInt(list.size()));
  }

  private AssertionError failure(String what, Throwable cause) {
    List<TraceEvent> events = cluster.trace().events();
    int from = Math.max(0, events.size() - EVENTS_SHOWN);
    return ChaosTrial.failure(
        what,
        ChaosTrial.replay("new Interleaving", spec),
        events.size() + " events",
        events.subList(from, events.size()).stream().map(TraceText::line),
        cause);
  }
}
