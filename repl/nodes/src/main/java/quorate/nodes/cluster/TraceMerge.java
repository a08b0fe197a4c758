package quorate.nodes.cluster;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import quorate.lab.cluster.HostedCluster;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.ClockChanged;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Started;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.nodes.cluster.Strand.State;
import quorate.spi.NodeId;

/**
 * Makes one trace out of the traces of processes, one per node: in the order of time, and never an
 * arrival before its sending. An event is written when nothing older can come any more. Numbers and
 * causes are those of the merged trace. Pure; used on one thread.
 */
final class TraceMerge {

  /** How long an arrival waits for a sending that does not come, if clocks are apart. */
  private static final long PATIENCE_NANOS = 2_000_000_000;

  /** After which time nothing more of a killed process arrives at others. */
  private static final long LAST_ARRIVAL_NANOS = 1_000_000_000;

  private final Output out;
  private final SortedMap<NodeId, Strand> strands = new TreeMap<>();
  private final Deque<Own> own = new ArrayDeque<>();
  private final Fates fates = new Fates();
  private final Map<Place, Long> numbers = new LinkedHashMap<>();
  private final Set<NodeId> ranBefore = new TreeSet<>();
  private final Set<NodeId> running = new TreeSet<>();
  private final SortedMap<NodeId, Long> gone = new TreeMap<>();
  private final SortedMap<NodeId, Integer> expectedFaults = new TreeMap<>();
  private final Set<NodeId> ownLinks = new TreeSet<>();
  private final SortedMap<NodeId, ClockChanged> clocks = new TreeMap<>();
  private long lastFault;
  private long lastNanos;
  private long doneNanos;

  /** Where the merged trace is written. */
  @FunctionalInterface
  interface Output {
    /**
     * Writes the next event.
     *
     * @param atNanos not before that of the last one
     */
    TraceEvent write(long atNanos, long cause, Function<Stamp, TraceEvent> event);
  }

  /** An event of the trace of a node's process. */
  private record Place(NodeId node, long number) {}

  /** An event that no process tells of. */
  private record Own(long atNanos, Function<Stamp, TraceEvent> event, boolean ofFault) {}

  TraceMerge(Collection<NodeId> members, Output out) {
    this.out = out;
    members.forEach(node -> strands.put(node, new Strand(node)));
  }

  /** A process of a node begins to tell; {@code offsetNanos} is to be added to its times. */
  void begin(NodeId node, long nowNanos, long offsetNanos) {
    strands.get(node).begin(nowNanos, offsetNanos, 0);
  }

  /** The same for one that runs already, and tells what comes behind an event. */
  void join(NodeId node, long nowNanos, long offsetNanos, long before) {
    strands.get(node).begin(nowNanos, offsetNanos, before);
  }

  /** An event of a process, in the order of its trace. */
  void add(NodeId node, TraceEvent event) {
    strands.get(node).add(event);
  }

  /** Nothing that is older than this time of a process will come from it. */
  void mark(NodeId node, long nanos) {
    strands.get(node).mark(nanos);
  }

  /** Nothing is expected of a process until it goes on. */
  void silent(NodeId node) {
    strands.get(node).is(State.SILENT);
  }

  void goesOn(NodeId node, long nowNanos) {
    strands.get(node).goesOn(nowNanos);
  }

  /** A process is gone, and all that it told was added. */
  void end(NodeId node) {
    strands.get(node).is(State.ENDED);
  }

  boolean isEnded(NodeId node) {
    return strands.get(node).isEnded();
  }

  boolean isOpen(NodeId node) {
    return strands.get(node).isOpen();
  }

  long heardNanos(NodeId node) {
    return strands.get(node).heardNanos();
  }

  /** Whether a node runs, as far as the merged trace has come. */
  boolean isRunning(NodeId node) {
    return running.contains(node);
  }

  /** A process was asked for a fault: it tells of it, and that is no news. */
  void expectFault(NodeId node) {
    expectedFaults.merge(node, 1, Integer::sum);
  }

  /** An event that no process tells of; its time is not before those of earlier ones. */
  void own(long atNanos, Function<Stamp, TraceEvent> event) {
    own.add(new Own(atNanos, event, false));
  }

  /** The same of an event that the last fault brought about. */
  void ownOfFault(long atNanos, Function<Stamp, TraceEvent> event) {
    own.add(new Own(atNanos, event, true));
  }

  /** The time of the last event. */
  long lastNanos() {
    return lastNanos;
  }

  /** Until when the merged trace is complete. */
  long doneNanos() {
    return doneNanos;
  }

  /** Writes all that nothing older can precede any more. */
  void release(long nowNanos) {
    long until = nowNanos;
    for (Strand strand : strands.values()) {
      if (strand.isOpen()) {
        until = Math.min(until, strand.heardNanos());
      }
    }
    while (writeNext(until, nowNanos)) {
      // one after the other
    }
    doneNanos = Math.max(doneNanos, until);
    loseLastWords();
  }

  private boolean writeNext(long until, long nowNanos) {
    Strand first =
        strands.values().stream()
            .filter(it -> it.next() != null)
            .min(Comparator.comparingLong(it -> it.timeOf(it.next())))
            .orElse(null);
    long firstNanos = first == null ? Long.MAX_VALUE : first.timeOf(first.next());
    if (!own.isEmpty() && own.peek().atNanos() <= Math.min(firstNanos, until)) {
      Own next = own.remove();
      written(write(next.atNanos(), next.ofFault() ? lastFault : 0, next.event()), 0);
      return true;
    }
    if (firstNanos > until) {
      return false;
    }
    Strand able = withoutUnknownCause(first, nowNanos);
    if (able == null) {
      return false;
    }
    tell(able, able.take());
    return true;
  }

