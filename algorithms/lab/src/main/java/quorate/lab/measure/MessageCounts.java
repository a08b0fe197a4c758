package quorate.lab.measure;

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

/** Counts the messages that were sent within a stretch of the trace, and what became of them. */
public final class MessageCounts implements Observer {

  private final SortedMap<String, Tally> byType = new TreeMap<>();
  private long after;
  private long upTo = Long.MAX_VALUE;

  /** Counts from the beginning of the trace. */
  public MessageCounts() {}

  /** Counts what is sent after the event {@code after}, up to the event {@code upTo}, inclusive. */
  public MessageCounts(long after, long upTo) {
    this.after = after;
    this.upTo = upTo;
  }

  /** Starts again from nothing: what was sent up to an event no longer counts. */
  public void reset(long upTo) {
    byType.clear();
    after = upTo;
  }

  /** The counts so far. */
  public Counts counts() {
    return new Counts(byType);
  }

  @Override
  public void on(TraceEvent event) {
    if (event instanceof Sent sent) {
      count(sent.number(), sent.message(), 1, 0, Map.of(), 0);
    } else if (event instanceof Delivered delivered) {
      count(delivered.cause(), delivered.message(), 0, 1, Map.of(), delivered.bytes());
    } else if (event instanceof Dropped dropped) {
      Map<DropCause, Long> why = Map.of(dropped.because(), 1L);
      count(dropped.cause(), dropped.message(), 0, 0, why, dropped.bytes());
    }
  }

  private void count(
      long sentAt,
      Message message,
      long sent,
      long delivered,
      Map<DropCause, Long> dropped,
      long bytes) {
    if (sentAt > after && sentAt <= upTo) {
      Tally one = new Tally(message.purpose(), sent, delivered, dropped, bytes);
      byType.merge(message.name(), one, Tally::plus);
    }
  }
}
