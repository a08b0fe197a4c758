package quorate.spi;

import java.time.Duration;

/**
 * How patient nodes are. One timing holds for all algorithms of a comparison, so that none wins by
 * impatience.
 *
 * @param heartbeat how often a leader says that it is alive
 * @param election how long a node hears nothing from a leader before it suspects it; drawn again
 *     each time
 * @param answer how long a node waits for the answers to a question of its own; longer than two
 *     one-way delays
 */
public record Timing(Duration heartbeat, TimeRange election, Duration answer) {

  public static final Timing DEFAULT =
      new Timing(Duration.ofMillis(50), TimeRange.ofMillis(150, 300), Duration.ofMillis(50));

  /**
   * @throws IllegalArgumentException if a duration is not positive, or the heartbeat is not shorter
   *     than the shortest election timeout (a healthy leader would be suspected for ever)
   */
  public Timing {
    if (heartbeat.isZero() || heartbeat.isNegative()) {
      throw new IllegalArgumentException("the heartbeat interval must be longer than 0 ms");
    }
    if (answer.isZero() || answer.isNegative()) {
      throw new IllegalArgumentException("the answer timeout must be longer than 0 ms");
    }
    if (election.min().compareTo(heartbeat) <= 0) {
      throw new IllegalArgumentException(
          ("the election timeout must be longer than the heartbeat interval, or a healthy leader is"
                  + " suspected for ever; got at least %s ms, and a heartbeat every %s ms")
              .formatted(election.min().toMillis(), heartbeat.toMillis()));
    }
  }
}
