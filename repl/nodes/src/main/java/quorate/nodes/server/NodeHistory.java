package quorate.nodes.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.measure.ElectionCounts;
import quorate.lab.measure.ElectionCounts.Elections;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Persisted;
import quorate.lab.trace.TraceEvent.Saving;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/** What one node has done since its process began, as its trace tells it. */
final class NodeHistory implements Observer {

  private final ElectionCounts elections = new ElectionCounts();
  private final SortedMap<String, Messages> messages = new TreeMap<>();
  private final SortedMap<NodeId, Long> heardAt = new TreeMap<>();
  private final SaveTimes saves = new SaveTimes();
  private Optional<Saving> saving = Optional.empty();
  private Optional<NodeId> leader = Optional.empty();
  private OptionalLong leadersEpoch = OptionalLong.empty();
  private long leaderChanges;
  private long first;

  /** What became of the messages of one name: how many of them this node sent, and so on. */
  static final class Messages {
    private final Map<DropCause, Long> dropped = new EnumMap<>(DropCause.class);
    private long sent;
    private long received;

    long sent() {
      return sent;
    }

    long received() {
      return received;
    }

    Map<DropCause, Long> dropped() {
      return dropped;
    }
  }

  @Override
  public void on(TraceEvent event) {
    first = first == 0 ? event.number() : first;
    elections.on(event);
    if (event instanceof Sent sent) {
      messages(sent.message().name()).sent++;
    } else if (event instanceof Delivered delivered) {
      messages(delivered.message().name()).received++;
      heardAt.put(delivered.from(), delivered.atNanos());
    } else if (event instanceof Dropped dropped) {
      messages(dropped.message().name()).dropped.merge(dropped.because(), 1L, Long::sum);
    } else if (event instanceof Saving begins) {
      saving = Optional.of(begins);
    } else if (event instanceof Persisted persisted) {
      saving
          .filter(it -> it.number() == persisted.cause())
          .ifPresent(it -> saves.add(persisted.atNanos() - it.atNanos()));
    } else if (event instanceof BeliefChanged changed) {
      follow(changed.after());
    }
  }

  /**
   * That it loses its leader and then finds the same one again, in the same epoch, is no change.
   */
  private void follow(Belief belief) {
    boolean another =
        belief.leader().isPresent()
            && !(belief.leader().equals(leader) && belief.epoch().equals(leadersEpoch));
    if (another) {
      leader = belief.leader();
      leadersEpoch = belief.epoch();
      leaderChanges++;
    }
  }

  private Messages messages(String name) {
    return messages.computeIfAbsent(name, it -> new Messages());
  }

  Elections elections() {
    return elections.counts();
  }

  SortedMap<String, Messages> messages() {
    return messages;
  }

  SaveTimes saves() {
    return saves;
  }

  /** When it handled a message of another node last, in the time of its trace. */
  OptionalLong heardAt(NodeId node) {
    return heardAt.containsKey(node) ? OptionalLong.of(heardAt.get(node)) : OptionalLong.empty();
  }

  /** How often it came to believe in another leader, or in the same one in another epoch. */
  long leaderChanges() {
    return leaderChanges;
  }

  /** The number of the first event of this process; 0 if there was none yet. */
  long first() {
    return first;
  }
}
