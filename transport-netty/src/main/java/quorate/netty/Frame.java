package quorate.netty;

import java.util.Objects;
import quorate.spi.Message;
import quorate.spi.NodeId;

/** What goes over a connection between two nodes, one after the other. */
sealed interface Frame {

  /**
   * The first frame of the node that dialled.
   *
   * @param cluster the token of the cluster, which strangers do not know
   * @param from who dials
   * @param to who is meant
   * @param connection a number that no other connection of the cluster has
   */
  record Hello(String cluster, NodeId from, NodeId to, long connection) implements Frame {
    public Hello {
      Objects.requireNonNull(cluster, "cluster");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }
  }

  /** The answer to a {@link Hello}: from now on, data. */
  record Welcome() implements Frame {}

  /**
   * A message of one node to the other, with all that the other has to know of its sending.
   *
   * @param from who sends it
   * @param number of its sending in the sender's trace
   */
  record Data(NodeId from, long number, Message message) implements Frame {
    public Data {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(message, "message");
    }
  }

  /**
   * A frame that came off the wire.
   *
   * @param frame what it says
   * @param bytes how long it was, its length prefix included
   */
  record Received(Frame frame, int bytes) {}
}
