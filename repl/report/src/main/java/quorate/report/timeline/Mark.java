package quorate.report.timeline;

import java.util.List;
import java.util.Optional;
import quorate.lab.trace.DropCause;
import quorate.spi.NodeId;

/** One thing that a timeline shows. */
public sealed interface Mark permits Mark.Flight, Mark.Arrival, Mark.OfNode, Mark.Band {

  /** The number of the event with which it begins; marks are drawn in this order. */
  long number();

  /** When that was, in nanoseconds of the cluster's time. */
  long atNanos();

  /**
   * Messages of one name that a node sent for one reason: an arrow with a head for each of them.
   *
   * @param label the name of the messages, and yes or no where they say one of the two
   */
  record Flight(long number, long atNanos, NodeId from, String label, List<Fate> fates)
      implements Mark {}

  /**
   * What became of a message.
   *
   * @param number the event with which it arrived or was lost; 0 while it is under way
   * @param atNanos when that was
   * @param lost why it was lost; empty if it was not
   * @param atOnce whether the arrow ends in the row in which it begins; otherwise an {@link
   *     Arrival} shows its end
   * @param said what the receiver said when it handled the message
   */
  record Fate(
      NodeId to,
      long number,
      long atNanos,
      Optional<DropCause> lost,
      boolean atOnce,
      List<String> said) {

    static Fate underWay(NodeId to) {
      return new Fate(to, 0, 0, Optional.empty(), false, List.of());
    }

    boolean isUnderWay() {
      return number == 0;
    }

    boolean arrived() {
      return !isUnderWay() && lost.isEmpty();
    }

    Fate drawnAtOnce(boolean here) {
      return new Fate(to, number, atNanos, lost, here, said);
    }
  }

  /** The end of an arrow that is drawn in a later row than its beginning. */
  record Arrival(long number, long atNanos, NodeId from, String label, Fate fate) implements Mark {

    static Arrival of(NodeId from, String label, Fate fate) {
      return new Arrival(fate.number(), fate.atNanos(), from, label, fate);
    }
  }

  /**
   * What a node did.
   *
   * @param becomes how the node is shown from here on
   * @param wordings what it did, in a few words; then shorter ones for a lane without room for them
   * @param said what the node said meanwhile
   */
  record OfNode(
      long number,
      long atNanos,
      NodeId node,
      NodeLook.Kind becomes,
      Act act,
      List<String> wordings,
      List<String> said)
      implements Mark {

    OfNode saying(List<String> words) {
      return new OfNode(number, atNanos, node, becomes, act, wordings, words);
    }
  }

  /** What a mark of a node is about. */
  enum Act {
    BELIEVES,
    TIMER,
    STARTS,
    CRASHES,
    PAUSES,
    RESUMES,
    LOSES
  }

  /**
   * Something about the whole cluster: what a person did to it, or a promise that is broken.
   *
   * @param broken whether it is the latter
   */
  record Band(long number, long atNanos, String words, boolean broken) implements Mark {}
}
