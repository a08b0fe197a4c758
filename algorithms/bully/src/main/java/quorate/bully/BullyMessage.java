package quorate.bully;

import quorate.spi.Message;
import quorate.spi.Purpose;

/** The three messages of the textbooks' Bully algorithm, and the coordinator's heartbeat. */
public sealed interface BullyMessage extends Message
    permits BullyMessage.Election,
        BullyMessage.Answer,
        BullyMessage.Coordinator,
        BullyMessage.Heartbeat {

  @Override
  default Purpose purpose() {
    return this instanceof Heartbeat ? Purpose.HEARTBEAT : Purpose.ELECTION;
  }

  /** To every higher node: is one of you there? */
  record Election() implements BullyMessage {}

  /** To a lower node that asked: yes, and I take over from here. */
  record Answer() implements BullyMessage {}

  /** To every lower node: the sender is the coordinator. */
  record Coordinator() implements BullyMessage {}

  /** To every other node, again and again: the sender is still the coordinator. */
  record Heartbeat() implements BullyMessage {}
}
