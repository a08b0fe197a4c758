package quorate.lab.trace;

import java.util.List;
import java.util.SortedMap;
import quorate.spi.Belief;
import quorate.spi.Durable;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Reason;
import quorate.spi.Timer;

/** One thing that happened in a cluster. */
public sealed interface TraceEvent {

  Stamp stamp();

  /** The event's place in its trace, counted from 1. */
  default long number() {
    return stamp().number();
  }

  /** Nanoseconds since the cluster began. */
  default long atNanos() {
    return stamp().atNanos();
  }

  /** The number of the event that brought this one about, or 0. */
  default long cause() {
    return stamp().cause();
  }

  /** It happened at one node. */
  sealed interface OfNode extends TraceEvent {
    NodeId node();
  }

  /** What became of a message between two nodes. */
  sealed interface OfMessage extends TraceEvent {
    NodeId from();

    NodeId to();

    Message message();
  }

  /** A person changed something: what, in the words of the prompt. */
  record FaultInjected(Stamp stamp, String fault) implements TraceEvent {}

  /**
   * The links changed.
   *
   * @param cut every direction of a link that is down now, in order
   * @param troubles what else is wrong, by direction; only where something is
   */
  record LinksChanged(Stamp stamp, List<Direction> cut, SortedMap<Direction, Trouble> troubles)
      implements TraceEvent {}

  /**
   * What is wrong with one direction of a link that is up. Fingerprints are made of its text: a
   * part that is added must not show there unless it is wrong.
   *
   * @param loss how likely a message is lost, from 0 to 1
   * @param delay how much longer a message takes, as it is typed; empty for no longer
   * @param duplicate how likely a message arrives twice, from 0 to 1
   * @param reorder how likely others overtake a message, from 0 to 1
   * @param dropped the names of messages that are lost, each with how many are still to be: {@code
   *     RequestVote} for all, {@code RequestVote next 3}
   */
  record Trouble(
      double loss, String delay, double duplicate, double reorder, List<String> dropped) {

    public static final Trouble NONE = new Trouble(0, "", 0, 0, List.of());

    public Trouble withLoss(double other) {
      return new Trouble(other, delay, duplicate, reorder, dropped);
    }

    public Trouble withDelay(String other) {
      return new Trouble(loss, other, duplicate, reorder, dropped);
    }

    public Trouble withDuplicate(double other) {
      return new Trouble(loss, delay, other, reorder, dropped);
    }

    public Trouble withReorder(double other) {
      return new Trouble(loss, delay, duplicate, other, dropped);
    }

    public Trouble withDropped(List<String> others) {
      return new Trouble(loss, delay, duplicate, reorder, others);
    }

    /**
     * One thing that can be wrong.
     *
     * @param name what it is called in JSON
     * @param value a share, a text, a list, or null
     * @param word what the cell of a table says: {@code lossy}
     * @param words what a sentence says: {@code loses 20%}; empty if it is not wrong
     */
    public record Part(String name, Object value, String word, List<String> words) {
      private static Part share(String name, double share, String word, String does) {
        List<String> words = share > 0 ? List.of(does + " " + TraceText.share(share)) : List.of();
        return new Part(name, share, word, words);
      }

      private static Part list(String name, List<String> all, String word, String does) {
        return new Part(name, all, word, all.stream().map(it -> does + " " + it).toList());
      }

      public boolean isWrong() {
        return !words.isEmpty();
      }
    }

    /** All that can be wrong, whether it is or not: what tables, sentences and JSON are made of. */
    public List<Part> parts() {
      boolean late = !delay.isEmpty();
      return List.of(
          Part.share("loss", loss, "lossy", "loses"),
          new Part(
              "delay", late ? delay : null, "slow", late ? List.of(delay + " late") : List.of()),
          Part.share("duplicate", duplicate, "twice", "repeats"),
          Part.share("reorder", reorder, "mixed", "reorders"),
          Part.list("dropped", dropped, "drops", "drops"));
    }

    /** What is wrong, in words: {@code loses 20%}, {@code 30..40ms late}. */
    public List<String> words() {
      return parts().stream().flatMap(part -> part.words().stream()).toList();
    }
  }

  /** One direction of the link between two nodes. */
  record Direction(NodeId from, NodeId to) implements Comparable<Direction> {
    @Override
    public int compareTo(Direction other) {
      int byFrom = from.compareTo(other.from);
      return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }

    public Direction reversed() {
      return new Direction(to, from);
    }

    @Override
    public String toString() {
      return from + "->" + to;
    }
  }

