package quorate.experiments.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import quorate.experiments.ObservedCluster;
import quorate.experiments.chaos.Step.Do;
import quorate.experiments.chaos.Step.Pass;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Moment;
import quorate.lab.UserError;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.measure.Outcome;
import quorate.lab.simulator.SimulatedCluster;

/**
 * A fresh cluster on its way through an ordeal, in virtual time. Each fault is read as a person
 * would type it; one that cannot be done then, such as the firing of a timer that is not pending,
 * is left out, and is no part of what was done. Used by one thread.
 */
final class OrdealRun implements AutoCloseable {

  /** How long a leader must stay when all is whole again, in heartbeat intervals. */
  static final int HEARTBEATS_TO_STAY = 20;

  /** How much virtual time a cluster has to find one: many times what it usually takes. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * The same for those that are only to be shrunk: what takes longer than this mostly never ends.
   */
  static final Duration HASTE = Duration.ofSeconds(3);

  /** As long as the prompt waits for a simulated cluster that starts. */
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Ordeal ordeal;
  private final ObservedCluster observed;
  private final SimulatedCluster cluster;
  private final ClusterState state;
  private final Watch watch;
  private final List<Step> done = new ArrayList<>();
  private long faults;

  /** What came of it: the steps that were done until the end, or the failure; the failure. */
  record Result(Ordeal done, Optional<Failure> failure, Tally tally) {}

  /**
   * Starts a cluster, and waits until it has a leader, as one does at the prompt.
   *
   * @param recovers whether it must have one
   * @throws InterruptedException if the thread is interrupted
   */
  OrdealRun(Ordeal ordeal, boolean recovers) throws InterruptedException {
    this.ordeal = ordeal;
    this.cluster = SimulatedCluster.withoutFingerprint(ordeal.spec(), ordeal.network());
    this.observed = new ObservedCluster(cluster);
    this.state = observed.call(Moment::state); // this thread is the cluster's
    this.watch = new Watch(observed, cluster.trace());
    Outcome started = observed.follow(LiveCluster::startAll).await(LONGEST_START);
    if (recovers && !started.settled()) {
      watch.fail(
          Failure.Kind.LEADER,
          String.format(
              Locale.ROOT,
              "no leader came within %d s of the start (%s, seed %d)",
              LONGEST_START.toSeconds(),
              ordeal.spec().algorithm().name(),
              ordeal.spec().seed()),
          Optional.empty(),
          List.of());
    }
  }

  /**
   * Runs an ordeal from the beginning to the end.
   *
   * @param recovers whether a leader must come and stay when it is over
   * @param patience how long that may take
   * @throws InterruptedException if the thread is interrupted
   */
  static Result of(Ordeal ordeal, boolean recovers, Duration patience) throws InterruptedException {
    try (OrdealRun run = new OrdealRun(ordeal, recovers)) {
      for (Step step : ordeal.steps()) {
        run.take(step);
      }
      return run.end(recovers, patience);
    }
  }

  /** Does a step, unless something has failed already. */
  void take(Step step) throws InterruptedException {
    if (watch.failed()) {
      return;
    }
    if (step instanceof Pass pass) {
      pass(watch::failed, pass.time());
    } else if (step instanceof Do fault && inject(fault)) {
      watch.count(fault);
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
    cluster.runUntil(live -> watch.failed() || until.getAsBoolean(), atMost);
    cluster.runFor(Duration.ZERO); // whatever else happens at this very moment
    long nanos = watch.failed() ? atMost.toNanos() : cluster.trace().nowNanos() - began;
    if (nanos > 0) {
      done.add(new Pass(Duration.ofNanos(nanos)));
    }
  }

  private boolean inject(Do fault) {
    try {
      Chance chance = Chance.ofTrial(ordeal.spec().seed(), (int) cluster.trace().last());
      Moment now = new Moment(cluster, state, chance);
      cluster.inject(FaultCommand.parse(fault.toString()).at(now));
      return true;
    } catch (UserError | IllegalArgumentException impossible) {
      return false;
    }
  }

  /** Makes all whole, and waits for a leader to come and stay, unless something has failed. */
  Result end(boolean recovers, Duration patience) throws InterruptedException {
    Ordeal faced = ordeal.with(done);
    if (!watch.failed()) {
      watch.faultsAreOver();
      for (Step step : ordeal.recovery()) {
        inject((Do) step);
      }
      ConvergenceTracker settling =
          new ConvergenceTracker(
              ordeal.spec(), state, cluster.trace(), HEARTBEATS_TO_STAY, () -> false);
      cluster.trace().observe(settling);
      long before = watch.leaders();
      BooleanSupplier settled = () -> settling.isSettled(cluster.trace().nowNanos());
      cluster.runUntil(live -> watch.failed() || settled.getAsBoolean(), patience);
      if (recovers && !settled.getAsBoolean()) {
        watch.fail(
            Failure.Kind.LEADER,
            noLeader(watch.leaders() - before, patience),
            Optional.empty(),
            List.of());
      }
    }
    return new Result(faced, watch.failure(), watch.tally());
  }

  private String noLeader(long cameAndWent, Duration patience) {
    Duration stay = ordeal.spec().timing().heartbeat().multipliedBy(HEARTBEATS_TO_STAY);
    return String.format(
        Locale.ROOT,
        "no leader came and stayed for %d ms within %d s after the last fault; %s (%s, seed %d)",
        stay.toMillis(),
        patience.toSeconds(),
        cameAndWent == 0 ? "nobody led" : cameAndWent + " came and went",
        ordeal.spec().algorithm().name(),
        ordeal.spec().seed());
  }

  /** The cluster, for the code that draws what is done to it next. */
  LiveCluster cluster() {
    return cluster;
  }

  /** How many faults were done so far. */
  long faults() {
    return faults;
  }

  /** What the trace has told of it. */
  ClusterState state() {
    return state;
  }

  /** Whether something has failed. */
  boolean failed() {
    return watch.failed();
  }

  @Override
  public void close() {
    observed.close();
  }
}
