package quorate.lab.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.trace.DropCause;
import quorate.spi.Purpose;

/**
 * How many messages there were, by name. Sends to other nodes only, sends to crashed ones included.
 *
 * @param byType a tally for each name of a message that was sent at least once
 */
public record Counts(SortedMap<String, Tally> byType) {

  /** Nothing was sent. */
  public static final Counts NONE = new Counts(new TreeMap<>());

  /** Copies the map. */
  public Counts {
    byType = Collections.unmodifiableSortedMap(new TreeMap<>(byType));
  }

  /** All messages together. */
  public Tally total() {
    return byType.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  /** All messages that serve one purpose. */
  public Tally of(Purpose purpose) {
    return byType.values().stream()
        .filter(tally -> tally.purpose() == purpose)
        .reduce(Tally.NONE, Tally::plus);
  }

  /** All messages but heartbeats and the answers to them. */
  public Tally heartbeatsApart() {
    return byType.values().stream()
        .filter(tally -> tally.purpose() != Purpose.HEARTBEAT)
        .reduce(Tally.NONE, Tally::plus);
  }

  /**
   * What became of the messages of one kind. What is neither delivered nor dropped is on its way.
   *
   * @param purpose what they are for; of a sum, that of one of its parts
   * @param sent how many were sent
   * @param delivered how many of them a running node handled
   * @param dropped how many of them were lost, by cause; causes that did not occur are absent
   * @param bytes the size of the frames that came off the wire, length prefixes included
   */
  public record Tally(
      Purpose purpose, long sent, long delivered, Map<DropCause, Long> dropped, long bytes) {

    /** No message. */
    public static final Tally NONE = new Tally(Purpose.ELECTION, 0, 0, Map.of(), 0);

    /** Copies the map, in the order of the causes. */
    public Tally {
      Map<DropCause, Long> ordered = new EnumMap<>(DropCause.class);
      ordered.putAll(dropped);
      dropped = Collections.unmodifiableMap(ordered);
    }

    /** How many were lost, whatever the cause. */
    public long droppedInAll() {
      return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    Tally plus(Tally other) {
      Map<DropCause, Long> both = new EnumMap<>(DropCause.class);
      both.putAll(dropped);
      other.dropped.forEach((cause, count) -> both.merge(cause, count, Long::sum));
      return new Tally(
          other.purpose, sent + other.sent, delivered + other.delivered, both, bytes + other.bytes);
    }
  }
}
