package quorate.experiments.chaos;

import java.util.List;
import java.util.Optional;
import quorate.lab.invariant.Violation;
import quorate.lab.trace.TraceEvent;

/**
 * How a run failed.
 *
 * @param kind what did not hold
 * @param description what happened, in one line
 * @param violation the promise that was broken; empty for the other kinds
 * @param chains for each of the events that show it, its chain of causes, newest first
 * @param afterFaults whether it happened when all faults had ended already
 */
public record Failure(
    Kind kind,
    String description,
    Optional<Violation> violation,
    List<List<TraceEvent>> chains,
    boolean afterFaults) {

  public enum Kind {
    /** A promise of the algorithm was broken. */
    PROMISE,
    /** A rule of the algorithm threw an exception, which cost its node the life. */
    RULE,
    /** All was made whole, and no leader came and stayed. */
    LEADER
  }

  /**
   * Whether another failure shows the same: the same promise broken, or no leader. A rule that
   * throws may as well show in a promise.
   */
  boolean isShownBy(Failure other) {
    return kind == Kind.RULE && other.kind == Kind.PROMISE
        || kind == other.kind
            && violation.map(Violation::promise).equals(other.violation.map(Violation::promise));
  }
}
