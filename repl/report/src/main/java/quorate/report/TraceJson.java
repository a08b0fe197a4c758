package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Explained;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceText;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Reason.Ignored;
import quorate.spi.Reason.Refused;

/** Events of a trace as JSON. */
public final class TraceJson {

  private TraceJson() {}

  /**
   * One event: its number and that of its cause ({@code null} if it came from outside), when, where
   * ({@code null} for the whole cluster), what kind, and the text of its line. Of a message also
   * its name, its purpose, and between whom; of a refusal who had asked, and the rule that forbids
   * it.
   */
  public static ObjectNode of(TraceEvent event) {
    ObjectNode json = Json.object().put("number", event.number());
    json.put("cause", event.cause() == 0 ? null : event.cause());
    json.set("at_ms", Json.millis(event.atNanos()));
    json.set("node", Json.node(TraceText.node(event)));
    json.put("kind", TraceText.kind(event));
    if (event instanceof Sent e) {
      add(e.message(), e.from(), e.to(), json);
    } else if (event instanceof Delivered e) {
      add(e.message(), e.from(), e.to(), json);
    } else if (event instanceof Dropped e) {
      add(e.message(), e.from(), e.to(), json);
      json.put("because", e.because().name().toLowerCase(Locale.ROOT));
    } else if (event instanceof Explained e && e.reason() instanceof Refused refused) {
      json.<ObjectNode>set("refused", Json.id(refused.asker())).put("rule", refused.rule());
    } else if (event instanceof Explained e && e.reason() instanceof Ignored) {
      json.put("ignored", true);
    }
    return json.put("text", TraceText.details(event).strip());
  }

  private static void add(Message message, NodeId from, NodeId to, ObjectNode json) {
    json.put("message", message.name()).put("purpose", message.purpose().name());
    json.<ObjectNode>set("from", Json.id(from)).<ObjectNode>set("to", Json.id(to));
  }
}
