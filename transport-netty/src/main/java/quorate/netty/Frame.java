package quorate.netty;

import java.util.Objects;
import quorate.spi.Message;
import quorate.spi.NodeId;

/**
 * What goes over a connection between two nodes, one after the other. Within a process: {@link
 * Hello}, {@link Welcome}, and then {@link Data}. Between processes, which have to find out whether
 * they may trust each other: {@link Greeting}, {@link Challenge}, {@link Proof}, {@link Welcome},
 * and then {@link Data} and {@link Alive}; or {@link Refused}.
 */
public sealed interface Frame {

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
   * The first frame of a process that dialled.
   *
   * @param protocol which version of these frames it speaks
   * @param cluster the name of its cluster
   * @param algorithm what its node runs
   * @param size how many members its cluster has
   * @param from who it is
   * @param process what no other process has, so that one of the same id is known from it
   * @param to who is meant, or {@code null} for the node that listens there
   * @param nonce what no other greeting says, to be part of the answer's digest
   */
  record Greeting(
      int protocol,
      String cluster,
      String algorithm,
      int size,
      NodeId from,
      String process,
      NodeId to,
      String nonce)
      implements Frame {
    public Greeting {
      Objects.requireNonNull(cluster, "cluster");
      Objects.requireNonNull(algorithm, "algorithm");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(process, "process");
      Objects.requireNonNull(nonce, "nonce");
    }
  }

  /**
   * The answer to a {@link Greeting} of a member.
   *
   * @param from who answers
   * @param process what no other process has
   * @param nonce what no other challenge says
   * @param proof that it knows the secret of the cluster; empty if it has none
   */
  record Challenge(NodeId from, String process, String nonce, String proof) implements Frame {
    public Challenge {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(process, "process");
      Objects.requireNonNull(nonce, "nonce");
      Objects.requireNonNull(proof, "proof");
    }
  }

  /**
   * The answer to a {@link Challenge}.
   *
   * @param digest that it knows the secret as well; empty if it has none
   */
  record Proof(String digest) implements Frame {
    public Proof {
      Objects.requireNonNull(digest, "digest");
    }
  }

  /** Instead of an answer: why the node that dialled is not let in. */
  record Refused(String reason) implements Frame {
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The process is there, and has nothing else to say. */
  record Alive() implements Frame {}

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
