package quorate.lab.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import quorate.lab.trace.DropCause;
import quorate.spi.Purpose;

/**
 * How many messages there were, by name. Sends to other nodes only, sends to crashed ones included.
 *
 * @param byType a tally for each name of a message that was sent at least once
 */
public record Counts(SortedMap<String, Tally> byType) {

  public static final Counts NONE = new Counts(new TreeMap<>());

  public Counts {
    byType = Collections.unmodifiableSortedMap(new TreeMap<>(byType));
  }

  public Tally total() {
    return sum(tally -> true);
  }

  public Tally of(Purpose purpose) {
    return sum(tally -> tally.purpose() == purpose);
  }

  /** All messages but heartbeats and the answers to them, and what leaders write to a store. */
  public Tally heartbeatsApart() {
    return sum(tally -> !tally.purpose().isIdling());
  }

  /** The same, and what others count besides. */
  public Counts plus(Counts others) {
    return merged(others, 1);
  }

  /** What is left without what others count. */
  public Counts minus(Counts others) {
    return merged(others, -1);
  }

  private Counts merged(Counts others, int sign) {
    SortedMap<String, Tally> all = new TreeMap<>(byType);
    others.byType.forEach(
        (type, it) -> {
          Tally before = all.getOrDefault(type, new Tally(it.purpose(), 0, 0, Map.of(), 0));
          all.put(type, before.plus(it.times(sign)));
        });
    return new Counts(all);
  }

  private Tally sum(Predicate<Tally> wanted) {
    return byType.values().stream().filter(wanted).reduce(Tally.NONE, Tally::plus);
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

    public static final Tally NONE = new Tally(Purpose.ELECTION, 0, 0, Map.of(), 0);

    public Tally {
      Map<DropCause, Long> ordered = new EnumMap<>(DropCause.class);
      ordered.putAll(dropped);
      dropped = Collections.unmodifiableMap(ordered);
    }

    public long droppedInAll() {
      return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    private Tally times(int factor) {
      Map<DropCause, Long> causes = new EnumMap<>(DropCause.class);
      dropped.forEach((cause, count) -> causes.put(cause, count * factor));
      return new Tally(purpose, sent * factor, delivered * factor, causes, bytes * factor);
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
