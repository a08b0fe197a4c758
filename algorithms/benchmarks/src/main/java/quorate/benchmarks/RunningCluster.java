package quorate.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Timing;

/**
 * A simulated cluster that has agreed on a leader and whose trace is full: from here on it only
 * forgets as many events as it writes. Used by one thread.
 */
final class RunningCluster {

  private static final long SEED = 1;

  /**
   * A trace that has not been full grows, and one that grows copies; this is more than it keeps.
   */
  private static final long EVENTS_BEFORE = 120_000;

  private static final Duration A_WHILE = Duration.ofSeconds(1);

  /** How often a cluster may fail to agree within a while before something is wrong with it. */
  private static final int PATIENCE = 100;

  private final SimulatedCluster cluster;
  private final ClusterState state;

  /**
   * Starts a cluster and lets it run until it has agreed and its trace is full.
   *
   * @throws quorate.lab.UserError if no algorithm has that name
   * @throws IllegalStateException if the cluster does not agree
   */
  RunningCluster(String algorithm, int nodes) throws InterruptedException {
    ClusterSpec spec = spec(algorithm, nodes);
    cluster = new SimulatedCluster(spec, Network.DEFAULT);
    state = new ClusterState(spec);
    cluster.trace().observe(state);
    cluster.startAll();
    while (cluster.trace().last() < EVENTS_BEFORE) {
      run(A_WHILE);
    }
    runUntilAgreed();
  }

  /** What a cluster of an algorithm is made from, the same for all algorithms but for the rules. */
  static ClusterSpec spec(String algorithm, int nodes) {
    ElectionAlgorithm found = Catalog.load().named(algorithm);
    return new ClusterSpec(algorithm, found, nodes, Timing.DEFAULT, Map.of(), SEED);
  }

  /** From here on nobody looks at the events but the trace itself and its fingerprint. */
  void lookAway() {
    cluster.trace().forget(state);
  }

  void run(Duration time) throws InterruptedException {
    cluster.runFor(time);
  }

  /** The leader crashes, the others elect one, and it comes back; then all agree again. */
  void crashAndRestartLeader() throws InterruptedException {
    NodeId leader = runUntilAgreed();
    SortedSet<NodeId> only = new TreeSet<>(List.of(leader));
    cluster.inject(new Fault.Crash(only));
    run(A_WHILE);
    runUntilAgreed();
    cluster.inject(new Fault.Restart(only));
    run(A_WHILE);
    runUntilAgreed();
  }

  /** Asks between whiles only: asking after each event would be measured too. */
  private NodeId runUntilAgreed() throws InterruptedException {
    for (int i = 0; i < PATIENCE && state.agreement().isEmpty(); i++) {
      run(A_WHILE);
    }
    return state
        .agreement()
        .flatMap(Agreement::leader)
        .orElseThrow(() -> new IllegalStateException("no leader: " + cluster.spec()));
  }

  /** How many events have been written since the cluster was made. */
  long events() {
    return cluster.trace().last();
  }

  /** How many of the events that the trace still has are changes of a belief. */
  long changesOfBelief() {
    return cluster.trace().events().stream().filter(BeliefChanged.class::isInstance).count();
  }
}
