package quorate.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Cutting.Partition;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Messages;
import quorate.lab.invariant.Invariants;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceText;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;

/**
 * One run through faults drawn from a seed: messages are lost, late, repeated and overtaken, links
 * are cut, timers expire early, and machines lose power between any two messages and start again
 * from their disks, at once or later. Afterwards all is made well again. The same algorithm,
 * options, size and seed make the same run: that is how a failure is replayed.
 *
 * <p>Every failure is an {@link AssertionError} with the line that replays the run, and the faults.
 */
public final class Chaos {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int FAULTS = 200;
  private static final int FAULTS_SHOWN = 60;
  private static final long[] PAUSES = {10, 25, 60, 150};

  private static final int FIRE = 0;
  private static final int CRASH = 1;
  private static final int RESTART = 2;
  private static final int BOUNCE = 3;
  private static final int PARTITION = 4;
  private static final int ISOLATE = 5;
  private static final int HEAL = 6;

  private final ClusterSpec spec;
  private final SplittableRandom chance;
  private final Climate climate;
  private final int[] weights;
  private final long longestPauseMillis;
  private final VirtualCluster cluster;
  private final ClusterState state;
  private final Invariants invariants;
  private final PendingTimers pending = new PendingTimers();

  /** What was done, in words that are found only if somebody is to read them. */
  private final List<Supplier<String>> faults = new ArrayList<>();

  private int leaders;

  /** A run that is yet to begin. */
  public Chaos(ElectionAlgorithm algorithm, Map<String, String> options, int size, long seed) {
    this.chance = new SplittableRandom(seed);
    this.climate = new Climate(chance, size, Messages.namesOf(algorithm));
    this.weights = drawWeights();
    this.longestPauseMillis = PAUSES[chance.nextInt(PAUSES.length)];
    this.spec = new ClusterSpec("chaos", algorithm, size, drawTiming(), options, seed);
    this.cluster = new VirtualCluster(spec);
    this.state = new ClusterState(spec);
    this.invariants = new Invariants(spec, cluster.trace());
    cluster.trace().observe(state);
    cluster.trace().observe(invariants);
    cluster.trace().observe(pending);
    cluster.trace().observe(this::note);
  }

  /**
   * Starts the cluster and lets the faults loose on it.
   *
   * @throws AssertionError if a promise or a rule is broken
   */
  public Chaos run() {
    return checked(
        () -> {
          changeWeather();
          cluster.startAll();
          for (int i = 0; i < FAULTS; i++) {
            cluster.runFor(Duration.ofNanos(chance.nextLong(longestPauseMillis * 1_000_000)));
            disturb();
            checkPromises();
          }
          return this;
        });
  }

  /**
   * Ends all faults, starts every node that is down, and waits until the cluster agrees on one
   * leader.
   *
   * @throws AssertionError if it does not, or a promise or a rule is broken
   */
  public Outcome recover() {
    return checked(
        () -> {
          Weather.CALM.over(cluster);
          inject(new Heal());
          inject(new Restart(new TreeSet<>(spec.members())));
          return settle();
        });
  }

  /**
   * Does one more fault, and waits until the cluster agrees again.
   *
   * @throws AssertionError if it does not, or a promise or a rule is broken
   */
  public Outcome settleAfter(Fault fault) {
    return checked(
        () -> {
          inject(fault);
          return settle();
        });
  }

  /** The cluster, for a closer look. */
  public VirtualCluster cluster() {
    return cluster;
  }

  /** What the trace has told of the cluster. */
  public ClusterState state() {
    return state;
  }

  /** How often somebody became leader. */
  public int leaders() {
    return leaders;
  }

  /** The line of Java that makes this run again. */
  public String replay() {
    return replay(Chaos.class, spec) + ".run().recover()";
  }

  /** The part of such a line that makes a run of a class from a spec. */
  static String replay(Class<?> run, ClusterSpec spec) {
    String options =
        spec.options().isEmpty()
            ? "Map.of()"
            : spec.options().entrySet().stream()
                .map(option -> '"' + option.getKey() + "\", \"" + option.getValue() + '"')
                .collect(Collectors.joining(", ", "Map.of(", ")"));
    return String.format(
        Locale.ROOT,
        "new %s(new %s(), %s, %d, %dL)",
        run.getSimpleName(),
        spec.algorithm().getClass().getSimpleName(),
        options,
        spec.size(),
        spec.seed());
  }

  // Faults

  private Timing drawTiming() {
    long[] widths = {5, 15, 150, 150};
    long width = widths[chance.nextInt(widths.length)];
    return new Timing(
        Duration.ofMillis(50), TimeRange.ofMillis(150, 150 + width), Duration.ofMillis(50));
  }

