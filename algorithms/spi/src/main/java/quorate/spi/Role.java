package quorate.spi;

/** What a node takes itself for, in the words that all algorithms share. */
public enum Role {
  /** Follows a leader, or waits to hear from one. */
  FOLLOWER,
  /** Takes part in an election as one that began or carries it. */
  CANDIDATE,
  /** Believes that it leads. */
  LEADER
}
