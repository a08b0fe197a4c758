package quorate.highestofmajority;

import quorate.spi.Message;
import quorate.spi.Purpose;

/**
 * The messages of Bully, and three more: {@link Consent} or {@link Refusal}, for which a candidate
 * waits, and {@link Acknowledged}, for which a leader does. All answers say to what they answer, so
 * that a late one counts for nothing else.
 */
public sealed interface HighestOfMajorityMessage extends Message
    permits HighestOfMajorityMessage.Election,
        HighestOfMajorityMessage.Consent,
        HighestOfMajorityMessage.Refusal,
        HighestOfMajorityMessage.Answer,
        HighestOfMajorityMessage.Coordinator,
        HighestOfMajorityMessage.Heartbeat,
        HighestOfMajorityMessage.Acknowledged {

  @Override
  default Purpose purpose() {
    boolean isHeartbeat = this instanceof Heartbeat || this instanceof Acknowledged;
    return isHeartbeat ? Purpose.HEARTBEAT : Purpose.ELECTION;
  }

  /**
   * To every other node: would you follow me?
   *
   * @param election the number of this election among those of the sender
   */
  record Election(long election) implements HighestOfMajorityMessage {}

  /** To a candidate: the sender would follow it, as things are. */
  record Consent(long election) implements HighestOfMajorityMessage {}

  /** To a candidate: the sender hears a coordinator above it, and stands by that one. */
  record Refusal(long election) implements HighestOfMajorityMessage {}

  /** To a lower candidate, as in Bully: stand back, the sender runs. */
  record Answer(long election) implements HighestOfMajorityMessage {}

  /** To every other node: the sender is the coordinator. */
  record Coordinator() implements HighestOfMajorityMessage {}

  /**
   * To every other node, again and again: the sender is still the coordinator.
   *
   * @param election the number of the election that the sender won
   * @param beat the number of this heartbeat since then, from 1
   */
  record Heartbeat(long election, long beat) implements HighestOfMajorityMessage {}

  /** To a coordinator: the sender heard that heartbeat, and knows of no higher coordinator. */
  record Acknowledged(long election, long beat) implements HighestOfMajorityMessage {}
}
