package quorate.experiments;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import quorate.experiments.Scenario.Step;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Moment;
import quorate.experiments.language.Quantities;
import quorate.lab.UserError;
import quorate.lab.cluster.Fault;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.measure.Availability.Figures;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.StoreCounts;
import quorate.spi.NodeId;

/**
 * A scenario on its way through one cluster, statement by statement. Used by one thread, which is
 * not the cluster's.
 */
public final class ScenarioRun {

  private final Scenario scenario;
  private final ObservedCluster cluster;
  private final Setup setup;
  private final DoubleSupplier moments;
  private final StoreCounts writesBefore;

  private Following following;
  private boolean waitsForFault;
  private volatile boolean moreToCome = true;

  /** The step that could not be done, and why: a failure of the scenario. */
  private Optional<String> undone = Optional.empty();

  /** What was waited for in vain, though it could have come: a failure of the algorithm. */
  private Optional<String> inVain = Optional.empty();

  private Result result;

  /**
   * What came of it.
   *
   * @param outcome what became of the cluster
   * @param figures how well it was led from the first fault that was measured until it settled
   * @param latestTimerNanos by how much the latest timer ran late meanwhile, in nanoseconds
   * @param undone the step that could not be done, and why; then the outcome is about the steps
   *     before
   */
  public record Result(
      Outcome outcome, Figures figures, long latestTimerNanos, Optional<String> undone) {}

  /**
   * A run that is yet to begin.
   *
   * @param cluster one whose nodes are still down, for {@link #fromStart}, or else one that runs
   * @param moments where in a heartbeat interval each wait for a heartbeat ends, from 0 to 1
   */
  public ScenarioRun(
      Scenario scenario, ObservedCluster cluster, Setup setup, DoubleSupplier moments) {
    this.scenario = scenario;
    this.cluster = cluster;
    this.setup = setup;
    this.moments = moments;
    this.waitsForFault = !scenario.saysWhenToObserve();
    this.writesBefore = cluster.writes().orElse(StoreCounts.NONE);
  }

  public ObservedCluster cluster() {
    return cluster;
  }

  /** Starts the cluster and takes all steps. */
  Result fromStart() throws InterruptedException {
    SortedSet<NodeId> up = new TreeSet<>(cluster.spec().hosts());
    up.removeAll(setup.down());
    int hold = scenario.hasFaults() ? ConvergenceTracker.HEARTBEATS_TO_HOLD : setup.hold();
    Following start =
        cluster.call(
            now -> {
              Following following = cluster.follow(now.cluster(), hold, () -> false);
              now.cluster().start(up);
              return following;
            });
    Outcome started = start.await(setup.limit());
    if (!scenario.hasFaults()) {
      return result(started, start);
    } else if (started.leader().isEmpty()) {
      String reason = started.unsettledBecause().orElse("the cluster settled on several leaders");
      return result(started.unsettled("at the start: " + reason), start);
    }
    for (Step step : scenario.steps()) {
      take(step);
    }
    return end();
  }

  /**
   * Does a fault, waits, or begins or ends to measure; nothing more once a step could not be taken.
   *
   * @return what a fault did, as it would be typed; empty if the step was none, or was not taken
   */
  public Optional<Fault> take(Step step) throws InterruptedException {
    if (isStuck()) {
      return Optional.empty();
    }
    if (step instanceof Step.Do fault) {
      if (fault.fault().asksForLeader()
          && !cluster.runUntil(now -> hasOneLeader(now.state()), setup.limit())) {
        didNotCome(step, "nobody led alone");
        return Optional.empty();
      }
      return cluster.call(now -> inject(fault.fault(), now));
    } else if (step instanceof Step.Await await) {
      if (!await.what().in(cluster, setup.limit(), moments, setup.synchronised())) {
        didNotCome(step, "it did not come");
      }
    } else if (step instanceof Step.Observe observe && observe.begin()) {
      waitsForFault = true;
    } else if (step instanceof Step.Observe && result == null && following != null) {
      settle();
    }
    return Optional.empty();
  }

  private boolean isStuck() {
    return undone.isPresent() || inVain.isPresent();
  }

  /**
   * Where nobody could lead, or a leader sends no heartbeats, it is the scenario that waits for
   * what cannot come.
   */
  private void didNotCome(Step step, String what) {
    Optional<String> hopeless = cluster.call(now -> whyItCannotCome(step, now.state()));
    if (hopeless.isPresent()) {
      undone = Optional.of(step + ": " + UserError.withoutAdvice(hopeless.get()));
    } else {
      inVain = Optional.of(step + ": " + what + " within " + Quantities.words(setup.limit()));
    }
  }

  private static Optional<String> whyItCannotCome(Step step, ClusterState state) {
    Optional<String> hopeless = state.hopeless();
    boolean isHeartbeat =
        step instanceof Step.Await await && await.what().word().equals("heartbeat");
    if (hopeless.isPresent() || !isHeartbeat) {
      return hopeless;
    }
    return state
        .agreement()
        .flatMap(Agreement::leader)
        .map(leader -> leader + " leads, and sends no heartbeats");
  }

  /** In the midst of an election nobody leads, or two do; that passes, as a rule. */
  private static boolean hasOneLeader(ClusterState state) {
    return state.agreement().flatMap(Agreement::leader).isPresent()
        || state.believers().size() == 1;
  }

  /** Finds out what is meant and does it, both at one moment. */
  private Optional<Fault> inject(FaultCommand command, Moment now) {
    Fault fault;
    now.cluster().catchUp();
    try {
      fault = withoutThoseThatStayDown(command.at(now));
    } catch (UserError notThere) {
      undone = Optional.of(command + ": " + UserError.withoutAdvice(notThere.getMessage()));
      return Optional.empty();
    }
    if (waitsForFault && following == null) {
      waitsForFault = false;
      following = cluster.follow(now.cluster(), setup.hold(), () -> moreToCome);
    }
    now.cluster().inject(fault);
    return Optional.of(fault);
  }

  private Fault withoutThoseThatStayDown(Fault fault) {
    if (fault instanceof Restart restart && !setup.down().isEmpty()) {
      SortedSet<NodeId> nodes = new TreeSet<>(restart.nodes());
      nodes.removeAll(setup.down());
      return new Restart(nodes, restart.amnesia());
    }
    return fault;
  }

  /** All steps are taken: waits until the cluster has settled, and says what came of it. */
  public Result end() throws InterruptedException {
    if (following == null) {
      following = cluster.follow(it -> {});
      undone =
          isStuck()
              ? undone
              : Optional.of("observe: no fault comes after it, so nothing is measured");
    }
    if (isStuck() && result == null) {
      String reason =
          undone.map(it -> "the scenario stopped at " + it).or(() -> inVain).orElseThrow();
      result = result(following.giveUp(reason), following);
    } else if (result == null) {
      settle();
    }
    return withAllWrites(result);
  }

  /** Leaders write to a store in the whole scenario, also after what is measured otherwise. */
  private Result withAllWrites(Result of) {
    return new Result(
        of.outcome().withWrites(cluster.writes().map(now -> now.minus(writesBefore))),
        of.figures(),
        of.latestTimerNanos(),
        of.undone());
  }

  private void settle() throws InterruptedException {
    moreToCome = false;
    Outcome outcome = following.await(setup.limit());
    result = result(outcome, following);
  }

  private Result result(Outcome outcome, Following of) {
    return new Result(outcome, of.figures(), of.latestTimerNanos(), undone);
  }
}