  /** A node is starting: it opens its port and its connections. */
  record Starting(Stamp stamp, NodeId node) implements OfNode {}

  /**
   * A node runs.
   *
   * @param address where it listens, as a person would type it; {@code -} where there is no network
   * @param restarted whether it ran before
   */
  record Started(Stamp stamp, NodeId node, String address, boolean restarted) implements OfNode {}

  /**
   * A node is gone: its memory is lost, and what it persisted stays.
   *
   * @param requested whether it is a fault that somebody asked for; any other crash is a bug
   * @param reason why, in words
   */
  record Crashed(Stamp stamp, NodeId node, boolean requested, String reason) implements OfNode {

    public static Crashed onRequest(Stamp stamp, NodeId node) {
      return new Crashed(stamp, node, true, "crashed on request");
    }

    /** Nobody asked for it. */
    public static Crashed byMistake(Stamp stamp, NodeId node, String reason) {
      return new Crashed(stamp, node, false, reason);
    }
  }

  /** What a node that is down had persisted is lost. */
  record DiskLost(Stamp stamp, NodeId node) implements OfNode {}

  /**
   * A machine failed before what its node was saving was on the disk; that and all that it saved
   * later is lost. The cause is the {@link Saving} of it.
   *
   * @param state what it was saving, or the first of several
   */
  record SaveLost(Stamp stamp, NodeId node, Durable state) implements OfNode {}

  /** A node stands still, as in a long pause of its process. */
  record Paused(Stamp stamp, NodeId node) implements OfNode {}

  /** A node goes on, and handles what waited for it meanwhile. */
  record Resumed(Stamp stamp, NodeId node) implements OfNode {}

  /**
   * The clock of a node's machine runs at another rate from now on, whether the node runs or not.
   *
   * @param before how many of its seconds passed in one second until now
   * @param after how many pass from now on
   */
  record ClockChanged(Stamp stamp, NodeId node, double before, double after) implements OfNode {}

  /** A message of a node left it; what depends on a save leaves when that is safe. */
  record Sent(Stamp stamp, NodeId from, NodeId to, Message message) implements OfMessage {}

  /**
   * A running node is about to handle a message; the cause is its {@link Sent}.
   *
   * @param bytes the size of its frame as it came off the wire, 0 if it never was on one
   */
  record Delivered(Stamp stamp, NodeId from, NodeId to, Message message, int bytes)
      implements OfMessage {}

  /**
   * A message is lost for good; the cause is its {@link Sent}.
   *
   * @param bytes the size of its frame as it came off the wire, 0 if it did not get that far
   */
  record Dropped(Stamp stamp, NodeId from, NodeId to, Message message, DropCause because, int bytes)
      implements OfMessage {}

  /**
   * A node set a timer, or its clock changed its rate meanwhile; {@code delayNanos} is when it
   * expires, in the cluster's time: what the driver drew from the range, scaled by the rate of its
   * machine's clock.
   */
  record TimerSet(Stamp stamp, NodeId node, Timer timer, long delayNanos) implements OfNode {}

  record TimerCancelled(Stamp stamp, NodeId node, Timer timer) implements OfNode {}

  /** A timer of a running node expired; the cause is its {@link TimerSet}. */
  record TimerFired(Stamp stamp, NodeId node, Timer timer) implements OfNode {}

  /** A node begins to save what is to survive a crash, on a disk that takes time. */
  record Saving(Stamp stamp, NodeId node, Durable state) implements OfNode {}

  /**
   * What is to survive a crash of a node is on its disk. If the disk takes time, the cause is the
   * {@link Saving} of it.
   */
  record Persisted(Stamp stamp, NodeId node, Durable state) implements OfNode {}

  /** A node believes something else than before. */
  record BeliefChanged(Stamp stamp, NodeId node, Belief before, Belief after) implements OfNode {

    /** Whether the node begins an election with this: it is in a round of its own, a new one. */
    public boolean beginsElection() {
      return !after.round().isEmpty() && !after.round().equals(before.round());
    }

    /**
     * Whether the node becomes leader with this: it did not lead before, or led in another epoch.
     */
    public boolean comesToLead() {
      return after.leads() && !(before.leads() && before.epoch().equals(after.epoch()));
    }
  }

  /** A node said why. */
  record Explained(Stamp stamp, NodeId node, Reason reason) implements OfNode {
    public String sentence() {
      return reason.sentence();
    }
  }

  /** Bytes from outside made no sense to a node, and it closed that one connection. */
  record FrameRejected(Stamp stamp, NodeId node, String reason) implements OfNode {}
}
