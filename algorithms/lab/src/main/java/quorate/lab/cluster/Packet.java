package quorate.lab.cluster;

import java.util.function.Function;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Message;
import quorate.spi.NodeId;

/**
 * A message as its receiver gets it. It brings along all that is asked of its sending, so that
 * nobody has to look for that elsewhere.
 *
 * @param number of its sending in the sender's trace
 * @param bytes the size of its frame on the wire, 0 if there was none
 */
public record Packet(NodeId from, NodeId to, long number, Message message, int bytes) {

  /** A message that arrives just as it was sent, without a wire. */
  public static Packet of(Sent sent) {
    return new Packet(sent.from(), sent.to(), sent.number(), sent.message(), 0);
  }

  Function<Stamp, Delivered> delivered() {
    return at -> new Delivered(at, from, to, message, bytes);
  }

  Function<Stamp, Dropped> dropped(DropCause because) {
    return at -> new Dropped(at, from, to, message, because, bytes);
  }
}
