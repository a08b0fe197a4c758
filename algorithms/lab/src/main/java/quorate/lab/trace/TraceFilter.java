package quorate.lab.trace;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Purpose;
import quorate.spi.Reason;
import quorate.spi.Reason.Ignored;
import quorate.spi.Reason.Refused;

/**
 * Which events of a trace somebody wants to see.
 *
 * @param nodes only what happened at one of these nodes, what was lost of what they sent, and what
 *     concerns the whole cluster; empty for all nodes
 * @param types only messages of these names, and events of these kinds: the words of {@link
 *     TraceText#kinds}, {@link #REFUSED} or {@link #IGNORED}; empty for all
 * @param heartbeats whether heartbeats and their timers are wanted too; a heartbeat of which {@code
 *     types} has the name is wanted anyway
 */
public record TraceFilter(
    Optional<SortedSet<NodeId>> nodes, Set<String> types, boolean heartbeats) {

  /** The type of what a node says when it refuses something, a vote for instance. */
  public static final String REFUSED = "refused";

  /** The type of what a node says when something has no effect. */
  public static final String IGNORED = "ignored";

  public TraceFilter {
    types = Collections.unmodifiableSet(new LinkedHashSet<>(types));
  }

  /** Whether an event of a trace is wanted. On the cluster's thread. */
  public boolean shows(Trace trace, TraceEvent event) {
    return isAtNodes(event)
        && isOfTypes(event)
        && (heartbeats || isNamed(event) || !isRoutine(trace, event));
  }

  private boolean isAtNodes(TraceEvent event) {
    if (nodes.isEmpty()) {
      return true;
    }
    Collection<NodeId> wanted = nodes.get();
    boolean ownIsLost = event instanceof Dropped dropped && wanted.contains(dropped.from());
    return ownIsLost || TraceText.node(event).map(wanted::contains).orElse(true);
  }

  private boolean isOfTypes(TraceEvent event) {
    return types.isEmpty()
        || types.contains(TraceText.kind(event))
        || isNamed(event)
        || event instanceof Explained said && types.contains(type(said.reason()));
  }

  private boolean isNamed(TraceEvent event) {
    return message(event).map(Message::name).filter(types::contains).isPresent();
  }

  /** The type of a reason, beside that of all events that say one. */
  private static String type(Reason reason) {
    return reason instanceof Refused ? REFUSED : reason instanceof Ignored ? IGNORED : "";
  }

  public static Optional<Message> message(TraceEvent event) {
    return event instanceof OfMessage e ? Optional.of(e.message()) : Optional.empty();
  }

  /** What goes on all the time in a cluster that has a leader. */
  private static boolean isRoutine(Trace trace, TraceEvent event) {
    if (event instanceof TimerSet set) {
      return set.timer().pacesHeartbeats() || isBroughtByRoutine(trace, event);
    } else if (event instanceof TimerCancelled cancelled) {
      return cancelled.timer().pacesHeartbeats() || isBroughtByRoutine(trace, event);
    } else if (event instanceof TimerFired fired) {
      return fired.timer().pacesHeartbeats();
    }
    return isHeartbeat(message(event));
  }

  private static boolean isBroughtByRoutine(Trace trace, TraceEvent event) {
    Optional<TraceEvent> cause = trace.find(event.cause());
    return isHeartbeat(cause.flatMap(TraceFilter::message))
        || cause
            .filter(it -> it instanceof TimerFired by && by.timer().pacesHeartbeats())
            .isPresent();
  }

  private static boolean isHeartbeat(Optional<Message> message) {
    return message.filter(it -> it.purpose() == Purpose.HEARTBEAT).isPresent();
  }
}
