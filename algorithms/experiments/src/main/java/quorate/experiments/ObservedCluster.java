package quorate.experiments;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import quorate.experiments.language.Change;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Moment;
import quorate.experiments.language.NodeSelection;
import quorate.experiments.language.Remedy;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.cluster.RecordedCluster;
import quorate.lab.cluster.World;
import quorate.lab.invariant.Invariants;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.measure.Counts;
import quorate.lab.measure.ElectionCounts;
import quorate.lab.measure.ElectionCounts.Elections;
import quorate.lab.measure.MessageCounts;
import quorate.lab.measure.StoreCounts;
import quorate.lab.measure.StoreTracker;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/**
 * A cluster with all that looks at it from its first event on: its state, its counts, and its
 * promises. All methods are for any thread but the cluster's; what may be read and done on that
 * thread only is the {@link Moment} that a {@link #call} is given. Where the waiting thread is
 * interrupted, the cluster goes on.
 */
public final class ObservedCluster implements AutoCloseable {

  /** How long a cluster that has no leader may take to have one, if a command asks for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final Optional<Network> network;
  private final ClusterState state;
  private final MessageCounts counts = new MessageCounts();
  private final ElectionCounts elections = new ElectionCounts();
  private final StoreTracker writes = new StoreTracker();
  private final Invariants invariants;

  /** Looks at a cluster of whose trace nothing is written yet. */
  public ObservedCluster(Cluster cluster) {
    this(
        cluster,
        cluster instanceof SimulatedCluster it ? Optional.of(it.network()) : Optional.empty());
  }

  /**
   * Looks at a run that is over, and that is about to be read.
   *
   * @param network as it was without faults, if it ran in virtual time
   */
  public ObservedCluster(RecordedCluster run, Optional<Network> network) {
    this((Cluster) run, network);
  }

  private ObservedCluster(Cluster cluster, Optional<Network> network) {
    this.cluster = cluster;
    this.network = network;
    this.state = new ClusterState(cluster.spec());
    this.invariants =
        cluster.call(live -> new Invariants(cluster.spec(), live.trace(), cluster.world()));
    cluster.run(
        live ->
            List.of(state, counts, elections, writes, invariants)
                .forEach(each -> live.trace().observe(each)));
  }

  public ClusterSpec spec() {
    return cluster.spec();
  }

  public World world() {
    return cluster.world();
  }

  /** The network as it is without faults, in virtual time; over TCP it is as it is. */
  public Optional<Network> network() {
    return network;
  }

  /** The same cluster with all that can be done in virtual time only; empty over TCP. */
  public Optional<SimulatedCluster> simulated() {
    return cluster instanceof SimulatedCluster it ? Optional.of(it) : Optional.empty();
  }

  /** The same run, if it is over and was recorded. */
  public Optional<RecordedCluster> recorded() {
    return cluster instanceof RecordedCluster it ? Optional.of(it) : Optional.empty();
  }

  /**
   * Checks that the cluster runs.
   *
   * @throws quorate.lab.UserError if it is a run that is over
   */
  public void checkRuns() {
    recorded()
        .ifPresent(
            it -> {
              throw it.over();
            });
  }

  /**
   * Runs a task on the cluster's thread, waits for it, and returns its result.
   *
   * @param task must not keep the moment that it is given
   * @throws IllegalStateException if the cluster is closed
   */
  public <T> T call(Function<Moment, T> task) {
    return cluster.call(live -> task.apply(moment(live)));
  }

  public void run(Consumer<Moment> task) {
    cluster.run(live -> task.accept(moment(live)));
  }

  /**
   * What words mean now. All chance follows from the seed, and from what has happened so far and
   * when: in virtual time it comes back.
   */
  private Moment moment(LiveCluster live) {
    long when = live.trace().nowNanos();
    Chance chance = Chance.ofTrial(spec().seed() ^ when, (int) live.trace().last());
    return new Moment(live, state, chance);
  }

  /**
   * Lets the cluster run until a condition holds, and returns as soon as it does.
   *
   * @param condition looked at on the cluster's thread
   * @param limit how much of the cluster's time may pass
   * @return whether the condition held in time
   */
  public boolean runUntil(Predicate<Moment> condition, Duration limit) throws InterruptedException {
    return cluster.runUntil(live -> condition.test(moment(live)), limit);
  }

  /**
   * Lets the cluster run until what an observer saw is enough.
   *
   * @param begin makes the observer, which is shown every event from that moment on
   * @param enough looked at on the cluster's thread
   * @param limit how much of the cluster's time may pass
   * @return whether it was enough in time
   */
  <T extends Observer> boolean observeUntil(
      Function<Moment, T> begin, Predicate<T> enough, Duration limit) throws InterruptedException {
    T observer = call(begin);
    run(now -> now.trace().observe(observer));
    try {
      return cluster.runUntil(live -> enough.test(observer), limit);
    } finally {
      run(now -> now.trace().forget(observer));
    }
  }

  /** Lets the cluster run for some of its time. */
  public void runFor(Duration time) throws InterruptedException {
    cluster.runFor(time);
  }

  /** The messages since the start, or since the last reset. */
  public Counts counts() {
    return cluster.call(live -> counts.counts());
  }

  /** The elections since the start. */
  public Elections elections() {
    return cluster.call(live -> elections.counts());
  }

