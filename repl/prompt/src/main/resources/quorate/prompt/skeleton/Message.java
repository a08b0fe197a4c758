package quorate.{{package}};

import quorate.spi.Message;
import quorate.spi.Purpose;

/**
 * What nodes say to each other: a public record for each message. Their components are primitives,
 * strings, node ids, and lists and records of these. Tables list the messages in the order of the
 * {@code permits} clause.
 */
public sealed interface {{Class}}Message extends Message
    permits {{Class}}Message.Claim, {{Class}}Message.Heartbeat {

  /** Elections and heartbeats are counted apart. */
  @Override
  default Purpose purpose() {
    return Purpose.ELECTION;
  }

  /** To every other node: the sender leads from now on. */
  record Claim() implements {{Class}}Message {}

  /** To every other node, again and again: the sender still leads. */
  record Heartbeat() implements {{Class}}Message {
    @Override
    public Purpose purpose() {
      return Purpose.HEARTBEAT;
    }
  }
}
