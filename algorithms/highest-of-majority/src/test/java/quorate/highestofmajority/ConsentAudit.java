package quorate.highestofmajority;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.highestofmajority.HighestOfMajorityMessage.Consent;
import quorate.highestofmajority.HighestOfMajorityMessage.Election;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceText;
import quorate.spi.NodeId;

/**
 * Whether each new coordinator had the consent of a majority to that very election: each consent
 * answers a question that was sent when the election had begun. Numbers in messages are not looked
 * at; the trace tells what answers what.
 */
final class ConsentAudit implements Observer {

  private final ClusterSpec spec;

  /** The latest election of each node, from its first question on. */
  private final Map<NodeId, Long> begun = new TreeMap<>();

  private final Map<NodeId, SortedSet<NodeId>> consents = new TreeMap<>();

  /** The question that each event is about, by the numbers of both events. */
  private final Map<Long, Long> questionOf = new TreeMap<>();

  /** The event during which each node asked last: all questions of one election have one cause. */
  private final Map<NodeId, Long> asking = new TreeMap<>();

  private final List<String> withoutMajority = new ArrayList<>();

  ConsentAudit(ClusterSpec spec) {
    this.spec = spec;
  }

  /** Everybody who became leader without a majority, a line each. */
  List<String> withoutMajority() {
    return List.copyOf(withoutMajority);
  }

  @Override
  public void on(TraceEvent event) {
    if (event instanceof Sent sent && sent.message() instanceof Election) {
      if (!Long.valueOf(sent.cause()).equals(asking.put(sent.from(), sent.cause()))) {
        begun.put(sent.from(), sent.number());
        consents.put(sent.from(), new TreeSet<>(List.of(sent.from())));
      }
    } else if (event instanceof Delivered delivered) {
      onDelivered(delivered);
    } else if (event instanceof Sent sent && sent.message() instanceof Consent) {
      questionOf.put(sent.number(), questionOf.get(sent.cause()));
    } else if (event instanceof BeliefChanged changed
        && changed.after().leads()
        && !changed.before().leads()
        && spec.size() > 1) {
      if (consents.get(changed.node()).size() < spec.majority()) {
        withoutMajority.add(TraceText.line(changed) + " with " + consents.get(changed.node()));
      }
    }
  }

  private void onDelivered(Delivered delivered) {
    if (delivered.message() instanceof Election) {
      questionOf.put(delivered.number(), delivered.cause());
    } else if (delivered.message() instanceof Consent) {
      long question = questionOf.get(delivered.cause());
      if (question >= begun.get(delivered.to())) {
        consents.get(delivered.to()).add(delivered.from());
      }
    }
  }
}