  /** What leaders wrote to the store since the start; empty if there never was one. */
  public Optional<StoreCounts> writes() {
    return cluster.call(live -> writes.counts());
  }

  public void resetCounts() {
    cluster.run(live -> counts.reset(live.trace().last()));
  }

  /** A hash over the whole trace so far; empty over TCP, where no run comes back. */
  public Optional<String> fingerprint() {
    return cluster.call(LiveCluster::fingerprint);
  }

  public List<Violation> violations() {
    return cluster.call(live -> invariants.violations());
  }

  /**
   * Waits until no election message has been sent for three heartbeat intervals.
   *
   * @param limit how much of the cluster's time to wait at most
   * @return whether that came about in time
   */
  public boolean awaitQuiet(Duration limit) throws InterruptedException {
    return observeUntil(now -> new Quiet(now.cluster()), Quiet::holds, limit);
  }

  private static final class Quiet implements Observer {
    private final LiveCluster cluster;
    private long sinceNanos;

    Quiet(LiveCluster cluster) {
      this.cluster = cluster;
      this.sinceNanos = cluster.trace().nowNanos();
    }

    @Override
    public void on(TraceEvent event) {
      if (event instanceof Sent sent && sent.message().purpose() == Purpose.ELECTION) {
        sinceNanos = event.atNanos();
      }
    }

    boolean holds() {
      Duration heartbeat = cluster.spec().timing().heartbeat();
      Duration enough = heartbeat.multipliedBy(ConvergenceTracker.HEARTBEATS_TO_HOLD);
      return cluster.trace().nowNanos() - sinceNanos >= enough.toNanos();
    }
  }

  /**
   * Checks that a command could be done now. A cluster that is about to elect is given a moment to
   * have a leader, if the command asks for one.
   *
   * @throws quorate.lab.UserError if it names what is not there
   */
  public void check(FaultCommand command) throws InterruptedException {
    checkRuns();
    awaitBeliever(command.asksForLeader());
    call(
        now -> {
          now.cluster().catchUp();
          return command.at(now);
        });
  }

  /** All hosts that it has now, services included. Any thread but the cluster's. */
  public SortedSet<NodeId> hosts() {
    return call(now -> new TreeSet<>(now.state().nodes().keySet()));
  }

  /**
   * Whom a selection of nodes means now, in the same way.
   *
   * @throws quorate.lab.UserError if it names what is not there
   */
  public SortedSet<NodeId> select(NodeSelection nodes) throws InterruptedException {
    awaitBeliever(nodes.asksForLeader());
    return call(nodes::at);
  }

  /**
   * The one node that a selection means now.
   *
   * @throws quorate.lab.UserError if it names none, or several
   */
  public NodeId selectOne(NodeSelection nodes) throws InterruptedException {
    awaitBeliever(nodes.asksForLeader());
    return call(nodes::oneAt);
  }

  /** What to type to take away what may keep the cluster from having a leader, if anything is. */
  public Optional<String> obstacle() {
    return call(Remedy::ofObstacle);
  }

  private void awaitBeliever(boolean needed) throws InterruptedException {
    if (needed && recorded().isEmpty()) {
      runUntil(now -> !now.state().believers().isEmpty(), PATIENCE);
    }
  }

  /**
   * A fault that was done.
   *
   * @param changed what that changed
   * @param following the cluster on its way to the next agreement
   */
  public record Injected(Fault fault, Change changed, Following following) {}

  /**
   * Finds out what a command means, does it, and follows what comes of it, all at one moment. A
   * cluster that is about to elect is given a moment to have a leader, if the command asks for one.
   *
   * @throws quorate.lab.UserError if it names what is not there; then nothing has changed
   * @throws InterruptedException if the waiting thread is interrupted; then nothing has changed
   */
  public Injected inject(FaultCommand command) throws InterruptedException {
    checkRuns();
    awaitBeliever(command.asksForLeader());
    return call(
        now -> {
          now.cluster().catchUp();
          Fault fault = command.at(now);
          Change changed = command.changed(fault, now);
          Following following =
              follow(now.cluster(), ConvergenceTracker.HEARTBEATS_TO_HOLD, () -> false);
          now.cluster().inject(fault);
          return new Injected(fault, changed, following);
        });
  }

  /**
   * Does something to the cluster on its thread, and follows what comes of it from that very moment
   * on.
   */
  public Following follow(Consumer<LiveCluster> cause) {
    checkRuns();
    return cluster.call(
        live -> {
          live.catchUp();
          Following following = follow(live, ConvergenceTracker.HEARTBEATS_TO_HOLD, () -> false);
          cause.accept(live);
          return following;
        });
  }

  /**
   * Follows what comes of several things that are going to be done to the cluster.
   *
   * @param moreToCome whether there is more to come: then the cluster has not settled yet; asked on
   *     the cluster's thread
   */
  public Following follow(BooleanSupplier moreToCome) {
    checkRuns();
    return cluster.call(live -> follow(live, ConvergenceTracker.HEARTBEATS_TO_HOLD, moreToCome));
  }

  /** Follows what is done to the cluster next, as a {@link ConvergenceTracker} does. */
  Following follow(LiveCluster live, int hold, BooleanSupplier moreToCome) {
    return new Following(cluster, live, state, writes, invariants, hold, moreToCome);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
