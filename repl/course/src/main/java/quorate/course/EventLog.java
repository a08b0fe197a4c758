package quorate.course;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.lab.trace.Observer;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.TimerFired;
import quorate.lab.trace.TraceFilter;
import quorate.report.Json;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Purpose;
import quorate.spi.Reason.Refused;

/**
 * What was done to a cluster, and what its nodes did, as a chapter can ask for it. What nodes say
 * for a person to read is not in it. On the cluster's thread.
 */
final class EventLog implements Observer {

  /** A cluster that never settles does a lot; only so much of each is kept. */
  private static final int MOST = 10_000;

  private final Trace trace;
  private final List<String> faults = new ArrayList<>();
  private final List<ObjectNode> leaderships = new ArrayList<>();
  private final List<ObjectNode> refusals = new ArrayList<>();
  private final StringBuilder transcript = new StringBuilder();
  private int lines;
  private OptionalLong lastFaultNanos = OptionalLong.empty();

  EventLog(Trace trace) {
    this.trace = trace;
  }

  @Override
  public void on(TraceEvent event) {
    if (event instanceof FaultInjected injected) {
      faults.add(injected.fault());
      lastFaultNanos = OptionalLong.of(injected.atNanos());
      transcript.append(injected.fault()).append('\n');
    } else if (event instanceof BeliefChanged changed && changed.comesToLead()) {
      leads(changed);
    } else if (event instanceof Explained said && said.reason() instanceof Refused refused) {
      refuses(said, refused);
    } else if (event instanceof TimerFired fired && !fired.timer().pacesHeartbeats()) {
      add(fired.node(), "fires " + fired.timer());
    } else if (event instanceof Sent sent && sent.message().purpose() == Purpose.ELECTION) {
      add(sent.from(), "sends " + sent.message() + " to " + sent.to());
    }
  }

  private void leads(BeliefChanged changed) {
    OptionalLong epoch = changed.after().epoch();
    String which = epoch.isPresent() ? " epoch " + epoch.getAsLong() : "";
    add(changed.node(), "leads" + which);
    if (leaderships.size() < MOST) {
      ObjectNode leadership = Json.object().put("node", changed.node().value());
      leadership.set("epoch", Json.number(epoch));
      leaderships.add(leadership.put("after", lastFault()));
    }
  }

  private void refuses(Explained said, Refused refused) {
    Optional<Message> message = trace.find(said.cause()).flatMap(TraceFilter::message);
    String what = message.map(it -> it + " of ").orElse("") + refused.asker();
    add(said.node(), "refuses " + what + ": " + refused.rule());
    if (refusals.size() < MOST) {
      refusals.add(
          Json.object()
              .put("node", said.node().value())
              .put("asker", refused.asker().value())
              .put("message", message.map(Message::name).orElse(null))
              .put("rule", refused.rule())
              .put("after", lastFault()));
    }
  }

  private void add(NodeId node, String deed) {
    if (lines++ < MOST) {
      transcript.append(node).append(": ").append(deed).append('\n');
    }
  }

  private String lastFault() {
    return faults.isEmpty() ? null : faults.get(faults.size() - 1);
  }

  void addTo(ObjectNode json) {
    faults.forEach(json.putArray("faults")::add);
    leaderships.forEach(json.putArray("leaderships")::add);
    refusals.forEach(json.putArray("refusals")::add);
    json.put("transcript", transcript.toString());
    json.set("since_fault_ms", Json.millis(sinceFault()));
  }

  /** How long ago the last fault was; empty if there was none. */
  private OptionalLong sinceFault() {
    return lastFaultNanos.isPresent()
        ? OptionalLong.of(trace.nowNanos() - lastFaultNanos.getAsLong())
        : OptionalLong.empty();
  }
}
