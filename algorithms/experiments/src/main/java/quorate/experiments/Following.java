package quorate.experiments;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import quorate.experiments.language.Quantities;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.invariant.Invariants;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Availability;
import quorate.lab.measure.Availability.Figures;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.StoreCounts;
import quorate.lab.measure.StoreTracker;

/** A cluster on its way to the next agreement. Methods are for any thread but the cluster's. */
public final class Following {

  private final Cluster cluster;
  private final ClusterState state;
  private final StoreTracker tracker;
  private final Invariants invariants;
  private final ConvergenceTracker settling;
  private final Availability availability;
  private final BooleanSupplier disturbed;
  private final StoreCounts writesBefore;
  private final int violationsBefore;
  private final long beganNanos;
  private OptionalLong latestTimerNanos = OptionalLong.empty();

  /** Follows what is done to a cluster next, as a {@link ConvergenceTracker} does. */
  Following(
      Cluster cluster,
      LiveCluster live,
      ClusterState state,
      StoreTracker tracker,
      Invariants invariants,
      int hold,
      BooleanSupplier moreToCome) {
    this.cluster = cluster;
    this.state = state;
    this.tracker = tracker;
    this.invariants = invariants;
    this.disturbed = () -> live.awaitsEndOfFault() || moreToCome.getAsBoolean();
    this.settling = new ConvergenceTracker(live.spec(), state, live.trace(), hold, disturbed);
    this.availability = new Availability(live.spec(), state, live.trace());
    live.trace().observe(settling);
    live.trace().observe(availability);
    this.writesBefore = tracker.counts().orElse(StoreCounts.NONE);
    this.violationsBefore = invariants.violations().size();
    this.beganNanos = live.trace().nowNanos();
  }

  /**
   * By how much the latest timer ran late until the outcome, in nanoseconds, from an election
   * timeout before the cause on: a heartbeat that was late then moves what comes after.
   */
  public long latestTimerNanos() {
    return cluster.call(live -> latestTimerNanos.orElseGet(() -> lookForLatestTimer(live)));
  }

  private long lookForLatestTimer(LiveCluster live) {
    return live.latestTimerNanos(beganNanos - live.spec().timing().election().max().toNanos());
  }

  /** How well the cluster has been led since the cause, until now. */
  public Figures figures() {
    return cluster.call(live -> availability.until(live.trace().nowNanos()));
  }

  /**
   * Lets the cluster run until it has settled, or cannot settle, or the limit is over.
   *
   * @param limit how much of the cluster's time to wait at most
   */
  public Outcome await(Duration limit) throws InterruptedException {
    try {
      cluster.runUntil(this::isOver, limit);
      return cluster.call(live -> outcome(live, limit));
    } finally {
      stop();
    }
  }

  /**
   * What became of the cluster, if that is known by now; then it is followed no longer.
   *
   * @param limit after how much of the cluster's time since the cause it is known in any case
   */
  public Optional<Outcome> outcomeIfOver(Duration limit) {
    Optional<Outcome> known =
        cluster.call(
            live -> {
              boolean late = live.trace().nowNanos() - beganNanos >= limit.toNanos();
              return late || isOver(live) ? Optional.of(outcome(live, limit)) : Optional.empty();
            });
    known.ifPresent(it -> stop());
    return known;
  }

  /** What became of the cluster so far, as if it were at its end; it is followed further. */
  public Outcome soFar() {
    return outcomeNow("it goes on");
  }

  Outcome giveUp(String reason) {
    stop();
    return outcomeNow(reason);
  }

  private Outcome outcomeNow(String reason) {
    return cluster.call(live -> outcome(live, reason));
  }

  /** Promises that were broken since the cause of all this. */
  public List<Violation> violations() {
    List<Violation> all = cluster.call(live -> invariants.violations());
    return all.subList(violationsBefore, all.size());
  }

  private boolean isOver(LiveCluster live) {
    return settling.isSettled(live.trace().nowNanos())
        || !disturbed.getAsBoolean() && state.hopeless().isPresent();
  }

  private Outcome outcome(LiveCluster live, Duration limit) {
    latestTimerNanos = OptionalLong.of(lookForLatestTimer(live));
    String reason =
        state.hopeless().orElse("no agreement that lasts within " + Quantities.words(limit));
    return outcome(live, reason);
  }

  private Outcome outcome(LiveCluster live, String reason) {
    return settling
        .outcome(live.trace().nowNanos(), reason)
        .withWrites(tracker.counts().map(now -> now.minus(writesBefore)));
  }

  public void stop() {
    cluster.run(
        live -> {
          live.trace().forget(settling);
          live.trace().forget(availability);
        });
  }
}