  /** How often each kind of fault comes in this run, in the order of {@link #disturb}. */
  private int[] drawWeights() {
    int[] weights = new int[8];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = chance.nextBoolean() ? 1 + chance.nextInt(3) : 0;
    }
    weights[FIRE] += 4;
    weights[RESTART] += weights[CRASH];
    weights[HEAL] += weights[PARTITION] + weights[ISOLATE];
    return weights;
  }

  private void disturb() {
    int place = chance.nextInt(IntStream.of(weights).sum());
    int kind = 0;
    while (place >= weights[kind]) {
      place -= weights[kind++];
    }
    switch (kind) {
      case FIRE -> fire(someNodes());
      case CRASH -> inject(new Crash(someNodes()));
      case RESTART -> inject(new Restart(new TreeSet<>(spec.members())));
      case BOUNCE -> {
        SortedSet<NodeId> nodes =
            chance.nextInt(4) == 0 ? someNodes() : new TreeSet<>(List.of(someNode()));
        inject(new Crash(nodes));
        inject(new Restart(nodes));
      }
      case PARTITION -> inject(new Partition(List.of(someNodes())));
      case ISOLATE -> inject(new Isolate(new TreeSet<>(List.of(someNode()))));
      case HEAL -> inject(new Heal());
      default -> changeWeather();
    }
  }

  private void inject(Fault fault) {
    cluster.inject(fault);
  }

  private void changeWeather() {
    Weather weather = climate.draw(chance);
    log(weather);
    weather.over(cluster);
  }

  /**
   * Lets one pending timer of each of these machines expire now: of several, so that they compete
   * for those that are left out.
   */
  private void fire(SortedSet<NodeId> machines) {
    for (NodeId node : machines) {
      List<String> timers = pending.of(node);
      if (!timers.isEmpty()) {
        Timer timer = new Timer(timers.get(chance.nextInt(timers.size())));
        log("fire " + node + " " + timer);
        cluster.fire(node, timer);
      }
    }
  }

  private NodeId someNode() {
    return spec.members().get(chance.nextInt(spec.size()));
  }

  private SortedSet<NodeId> someNodes() {
    SortedSet<NodeId> nodes = new TreeSet<>();
    int draws = 1 + chance.nextInt(spec.size());
    for (int i = 0; i < draws; i++) {
      nodes.add(someNode());
    }
    return nodes;
  }

  // Watching

  private void note(TraceEvent event) {
    if (event instanceof Crashed || event instanceof FaultInjected) {
      faults.add(() -> TraceText.line(event));
    } else if (event instanceof BeliefChanged changed
        && changed.after().leads()
        && !changed.before().leads()) {
      leaders++;
    }
  }

  private void log(Object what) {
    long nowNanos = cluster.trace().nowNanos();
    faults.add(() -> String.format(Locale.ROOT, "%11.3f ms  %s", nowNanos / 1e6, what));
  }

  private Outcome settle() {
    ConvergenceTracker settling = new ConvergenceTracker(spec, state, cluster.trace());
    cluster.trace().observe(settling);
    cluster.runUntil(() -> settling.isSettled(cluster.trace().nowNanos()), LIMIT);
    cluster.trace().forget(settling);
    checkPromises();
    // What came after it had settled is another story: old messages may be on their way still.
    Outcome outcome = settling.outcome(cluster.trace().nowNanos(), "");
    if (outcome.leader().isEmpty()) {
      throw new AssertionError(
          "the cluster did not settle on a leader within "
              + LIMIT.toSeconds()
              + " s without faults; it is in the state "
              + state.nodes());
    }
    return outcome;
  }

  private void checkPromises() {
    List<Violation> violations = invariants.violations();
    if (!violations.isEmpty()) {
      Violation first = violations.get(0);
      String chains =
          first.chains().stream()
              .map(chain -> chain.stream().map(TraceText::line).collect(Collectors.joining("\n")))
              .collect(Collectors.joining("\n--\n"));
      throw new AssertionError(first.description() + "\nbecause\n" + chains);
    }
  }

  private <T> T checked(Supplier<T> part) {
    try {
      return part.get();
    } catch (RuntimeException | AssertionError broken) {
      int from = Math.max(0, faults.size() - FAULTS_SHOWN);
      throw new AssertionError(
          String.format(
              "%s%nreplay: %s%nthe last of %d faults:%n%s",
              broken.getMessage(),
              replay(),
              faults.size(),
              faults.subList(from, faults.size()).stream()
                  .map(Supplier::get)
                  .collect(Collectors.joining("\n"))),
          broken);
    }
  }
}
