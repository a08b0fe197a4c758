package quorate.experiments;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import quorate.experiments.language.FaultCommand;
import quorate.experiments.language.Moment;
import quorate.experiments.language.NodeSelection;
import quorate.experiments.language.Quantities;
import quorate.experiments.language.Remedy;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.invariant.Invariants;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Availability;
import quorate.lab.measure.Availability.Figures;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.measure.Counts;
import quorate.lab.measure.MessageCounts;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.NodeId;
import quorate.spi.Purpose;

/**
 * A cluster with all that looks at it from its first event on: its state, its message counts, and
 * its promises. Methods are for any thread but the cluster's, unless they say otherwise.
 */
public final class ObservedCluster implements AutoCloseable {

  /** How long a cluster that has no leader may take to have one, if a command asks for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final ClusterState state;
  private final MessageCounts counts = new MessageCounts();
  private final Invariants invariants;

  /**
   * Looks at a cluster.
   *
   * @param cluster one of whose trace nothing is written yet
   */
  public ObservedCluster(Cluster cluster) {
    this.cluster = cluster;
    this.state = new ClusterState(cluster.spec());
    this.invariants = new Invariants(cluster.spec(), cluster.trace());
    cluster.trace().observe(state);
    cluster.trace().observe(counts);
    cluster.trace().observe(invariants);
  }

  /** The cluster itself. Any thread. */
  public Cluster cluster() {
    return cluster;
  }

  /** What the cluster was made from. Any thread. */
  public ClusterSpec spec() {
    return cluster.spec();
  }

  /** The state as the trace tells it. To be read on the cluster's thread. */
  public ClusterState state() {
    return state;
  }

  /** The messages since the start, or since the last reset. */
  public Counts counts() {
    return cluster.call(counts::counts);
  }

  /** Counts messages from now on only. */
  public void resetCounts() {
    cluster.call(
        () -> {
          counts.reset(cluster.trace().last());
          return null;
        });
  }

  /** A hash over the whole trace so far; empty over TCP, where no run comes back. */
  public Optional<String> fingerprint() {
    return cluster.call(cluster::fingerprint);
  }

  /** Every promise that was broken so far. */
  public List<Violation> violations() {
    return cluster.call(invariants::violations);
  }

  /**
   * Waits until no election message has been sent for three heartbeat intervals.
   *
   * @param limit how much of the cluster's time to wait at most
   * @return whether that came about in time
   * @throws InterruptedException if the waiting thread is interrupted; the cluster goes on
   */
  public boolean awaitQuiet(Duration limit) throws InterruptedException {
    Quiet quiet = cluster.call(Quiet::new);
    cluster.trace().observe(quiet);
    try {
      return cluster.runUntil(quiet::holds, limit);
    } finally {
      cluster.trace().forget(quiet);
    }
  }

  /** Since when no election message has been sent. On the cluster's thread. */
  private final class Quiet implements Observer {
    private long sinceNanos = cluster.trace().nowNanos();

    @Override
    public void on(TraceEvent event) {
      if (event instanceof Sent sent && sent.message().purpose() == Purpose.ELECTION) {
        sinceNanos = event.atNanos();
      }
    }

    boolean holds() {
      Duration enough =
          spec().timing().heartbeat().multipliedBy(ConvergenceTracker.HEARTBEATS_TO_HOLD);
      return cluster.trace().nowNanos() - sinceNanos >= enough.toNanos();
    }
  }

  /**
   * Checks that a command could be done now. A cluster that is about to elect is given a moment to
   * have a leader, if the command asks for one.
   *
   * @throws quorate.lab.UserError if it names what is not there
   * @throws InterruptedException if the waiting thread is interrupted; the cluster goes on
   */
  public void check(FaultCommand command) throws InterruptedException {
    awaitBeliever(command.asksForLeader());
    cluster.call(() -> command.at(moment()));
  }

  /**
   * Whom a selection of nodes means now, in the same way.
   *
   * @throws quorate.lab.UserError if it names what is not there
   * @throws InterruptedException if the waiting thread is interrupted; the cluster goes on
   */
  public SortedSet<NodeId> select(NodeSelection nodes) throws InterruptedException {
    awaitBeliever(nodes.asksForLeader());
    return cluster.call(() -> nodes.at(moment()));
  }

  /**
   * The one node that a selection means now.
   *
   * @throws quorate.lab.UserError if it names none, or several
   * @throws InterruptedException if the waiting thread is interrupted; the cluster goes on
   */
  public NodeId selectOne(NodeSelection nodes) throws InterruptedException {
    awaitBeliever(nodes.asksForLeader());
    return cluster.call(() -> nodes.oneAt(moment()));
  }

  /** What to type to take away what may keep the cluster from having a leader, if anything is. */
  public Optional<String> obstacle() {
    return cluster.call(() -> Remedy.ofObstacle(moment()));
  }

  private void awaitBeliever(boolean needed) throws InterruptedException {
    if (needed) {
      cluster.runUntil(() -> !state.believers().isEmpty(), PATIENCE);
    }
  }

  /**
   * What words mean now. All chance follows from the seed, and from what has happened so far and
   * when: in virtual time it comes back. On the cluster's thread.
   */
  Moment moment() {
    long when = cluster.trace().nowNanos();
    Chance chance = Chance.ofTrial(spec().seed() ^ when, (int) cluster.trace().last());
    return new Moment(cluster, state, chance);
  }

