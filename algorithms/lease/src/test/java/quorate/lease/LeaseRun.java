package quorate.lease;

import static quorate.lease.LeaseFixture.n;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Moment;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.invariant.Invariants;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.ClusterState;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.testkit.VirtualCluster;

/** A cluster in virtual time, who leads it, and for how long two nodes do. */
final class LeaseRun {

  final VirtualCluster cluster;
  final ClusterState state;
  private final Invariants invariants;
  private final List<NodeId> leaders = new ArrayList<>();
  private long lookedNanos;
  private long twoLeadersNanos;

  /** One whose nodes have not started yet. */
  LeaseRun(ClusterSpec spec, TimeRange latency) {
    cluster = new VirtualCluster(spec, latency);
    state = new ClusterState(spec);
    invariants = new Invariants(spec, cluster.trace());
    cluster.trace().observe(this::look);
    cluster.trace().observe(state);
    cluster.trace().observe(invariants);
  }

  /** One that has been led for a second; every message takes 1 ms. */
  static LeaseRun settled(int size, long seed, String... typed) {
    LeaseRun run = new LeaseRun(LeaseFixture.spec(size, seed, typed), TimeRange.ofMillis(1, 1));
    run.cluster.startAll();
    run.pass(1000);
    return run;
  }

  /** What a person types: {@code crash leader}. */
  LeaseRun type(String fault) {
    Moment now = new Moment(cluster, state, Chance.ofTrial(1, (int) cluster.trace().last()));
    cluster.inject(FaultCommand.parse(List.of(fault.split(" "))).at(now));
    return this;
  }

  LeaseRun pass(long millis) {
    cluster.runFor(Duration.ofMillis(millis));
    return this;
  }

  /** Runs until something holds; throws if it does not come in a minute. */
  LeaseRun until(BooleanSupplier condition) {
    if (!cluster.runUntil(condition, Duration.ofMinutes(1))) {
      throw new AssertionError("nothing of the kind happens: " + state.nodes());
    }
    return this;
  }

  /** The one node that leads. */
  NodeId leader() {
    List<NodeId> believers = List.copyOf(state.believers());
    if (believers.size() != 1) {
      throw new AssertionError("not one leader: " + state.nodes());
    }
    return believers.get(0);
  }

  /** Another member than the leader. */
  NodeId follower() {
    return cluster.spec().members().stream()
        .filter(it -> !it.equals(leader()))
        .findFirst()
        .orElse(n(1));
  }

  double nowMillis() {
    return cluster.trace().nowNanos() / 1e6;
  }

  /** For how long two running nodes have led at the same time. */
  double twoLeadersMillis() {
    long since = state.believers().size() > 1 ? cluster.trace().nowNanos() - lookedNanos : 0;
    return (twoLeadersNanos + since) / 1e6;
  }

  List<Violation> violations() {
    return invariants.violations();
  }

  /** Sees what is so until the event, which the state does not know yet. */
  private void look(TraceEvent event) {
    twoLeadersNanos += state.believers().size() > 1 ? event.atNanos() - lookedNanos : 0;
    lookedNanos = event.atNanos();
    if (event instanceof BeliefChanged changed && changed.comesToLead()) {
      leaders.add(changed.node());
    }
  }

  /** Who became leader, in order. */
  List<NodeId> leaders() {
    return List.copyOf(leaders);
  }

  /** Forgets who became leader. */
  LeaseRun fresh() {
    leaders.clear();
    return this;
  }

  LeaseState.Inspection state(NodeId node) {
    return (LeaseState.Inspection) cluster.state(node);
  }

  Optional<NodeId> holder() {
    return state.node(NodeId.MANAGER).belief().leader();
  }

  TreeSet<NodeId> believers() {
    return new TreeSet<>(state.believers());
  }
}
