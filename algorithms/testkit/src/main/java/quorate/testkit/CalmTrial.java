package quorate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/** A cluster on a good network, from its start on. */
final class CalmTrial {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ClusterSpec spec;
  private final VirtualCluster cluster;
  private final ClusterState state;
  private ConvergenceTracker settling;
  private int begunByTimer;

  CalmTrial(ClusterSpec spec, TimeRange latency) {
    this.spec = spec;
    cluster = new VirtualCluster(spec, latency);
    state = new ClusterState(spec);
    cluster.trace().observe(state);
    cluster.trace().observe(this::countBegun);
  }

  VirtualCluster cluster() {
    return cluster;
  }

  /** How many elections timers began since the start, or the crash. */
  int begunByTimer() {
    return begunByTimer;
  }

  /**
   * @throws AssertionError if the cluster does not settle
   */
  Outcome start() {
    follow();
    cluster.startAll();
    return settle();
  }

  /**
   * Crashes a node, and waits.
   *
   * @throws AssertionError if the cluster does not settle
   */
  Outcome crash(NodeId node) {
    follow();
    cluster.inject(new Crash(new TreeSet<>(List.of(node))));
    return settle();
  }

  Outcome outcome() {
    return settling.outcome(cluster.trace().nowNanos(), "");
  }

  private void follow() {
    settling = new ConvergenceTracker(spec, state, cluster.trace());
    cluster.trace().observe(settling);
    begunByTimer = 0;
  }

  private Outcome settle() {
    cluster.runUntil(() -> settling.isSettled(cluster.trace().nowNanos()), LIMIT);
    Outcome outcome = outcome();
    assertThat(outcome.settled())
        .as("%s, %d nodes, seed %d settles", spec.algorithm().name(), spec.size(), spec.seed())
        .isTrue();
    return outcome;
  }

  private void countBegun(TraceEvent event) {
    boolean byTimer =
        event instanceof BeliefChanged changed
            && changed.beginsElection()
            && cluster.trace().find(event.cause()).filter(TimerFired.class::isInstance).isPresent();
    begunByTimer += byTimer ? 1 : 0;
  }
}
