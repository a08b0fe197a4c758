package quorate.web;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.FaultInjected;

/**
 * Follows a cluster from its start, and again from each fault, as the command does that injects it;
 * but nobody waits for it. What the trace has kept is read first, so it does not matter when
 * somebody begins to look. Used on the thread of its cluster.
 */
final class OutcomeTracker implements Observer {

  private static final String NOT_YET = "no agreement has lasted for long enough so far";
  private static final String START = "start";

  private final ClusterSpec spec;
  private final ClusterState state;
  private final BooleanSupplier moreToCome;

  /** The trace as it was, event by event: a tracker begins at the present of its trace. */
  private final Trace seen = new Trace(this::seenNanos, 1);

  private long seenNanos;
  private Optional<Since> since = Optional.empty();

  private record Since(String cause, long number, long atNanos, ConvergenceTracker tracker) {}

  /**
   * What became of the cluster so far.
   *
   * @param cause what was done to it: {@code crash n3}
   * @param number the event with which that began
   * @param atNanos when that was
   */
  record SoFar(String cause, long number, long atNanos, Outcome outcome) {}

  private OutcomeTracker(ClusterSpec spec, ClusterState state, BooleanSupplier moreToCome) {
    this.spec = spec;
    this.state = state;
    this.moreToCome = moreToCome;
  }

  /** Looks at a cluster from now on, and at what its trace has kept. */
  static OutcomeTracker at(ObservedCluster cluster) {
    return cluster.call(OutcomeTracker::at);
  }

  private static OutcomeTracker at(Moment now) {
    List<TraceEvent> kept = now.trace().events();
    boolean whole = kept.isEmpty() || kept.get(0).number() == 1;
    ClusterSpec spec = now.cluster().spec();
    OutcomeTracker tracker;
    if (whole) {
      tracker = new OutcomeTracker(spec, new ClusterState(spec), now.cluster()::awaitsEndOfFault);
      tracker.seen.observe(tracker.state);
      kept.forEach(tracker::on);
    } else { // who runs and leads is known, and how that came about is not
      tracker = new OutcomeTracker(spec, now.state(), now.cluster()::awaitsEndOfFault);
      tracker.passOver(now.trace());
    }
    now.trace().observe(tracker);
    return tracker;
  }

  private void passOver(Trace trace) {
    seenNanos = trace.nowNanos();
    while (seen.last() < trace.last()) {
      seen.write(0, at -> new FaultInjected(at, ""));
    }
  }

  /** Looks at it no longer. */
  void leave(ObservedCluster cluster) {
    cluster.run(now -> now.trace().forget(this));
  }

  private long seenNanos() {
    return seenNanos;
  }

  @Override
  public void on(TraceEvent event) {
    seenNanos = event.atNanos();
    if (event instanceof FaultInjected fault) {
      begin(fault.fault(), event);
    } else if (event.number() == 1) {
      begin(START, event);
    }
    seen.write(event.cause(), at -> event);
  }

  private void begin(String cause, TraceEvent first) {
    since.ifPresent(it -> seen.forget(it.tracker()));
    ConvergenceTracker tracker =
        new ConvergenceTracker(
            spec, state, seen, ConvergenceTracker.HEARTBEATS_TO_HOLD, moreToCome);
    seen.observe(tracker);
    since = Optional.of(new Since(cause, first.number(), first.atNanos(), tracker));
  }

  /** What became of it by now; empty if nothing was done to it since its trace is known. */
  Optional<SoFar> soFar(long nowNanos) {
    return since.map(
        it ->
            new SoFar(
                it.cause(), it.number(), it.atNanos(), it.tracker().outcome(nowNanos, NOT_YET)));
  }
}
