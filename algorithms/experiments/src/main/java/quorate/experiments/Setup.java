package quorate.experiments;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.measure.ConvergenceTracker;
import quorate.spi.NodeId;

/**
 * What the trials of an experiment have in common besides the cluster and what is done to it.
 *
 * @param down nodes that are never started
 * @param shuffled names of options with a value for each node, 5,5,4 for instance, which each trial
 *     deals again
 * @param synchronised whether the leader's last heartbeats before the fault reach all nodes at the
 *     moment at which they are sent, so that all have fresh timers then; in virtual time only
 * @param hold for how many heartbeat intervals an agreement must last to count, at least 0
 * @param limit for how long a trial is followed at most, in the cluster's time
 */
public record Setup(
    SortedSet<NodeId> down,
    SortedSet<String> shuffled,
    boolean synchronised,
    int hold,
    Duration limit) {

  /** All nodes start, nothing is dealt, and an agreement holds for three heartbeat intervals. */
  public static final Setup DEFAULT =
      new Setup(
          new TreeSet<>(),
          new TreeSet<>(),
          false,
          ConvergenceTracker.HEARTBEATS_TO_HOLD,
          Duration.ofSeconds(60));

  public Setup withLimit(Duration other) {
    return new Setup(down, shuffled, synchronised, hold, other);
  }

  /**
   * Throws an IllegalArgumentException if {@code hold} is negative, or {@code limit} not positive.
   */
  public Setup {
    down = Collections.unmodifiableSortedSet(new TreeSet<>(down));
    shuffled = Collections.unmodifiableSortedSet(new TreeSet<>(shuffled));
    if (hold < 0) {
      throw new IllegalArgumentException(
          "an agreement must hold for 0 heartbeats or more, got " + hold);
    }
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("the limit must be longer than 0 ms");
    }
  }
}