  /**
   * A fault that was done.
   *
   * @param changed what that changed, in a few words
   * @param following the cluster on its way to the next agreement
   */
  public record Injected(Fault fault, String changed, Following following) {}

  /**
   * Finds out what a command means, does it, and follows what comes of it, all at one moment. A
   * cluster that is about to elect is given a moment to have a leader, if the command asks for one.
   *
   * @throws quorate.lab.UserError if it names what is not there; then nothing has changed
   * @throws InterruptedException if the waiting thread is interrupted; then nothing has changed
   */
  public Injected inject(FaultCommand command) throws InterruptedException {
    awaitBeliever(command.asksForLeader());
    return cluster.call(
        () -> {
          Moment now = moment();
          Fault fault = command.at(now);
          String changed = command.changed(fault, now);
          Following following =
              followHere(
                  it -> it.inject(fault), ConvergenceTracker.HEARTBEATS_TO_HOLD, () -> false);
          return new Injected(fault, changed, following);
        });
  }

  /**
   * Does something to the cluster on its thread, and follows what comes of it from that very moment
   * on.
   */
  public Following follow(Consumer<Cluster> cause) {
    return cluster.call(
        () -> followHere(cause, ConvergenceTracker.HEARTBEATS_TO_HOLD, () -> false));
  }

  /**
   * Follows what comes of several things that are going to be done to the cluster.
   *
   * @param moreToCome whether there is more to come: then the cluster has not settled yet; asked on
   *     the cluster's thread
   */
  public Following follow(BooleanSupplier moreToCome) {
    return cluster.call(
        () -> followHere(nothing -> {}, ConvergenceTracker.HEARTBEATS_TO_HOLD, moreToCome));
  }

  /**
   * The same, for use on the cluster's thread.
   *
   * @param hold for how many heartbeat intervals an agreement must last to count
   * @param moreToCome whether more is to come after the cause: then the cluster has not settled yet
   */
  Following followHere(Consumer<Cluster> cause, int hold, BooleanSupplier moreToCome) {
    BooleanSupplier disturbed = () -> cluster.awaitsEndOfFault() || moreToCome.getAsBoolean();
    ConvergenceTracker settling =
        new ConvergenceTracker(spec(), state, cluster.trace(), hold, disturbed);
    Availability availability = new Availability(spec(), state, cluster.trace());
    cluster.trace().observe(settling);
    cluster.trace().observe(availability);
    int violations = invariants.violations().size();
    cause.accept(cluster);
    return new Following(settling, availability, disturbed, violations);
  }

  @Override
  public void close() {
    cluster.close();
  }

  /** A cluster on its way to the next agreement. */
  public final class Following {
    private final ConvergenceTracker settling;
    private final Availability availability;
    private final BooleanSupplier disturbed;
    private final int violationsBefore;
    private final long beganNanos = cluster.trace().nowNanos();
    private OptionalLong latestTimerNanos = OptionalLong.empty();

    private Following(
        ConvergenceTracker settling,
        Availability availability,
        BooleanSupplier disturbed,
        int violationsBefore) {
      this.settling = settling;
      this.availability = availability;
      this.disturbed = disturbed;
      this.violationsBefore = violationsBefore;
    }

    /**
     * By how much the latest timer ran late until the outcome, in nanoseconds, from an election
     * timeout before the cause on: a heartbeat that was late then moves what comes after.
     */
    public long latestTimerNanos() {
      return cluster.call(() -> latestTimerNanos.orElseGet(this::lookForLatestTimer));
    }

    private long lookForLatestTimer() {
      return cluster.latestTimerNanos(beganNanos - spec().timing().election().max().toNanos());
    }

    /** How well the cluster has been led since the cause, until now. */
    public Figures figures() {
      return cluster.call(() -> availability.until(cluster.trace().nowNanos()));
    }

    /**
     * Lets the cluster run until it has settled, or cannot settle, or the limit is over.
     *
     * @param limit how much of the cluster's time to wait at most
     * @throws InterruptedException if the waiting thread is interrupted; the cluster goes on
     */
    public Outcome await(Duration limit) throws InterruptedException {
      try {
        cluster.runUntil(this::isOver, limit);
        return cluster.call(() -> outcome(limit));
      } finally {
        stop();
      }
    }

    /** What became of the cluster so far, as if it were at its end; it is followed further. */
    public Outcome soFar() {
      return cluster.call(() -> settling.outcome(cluster.trace().nowNanos(), "it goes on"));
    }

    /** What there is to say at once: the cluster did not settle, for a reason. */
    Outcome giveUp(String reason) {
      stop();
      return cluster.call(() -> settling.outcome(cluster.trace().nowNanos(), reason));
    }

    /** Promises that were broken since the cause of all this. */
    public List<Violation> violations() {
      List<Violation> all = ObservedCluster.this.violations();
      return all.subList(violationsBefore, all.size());
    }

    private boolean isOver() {
      return settling.isSettled(cluster.trace().nowNanos())
          || !disturbed.getAsBoolean() && state.hopeless().isPresent();
    }

    private Outcome outcome(Duration limit) {
      latestTimerNanos = OptionalLong.of(lookForLatestTimer());
      String reason =
          state.hopeless().orElse("no agreement that lasts within " + Quantities.words(limit));
      return settling.outcome(cluster.trace().nowNanos(), reason);
    }

    /** Follows no longer. */
    public void stop() {
      cluster.call(
          () -> {
            cluster.trace().forget(settling);
            cluster.trace().forget(availability);
            return null;
          });
    }
  }
}
