package quorate.lab.store;

import quorate.spi.Message;
import quorate.spi.Purpose;

/** What leaders and the store say to each other. No algorithm has messages of these names. */
public sealed interface StoreMessage extends Message
    permits StoreMessage.Write, StoreMessage.WriteAccepted, StoreMessage.WriteRefused {

  @Override
  default Purpose purpose() {
    return Purpose.WRITE;
  }

  /**
   * A node that believed that it leads writes.
   *
   * @param number which write of this node it is, from 1
   * @param token the epoch in which it led when it looked, or {@code null} without epochs
   */
  record Write(long number, Long token) implements StoreMessage {

    /** The name of the timer that is set when a process checks, and at which it writes. */
    public static final String TIMER = "STORE_WRITE";
  }

  /**
   * The store took a write.
   *
   * @param number as in the write
   * @param token as in the write
   * @param fencing {@code on} if the store looked at the token, {@code off} if it did not
   */
  record WriteAccepted(long number, Long token, String fencing) implements StoreMessage {}

  /**
   * The store refused a write.
   *
   * @param number as in the write
   * @param token as in the write
   * @param newest the newest token that the store has seen
   */
  record WriteRefused(long number, long token, long newest) implements StoreMessage {}
}
