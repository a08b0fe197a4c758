package quorate.lab.invariant;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.World;
import quorate.lab.trace.Causes;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.SaveLost;
import quorate.spi.NodeId;
import quorate.spi.Property;

/**
 * Checks, at every change of a belief, what the algorithm promises: that an epoch has one leader,
 * and that no node's epoch decreases, unless its disk is lost, or what it was saving; and that two
 * nodes never lead at the same time, while clocks keep the bound under which it promises that. What
 * it does not promise is not checked. That a majority stands behind a leader cannot be seen from
 * beliefs; where it does not, two leaders in one epoch follow.
 */
public final class Invariants implements Observer {

  /** How many beliefs of a node may wait for its disk: more than it changes in any sane while. */
  private static final int MOST_UNSAVED = 1000;

  /** An epoch so far behind the newest has no new leader any more. */
  private static final int MOST_EPOCHS = 1000;

  /** After so many broken promises, no more are needed. */
  private static final int MOST_VIOLATIONS = 1000;

  private final ClusterSpec spec;
  private final Trace trace;
  private final TreeMap<Long, BeliefChanged> leaderOfEpoch = new TreeMap<>();

  /** For each node those beliefs with which its epoch rose, of late. */
  private final Map<NodeId, Deque<BeliefChanged>> highestEpoch = new TreeMap<>();

  private final List<Violation> violations = new ArrayList<>();
  private final Optional<OneLeaderAtATime> oneAtATime;

  /** Of a cluster whose nodes share a thread, and so a time. */
  public Invariants(ClusterSpec spec, Trace trace) {
    this(spec, trace, World.SIM);
  }

  /**
   * Of a cluster somewhere. Between processes it is not checked that two nodes never lead at the
   * same time: the times of their events are not known so well.
   */
  public Invariants(ClusterSpec spec, Trace trace, World world) {
    this.spec = spec;
    this.trace = trace;
    this.oneAtATime =
        spec.clockBound()
            .filter(bound -> world != World.PROCESSES)
            .map(bound -> new OneLeaderAtATime(bound, trace));
  }

  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  @Override
  public void on(TraceEvent event) {
    oneAtATime.flatMap(it -> it.on(event)).ifPresent(this::reportLeadersAtOnce);
    if (event instanceof DiskLost lost) {
      highestEpoch.remove(lost.node()); // nobody can keep what it has lost
    } else if (event instanceof SaveLost lost) {
      forgetSince(lost.cause(), lost.node()); // nor what it never had
    } else if (event instanceof BeliefChanged changed && changed.after().epoch().isPresent()) {
      if (spec.promises(Property.ONE_LEADER_PER_EPOCH)) {
        checkOneLeaderPerEpoch(changed);
      }
      if (spec.promises(Property.EPOCH_NEVER_DECREASES)) {
        checkEpochNeverDecreases(changed);
      }
    }
  }

  private void checkOneLeaderPerEpoch(BeliefChanged changed) {
    if (!changed.after().leads()) {
      return;
    }
    long epoch = changed.after().epoch().getAsLong();
    BeliefChanged first = leaderOfEpoch.putIfAbsent(epoch, changed);
    if (leaderOfEpoch.size() > MOST_EPOCHS) {
      leaderOfEpoch.pollFirstEntry();
    }
    if (first != null && !first.node().equals(changed.node())) {
      report(
          Property.ONE_LEADER_PER_EPOCH,
          String.format(
              Locale.ROOT,
              "two leaders in epoch %d: %s since %.1f ms, %s since %.1f ms",
              epoch,
              first.node(),
              first.atNanos() / 1e6,
              changed.node(),
              changed.atNanos() / 1e6),
          List.of(first, changed));
    }
  }

  private void reportLeadersAtOnce(List<BeliefChanged> leaders) {
    String who =
        leaders.stream()
            .map(
                it -> String.format(Locale.ROOT, "%s since %.1f ms", it.node(), it.atNanos() / 1e6))
            .collect(Collectors.joining(", "));
    String bound = spec.clockBound().orElseThrow().sentence();
    report(
        Property.ONE_LEADER_AT_A_TIME,
        "two leaders at a time, while " + bound + ": " + who,
        leaders);
  }

  private void checkEpochNeverDecreases(BeliefChanged changed) {
    long epoch = changed.after().epoch().getAsLong();
    Deque<BeliefChanged> risen =
        highestEpoch.computeIfAbsent(changed.node(), node -> new ArrayDeque<>());
    BeliefChanged highest = risen.peekLast();
    if (highest == null || highest.after().epoch().getAsLong() <= epoch) {
      risen.add(changed);
      if (risen.size() > MOST_UNSAVED) {
        risen.remove();
      }
      return;
    }
    report(
        Property.EPOCH_NEVER_DECREASES,
        String.format(
            Locale.ROOT,
            "%s went back from epoch %d (at %.1f ms) to %d (at %.1f ms)",
            changed.node(),
            highest.after().epoch().getAsLong(),
            highest.atNanos() / 1e6,
            epoch,
            changed.atNanos() / 1e6),
        List.of(highest, changed));
  }

  /**
   * A node took what it was saving for true at once, and nobody else ever heard of it: neither of
   * an epoch, nor that it leads one, for instance because its own vote made the majority.
   */
  private void forgetSince(long number, NodeId node) {
    Deque<BeliefChanged> risen = highestEpoch.getOrDefault(node, new ArrayDeque<>());
    while (!risen.isEmpty() && risen.getLast().number() > number) {
      risen.removeLast();
    }
    leaderOfEpoch.values().removeIf(claim -> claim.node().equals(node) && claim.number() > number);
  }

  private void report(Property promise, String what, List<BeliefChanged> events) {
    if (violations.size() >= MOST_VIOLATIONS) {
      return;
    }
    violations.add(
        new Violation(
            promise,
            String.format("%s (%s, seed %d)", what, spec.algorithm().name(), spec.seed())
                + Causes.lostDisks(trace),
            events.stream().map(event -> Causes.of(trace, event)).toList()));
  }
}
