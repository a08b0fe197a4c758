package quorate.lab.measure;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Message;
import quorate.spi.Purpose;

/** Counts the messages that were sent within a stretch of the trace, and what became of them. */
public final class MessageCounts implements Observer {

  private final SortedMap<String, Running> byType = new TreeMap<>();
  private long after;
  private long upTo = Long.MAX_VALUE;

  private static final class Running {
    private final Purpose purpose;
    private final Map<DropCause, Long> dropped = new EnumMap<>(DropCause.class);
    private long sent;
    private long delivered;
    private long bytes;

    Running(Purpose purpose) {
      this.purpose = purpose;
    }

    Running copy() {
      Running copy = new Running(purpose);
      copy.dropped.putAll(dropped);
      copy.sent = sent;
      copy.delivered = delivered;
      copy.bytes = bytes;
      return copy;
    }

    Tally tally() {
      return new Tally(purpose, sent, delivered, dropped, bytes);
    }
  }

  public MessageCounts() {}

  /** Counts what is sent after the event {@code after}, up to the event {@code upTo}, inclusive. */
  public MessageCounts(long after, long upTo) {
    this.after = after;
    this.upTo = upTo;
  }

  /**
   * The same counts so far, of which only the fates of messages go on: what is sent after an event
   * no longer counts.
   */
  MessageCounts until(long upTo) {
    MessageCounts copy = new MessageCounts(after, upTo);
    byType.forEach((name, running) -> copy.byType.put(name, running.copy()));
    return copy;
  }

  /** Starts again from nothing: what was sent up to an event no longer counts. */
  public void reset(long upTo) {
    byType.clear();
    after = upTo;
  }

  public Counts counts() {
    SortedMap<String, Tally> tallies = new TreeMap<>();
    byType.forEach((name, running) -> tallies.put(name, running.tally()));
    return new Counts(tallies);
  }

  @Override
  public void on(TraceEvent event) {
    if (event instanceof Sent sent && isWithin(sent.number())) {
      running(sent.message()).sent++;
    } else if (event instanceof Delivered delivered && isWithin(delivered.cause())) {
      Running running = running(delivered.message());
      running.delivered++;
      running.bytes += delivered.bytes();
    } else if (event instanceof Dropped dropped && isWithin(dropped.cause())) {
      Running running = running(dropped.message());
      running.dropped.merge(dropped.because(), 1L, Long::sum);
      running.bytes += dropped.bytes();
    }
  }

  private boolean isWithin(long sentAt) {
    return sentAt > after && sentAt <= upTo;
  }

  private Running running(Message message) {
    return byType.computeIfAbsent(message.name(), name -> new Running(message.purpose()));
  }
}
