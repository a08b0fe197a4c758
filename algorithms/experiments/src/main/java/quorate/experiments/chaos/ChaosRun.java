package quorate.experiments.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import quorate.experiments.ObservedCluster;
import quorate.experiments.chaos.Step.Do;
import quorate.experiments.chaos.Step.Pass;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Moment;
import quorate.lab.UserError;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.measure.Outcome;
import quorate.lab.simulator.SimulatedCluster;

/**
 * A fresh cluster on its way through random faults, in virtual time. Each fault is read as a person
 * would type it; one that cannot be done then, such as the firing of a timer that is not pending,
 * is left out, and is no part of what was done. Used by one thread.
 *
 * <p>Observers of the cluster's trace come first, then {@link #injectFaults}, then {@link
 * #recover}.
 */
public final class ChaosRun implements AutoCloseable {

  /** How long a leader must stay when all is whole again, in heartbeat intervals. */
  private static final int HEARTBEATS_TO_STAY = 20;

  /** How much virtual time a cluster has to find one: many times what it usually takes. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * The same for those that are only to be shrunk: what takes longer than this mostly never ends.
   */
  static final Duration HASTE = Duration.ofSeconds(3);

  /** As long as the prompt waits for a simulated cluster that starts. */
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final int number;
  private final ChaosScenario scenario;
  private final Faults faultsToCome;
  private final boolean recovers;
  private final Duration patience;
  private final ObservedCluster observed;
  private final SimulatedCluster cluster;
  private final ClusterState state;
  private final ChaosMonitor monitor;
  private final List<Step> done = new ArrayList<>();
  private long faults;

  @FunctionalInterface
  interface Faults {
    void inject(ChaosRun run) throws InterruptedException;
  }

  /**
   * A run that is yet to begin.
   *
   * @param number which it is
   * @param scenario the cluster
   * @param faults what is going to be done to it
   * @param recovers whether it must have a leader at the start and in the end
   * @param patience how long that may take in the end
   */
  ChaosRun(int number, ChaosScenario scenario, Faults faults, boolean recovers, Duration patience) {
    this.number = number;
    this.scenario = scenario;
    this.faultsToCome = faults;
    this.recovers = recovers;
    this.patience = patience;
    this.cluster = SimulatedCluster.withoutFingerprint(scenario.spec(), scenario.network());
    this.observed = new ObservedCluster(cluster);
    this.state = observed.call(Moment::state); // this thread is the cluster's
    this.monitor = new ChaosMonitor(observed, cluster.trace());
  }

  /**
   * Starts the cluster, waits until it has a leader, as one does at the prompt, and lets the faults
   * loose on it, until something fails.
   */
  public void injectFaults() throws InterruptedException {
    Outcome started = observed.follow(LiveCluster::startAll).await(LONGEST_START);
    if (recovers && !started.settled()) {
      noLeader("no leader came within " + LONGEST_START.toSeconds() + " s of the start");
    }
    faultsToCome.inject(this);
  }

  void takeAll(List<Step> steps) throws InterruptedException {
    for (Step step : steps) {
      take(step);
    }
  }

  /** Does faults, one after the other. */
  void act(List<Fault> faults) throws InterruptedException {
    for (Fault fault : faults) {
      take(new Do(fault));
    }
  }

  /** Does a step, unless something has failed already. */
  void take(Step step) throws InterruptedException {
    if (monitor.failed()) {
      return;
    }
    if (step instanceof Pass pass) {
      pass(monitor::failed, pass.time());
    } else if (step instanceof Do fault && inject(fault)) {
      monitor.count(fault);
      faults++;
      done.add(step);
    }
  }

  /**
   * Lets time pass until something happens, and writes down how much that was; all of it if
   * something failed meanwhile.
   */
  void pass(BooleanSupplier until, Duration atMost) throws InterruptedException {
    long began = cluster.trace().nowNanos();
    cluster.runUntil(live -> monitor.failed() || until.getAsBoolean(), atMost);
    cluster.runFor(Duration.ZERO); // whatever else happens at this very moment
    long nanos = monitor.failed() ? atMost.toNanos() : cluster.trace().nowNanos() - began;
    if (nanos > 0) {
      done.add(new Pass(Duration.ofNanos(nanos)));
    }
  }

  private boolean inject(Do fault) {
    try {
      Chance chance = Chance.ofTrial(scenario.spec().seed(), (int) cluster.trace().last());
      Moment now = new Moment(cluster, state, chance);
      cluster.inject(FaultCommand.parse(fault.toString()).at(now));
      return true;
    } catch (UserError | IllegalArgumentException impossible) {
      return false;
    }
  }

  /** Makes all whole, and waits for a leader to come and stay, unless something has failed. */
  public ChaosResult recover() throws InterruptedException {
    if (!monitor.failed()) {
      monitor.faultsAreOver();
      scenario.with(done).recovery().forEach(step -> inject((Do) step));
      ConvergenceTracker settling =
          new ConvergenceTracker(
              scenario.spec(), state, cluster.trace(), HEARTBEATS_TO_STAY, () -> false);
      cluster.trace().observe(settling);
      long before = monitor.leaders();
      BooleanSupplier settled = () -> settling.isSettled(cluster.trace().nowNanos());
      cluster.runUntil(live -> monitor.failed() || settled.getAsBoolean(), patience);
      if (recovers && !settled.getAsBoolean()) {
        noLeader(nobodyStayed(monitor.leaders() - before));
      }
      cluster.trace().forget(settling);
    }
    return result();
  }

  private String nobodyStayed(long cameAndWent) {
    Duration stay = scenario.spec().timing().heartbeat().multipliedBy(HEARTBEATS_TO_STAY);
    return "no leader came and stayed for %s ms within %s s after the last fault; %s"
        .formatted(
            stay.toMillis(),
            patience.toSeconds(),
            cameAndWent == 0 ? "nobody led" : cameAndWent + " came and went");
  }

  private void noLeader(String what) {
    ClusterSpec spec = scenario.spec();
    monitor.fail(
        Failure.Kind.LEADER,
        what + " (" + spec.algorithm().name() + ", seed " + spec.seed() + ")",
        Optional.empty(),
        List.of());
  }

  /** Does one more fault to a cluster that has recovered, and waits until it agrees again. */
  public Outcome settleAfter(Fault fault) throws InterruptedException {
    return observed.follow(it -> it.inject(fault)).await(PATIENCE);
  }

  /** What came of the run so far; what was done after it recovered is no part of it. */
  public ChaosResult result() {
    return new ChaosResult(number, scenario.with(done), monitor.failure(), monitor.counts());
  }

  public SimulatedCluster cluster() {
    return cluster;
  }

  long faults() {
    return faults;
  }

  public ClusterState state() {
    return state;
  }

  boolean failed() {
    return monitor.failed();
  }

  @Override
  public void close() {
    observed.close();
  }
}
