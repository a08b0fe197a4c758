package quorate.spi;

/** What a message is for, so that the cost of an election is told apart from the cost of idling. */
public enum Purpose {
  /** Sent to choose a leader, or to announce the choice. */
  ELECTION,
  /** Sent again and again by a leader, and what is answered to it: the cost of having one. */
  HEARTBEAT,
  /** Sent to copy the clients' data. */
  REPLICATION,
  /**
   * Sent by leaders to the store to which they write, and what it answers: no part of elections.
   */
  WRITE;

  /** Whether it goes on and on while nobody holds an election. */
  public boolean isIdling() {
    return this == HEARTBEAT || this == WRITE;
  }
}