  /**
   * A strand whose next event can be written: this one, or, if its event is the arrival of a
   * message that was not sent yet, the one of the sender; {@code null} if that has to come first.
   */
  private Strand withoutUnknownCause(Strand first, long nowNanos) {
    Set<NodeId> seen = new HashSet<>();
    Strand strand = first;
    while (seen.add(strand.node())
        && strand.next() instanceof OfMessage message
        && !message.from().equals(strand.node())
        && message.cause() > strands.get(message.from()).highest()) {
      Strand sender = strands.get(message.from());
      if (sender.next() != null) {
        strand = sender;
      } else if (sender.isOpen() && nowNanos - strand.timeOf(message) < PATIENCE_NANOS) {
        return null;
      } else {
        return strand;
      }
    }
    return strand;
  }

  private void tell(Strand strand, TraceEvent event) {
    NodeId node = strand.node();
    long at = strand.timeOf(event);
    if (event instanceof Starting) {
      return; // who starts the process says so
    } else if (event instanceof FaultInjected && expectedFaults.getOrDefault(node, 0) > 0) {
      expectedFaults.merge(node, -1, Integer::sum);
      ownLinks.add(node);
      remember(node, event.number(), lastFault);
      return;
    } else if (event instanceof LinksChanged && ownLinks.remove(node)) {
      return;
    } else if (event instanceof ClockChanged clock && isKnown(clock)) {
      remember(node, event.number(), clocks.get(node).number());
      return;
    } else if (event instanceof Crashed && !running.contains(node)) {
      return;
    }
    if (event instanceof OfMessage message && !(event instanceof Sent)) {
      tellFate(node, at, message);
      return;
    }
    long cause = number(node, event.cause());
    TraceEvent told =
        event instanceof Started started
            ? write(
                at,
                cause,
                stamp -> new Started(stamp, node, started.address(), ranBefore.contains(node)))
            : write(at, cause, stamp -> Restamped.of(event, stamp));
    remember(node, event.number(), told.number());
    written(told, event.number());
  }

  /** Whether it was told of the clock before, by whom it was asked for. */
  private boolean isKnown(ClockChanged clock) {
    ClockChanged last = clocks.get(clock.node());
    return last != null && last.after() == clock.after();
  }

  private void tellFate(NodeId node, long at, OfMessage message) {
    NodeId from = message.from();
    Optional<Sent> sent = fates.close(from, message.cause());
    if (message instanceof Dropped dropped) {
      sent.ifPresent(it -> drop(at, it, causeOf(dropped), dropped.bytes()));
      return;
    }
    long cause = number(from, message.cause());
    if (cause == 0 && message.cause() > strands.get(from).highest()) {
      // its sender was killed before it could tell
      cause = write(at, 0, it -> new Sent(it, from, message.to(), message.message())).number();
      remember(from, message.cause(), cause);
    }
    TraceEvent told = write(at, cause, stamp -> Restamped.of((Delivered) message, stamp));
    remember(node, message.number(), told.number());
  }

  /** A sender without a connection does not know that the receiver is down. */
  private DropCause causeOf(Dropped dropped) {
    return dropped.because() == DropCause.CONNECTION_LOST && !running.contains(dropped.to())
        ? DropCause.CRASHED
        : dropped.because();
  }

  /** Brings all that is remembered up to date with an event. */
  private void written(TraceEvent told, long numberInStrand) {
    if (told instanceof Started started) {
      running.add(started.node());
      ranBefore.add(started.node());
      gone.remove(started.node());
    } else if (told instanceof Crashed crashed) {
      running.remove(crashed.node());
      gone.put(crashed.node(), told.atNanos());
      expectedFaults.remove(crashed.node());
      ownLinks.remove(crashed.node());
      fates.closeTo(crashed.node()).forEach(it -> drop(told.atNanos(), it, DropCause.CRASHED, 0));
    } else if (told instanceof Sent sent) {
      fates.sent(numberInStrand, sent);
      if (gone.containsKey(sent.to())) {
        fates.close(sent.from(), numberInStrand);
        drop(told.atNanos(), sent, DropCause.CRASHED, 0);
      }
    } else if (told instanceof ClockChanged clock) {
      clocks.put(clock.node(), clock);
    } else if (told instanceof FaultInjected) {
      lastFault = told.number();
    }
  }

  /** What a killed process sent and nobody got is lost. */
  private void loseLastWords() {
    for (Map.Entry<NodeId, Long> dead : gone.entrySet()) {
      if (doneNanos - dead.getValue() > LAST_ARRIVAL_NANOS) {
        List<Sent> lost = fates.closeFrom(dead.getKey(), it -> strands.get(it).isOpen());
        lost.forEach(it -> drop(doneNanos, it, DropCause.CONNECTION_LOST, 0));
      }
    }
  }

  private void drop(long at, Sent sent, DropCause because, int bytes) {
    write(
        at,
        sent.number(),
        it -> new Dropped(it, sent.from(), sent.to(), sent.message(), because, bytes));
  }

  /** An event that was told too late takes the time of the last one. */
  private TraceEvent write(long at, long cause, Function<Stamp, TraceEvent> event) {
    lastNanos = Math.max(lastNanos, at);
    return out.write(lastNanos, cause, event);
  }

  private void remember(NodeId node, long number, long merged) {
    numbers.put(new Place(node, number), merged);
    if (numbers.size() > HostedCluster.EVENTS_KEPT) {
      numbers.remove(numbers.keySet().iterator().next());
    }
  }

  private long number(NodeId node, long number) {
    return number == 0 ? 0 : numbers.getOrDefault(new Place(node, number), 0L);
  }
}
