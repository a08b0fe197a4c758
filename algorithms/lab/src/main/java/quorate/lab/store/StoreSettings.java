package quorate.lab.store;

import java.time.Duration;

/**
 * How a store works, and how leaders use it. A leader's process does the same again and again: it
 * looks whether its node leads, works for a while, and writes without looking again.
 *
 * @param fencing whether the store refuses a write whose token is older than the newest it has seen
 * @param pace how much time lies between two writes of a leader, at least 1 ms
 * @param work how much time lies between the look and the write, at most {@code pace}
 */
public record StoreSettings(boolean fencing, Duration pace, Duration work) {

  /** Accepts everything; a leader is always between a look and a write. */
  public static final StoreSettings DEFAULT =
      new StoreSettings(false, Duration.ofMillis(50), Duration.ofMillis(50));

  /**
   * @throws IllegalArgumentException if the pace is too short, or the work does not fit into it
   */
  public StoreSettings {
    if (pace.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("a leader writes every 1 ms at most; type: pace=1ms");
    } else if (work.isNegative() || work.compareTo(pace) > 0) {
      throw new IllegalArgumentException(
          "the work before a write takes longer than the pace; type a shorter work= or a longer"
              + " pace=");
    }
  }
}
