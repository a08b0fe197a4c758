package quorate.raft;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Delay;
import quorate.lab.cluster.Fault;
import quorate.lab.invariant.Invariants;
import quorate.lab.measure.Availability;
import quorate.lab.measure.Availability.Figures;
import quorate.lab.measure.ClusterState;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * A cluster in virtual time that n3 leads in term 1, and what becomes of it from a fault on.
 * Timeouts are 150 to 300 ms, heartbeats come every 50 ms, messages take 1 to 5 ms.
 */
final class FaultRun {

  static final NodeId FIRST_LEADER = new NodeId(3);

  private static final Network NETWORK =
      Network.DEFAULT.withLatency(new Delay.Uniform(TimeRange.ofMillis(1, 5)));

  private final SimulatedCluster cluster;
  private final ClusterState state;
  private final Invariants invariants;
  private final List<NodeId> newLeaders = new ArrayList<>();
  private final Availability availability;
  private long dropped;

  /** A cluster that has been led for a second. */
  FaultRun(RaftVariant variant, int size, long seed) {
    ClusterSpec spec = variant.spec(size, seed);
    cluster = new SimulatedCluster(spec, NETWORK);
    state = new ClusterState(spec);
    invariants = new Invariants(spec, cluster.trace());
    cluster.trace().observe(state);
    cluster.trace().observe(invariants);
    cluster.startAll();
    cluster.inject(new Fault.Fire(new TreeSet<>(List.of(FIRST_LEADER)), RaftNode.ELECTION));
    pass(Duration.ofSeconds(1));
    if (!leaders().equals(List.of(FIRST_LEADER)) || term(FIRST_LEADER) != 1) {
      throw new AssertionError(FIRST_LEADER + " does not lead term 1: " + state.nodes());
    }
    availability = new Availability(spec, state, cluster.trace());
    cluster.trace().observe(availability);
    cluster.trace().observe(this::note);
  }

  private void note(TraceEvent event) {
    if (event instanceof Dropped) {
      dropped++;
    } else if (event instanceof BeliefChanged changed
        && changed.after().leads()
        && !changed.before().leads()) {
      newLeaders.add(changed.node());
    }
  }

  FaultRun inject(Fault fault) {
    cluster.inject(fault);
    return this;
  }

  /** Lets time pass; two leaders in one term end the run. */
  FaultRun pass(Duration duration) {
    try {
      cluster.runUntil(live -> !invariants.violations().isEmpty(), duration);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    if (!invariants.violations().isEmpty()) {
      throw new AssertionError(invariants.violations().get(0).description());
    }
    return this;
  }

  /** Who became leader since the fault, in order. */
  List<NodeId> newLeaders() {
    return List.copyOf(newLeaders);
  }

  /** Who believes now that it leads. */
  List<NodeId> leaders() {
    return List.copyOf(state.believers());
  }

  long term(NodeId node) {
    return state.node(node).belief().epoch().getAsLong();
  }

  /** What the time since the fault was like. */
  Figures figures() {
    return availability.until(cluster.trace().nowNanos());
  }

  /** How many messages the fault has cost. */
  long dropped() {
    return dropped;
  }

  @Override
  public String toString() {
    return String.format(
        "seed %d, new leaders %s, %s, %s",
        cluster.spec().seed(), newLeaders, figures(), state.nodes());
  }
}
