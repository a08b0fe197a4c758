package quorate.report.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.experiments.ObservedCluster;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.DiskLost;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.OfMessage;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.TimerCancelled;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.report.timeline.Labels;
import quorate.spi.Durable;
import quorate.spi.NodeId;

/**
 * What a stage shows besides the state of a cluster, as the trace tells it: the timers that run,
 * the messages under way and those that have just ended, and what nodes said. It is the same in
 * virtual time and over TCP. Used on the thread of its cluster.
 */
public final class StageObserver implements Observer {

  /** So many messages that have ended are remembered, and so many sentences. */
  private static final int MOST_ENDED = 300;

  private static final int MOST_SAID = 60;

  private final SortedMap<NodeId, SortedMap<String, TimerSet>> timers = new TreeMap<>();
  private final SortedMap<NodeId, Durable> saved = new TreeMap<>();
  private final Map<Long, Sent> underWay = new LinkedHashMap<>();
  private final Deque<Ended> ended = new ArrayDeque<>();
  private final Deque<Said> said = new ArrayDeque<>();

  /**
   * A message that has come to the end of its way.
   *
   * @param sent how it began; empty if the trace has forgotten that
   */
  record Ended(OfMessage end, Optional<Sent> sent) {

    Optional<DropCause> lost() {
      return end instanceof Dropped dropped ? Optional.of(dropped.because()) : Optional.empty();
    }
  }

  /**
   * A sentence.
   *
   * @param node who said it; empty for a fault
   */
  public record Said(long atNanos, Optional<NodeId> node, String sentence) {}

  /** Looks at a cluster from now on. What it has kept of its past is read first. */
  public static StageObserver at(ObservedCluster cluster) {
    StageObserver stage = new StageObserver();
    cluster.run(
        now -> {
          now.trace().events().forEach(stage::on);
          now.trace().observe(stage);
        });
    return stage;
  }

  /** Looks at it no longer. */
  public void leave(ObservedCluster cluster) {
    cluster.run(now -> now.trace().forget(this));
  }

  @Override
  public void on(TraceEvent event) {
    if (event instanceof Sent sent) {
      underWay.put(sent.number(), sent);
    } else if (event instanceof Delivered || event instanceof Dropped) {
      Optional<Sent> sent = Optional.ofNullable(underWay.remove(event.cause()));
      keep(ended, new Ended((OfMessage) event, sent.or(() -> again(event.cause()))), MOST_ENDED);
    } else if (event instanceof TimerSet set) {
      timers.computeIfAbsent(set.node(), it -> new TreeMap<>()).put(set.timer().name(), set);
    } else if (event instanceof TimerCancelled cancelled) {
      timersOf(cancelled.node()).remove(cancelled.timer().name());
    } else if (event instanceof TimerFired fired) {
      timersOf(fired.node()).remove(fired.timer().name());
    } else if (event instanceof Crashed crashed) {
      timers.remove(crashed.node());
      say(event, Optional.of(crashed.node()), crashed.requested() ? "" : crashed.reason());
    } else if (event instanceof Persisted it) {
      saved.put(it.node(), it.state());
    } else if (event instanceof DiskLost it) {
      saved.remove(it.node());
    } else if (event instanceof Explained it) {
      say(event, Optional.of(it.node()), it.sentence());
    } else if (event instanceof FaultInjected it) {
      say(event, Optional.empty(), it.fault());
    }
  }

  /** A message that the network duplicated has ended before. */
  private Optional<Sent> again(long sending) {
    return ended.stream()
        .flatMap(it -> it.sent().stream())
        .filter(it -> it.number() == sending)
        .findFirst();
  }

  private void say(TraceEvent event, Optional<NodeId> node, String sentence) {
    if (!sentence.isEmpty()) {
      keep(said, new Said(event.atNanos(), node, sentence), MOST_SAID);
    }
  }

  private static <T> void keep(Deque<T> all, T newest, int most) {
    all.addLast(newest);
    if (all.size() > most) {
      all.removeFirst();
    }
  }

  private SortedMap<String, TimerSet> timersOf(NodeId node) {
    return timers.getOrDefault(node, new TreeMap<>());
  }

  /** The timers of a node that run. */
  Collection<TimerSet> timers(NodeId node) {
    return List.copyOf(timersOf(node).values());
  }

  /** What a node has on its disk; empty if nothing is known of that. */
  Optional<Durable> saved(NodeId node) {
    return Optional.ofNullable(saved.get(node));
  }

  /** A node's vote, as far as it has saved one. */
  Optional<String> vote(NodeId node, Optional<String> voteName) {
    return voteName.flatMap(it -> saved(node).flatMap(state -> StageView.value(state, it)));
  }

  Collection<Sent> underWay() {
    return List.copyOf(underWay.values());
  }

  /** The messages that have ended since a moment, oldest first. */
  List<Ended> endedSince(long nanos) {
    return ended.stream().filter(it -> it.end().atNanos() >= nanos).toList();
  }

  /** The last sentences, oldest first. */
  List<Said> said() {
    return new ArrayList<>(said);
  }

  /** Which messages belong together: those that a node sent at once, and that say the same. */
  static String group(Sent sent) {
    return sent.cause() + " " + sent.from() + " " + Labels.of(sent.message());
  }
}
