package quorate.spi;

/**
 * What an algorithm promises to hold in every run, however bad the network. A run in which a
 * promised property does not hold is a violation: a bug, not a measurement.
 */
public enum Property {
  /** Two nodes never lead in the same epoch (Raft calls it Election Safety, Figure 3). */
  ONE_LEADER_PER_EPOCH("at most one leader in an epoch"),
  /** The epoch of a node never goes down, crashes and restarts included. */
  EPOCH_NEVER_DECREASES("a node's epoch never decreases"),
  /** Nobody becomes leader without the consent of a majority of all members. */
  LEADER_HAS_MAJORITY("a majority of all members stands behind every new leader"),
  /**
   * Two nodes never lead at the same time, in the same epoch or in different ones. No algorithm
   * promises it in every run: it takes clocks that keep their rates, see {@link ClockBound}. A node
   * that is paused does not act, and so does not lead.
   */
  ONE_LEADER_AT_A_TIME("at most one leader at a time");

  private final String sentence;

  Property(String sentence) {
    this.sentence = sentence;
  }

  /** The promise in words, lower case, without a full stop. */
  public String sentence() {
    return sentence;
  }
}
