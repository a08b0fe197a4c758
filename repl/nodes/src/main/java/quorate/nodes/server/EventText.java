package quorate.nodes.server;

import quorate.lab.trace.TraceEvent;
import quorate.report.TraceJson;
import quorate.report.export.EventJson;
import quorate.spi.ElectionSystem;

/** Events as JSON. The last is kept, since all who follow the trace want it. Any thread. */
final class EventText {

  private final EventJson json;
  private volatile Last exported = new Last(null, "");
  private volatile Last inWords = new Last(null, "");

  private record Last(TraceEvent event, String text) {}

  EventText(ElectionSystem algorithm) {
    this.json = new EventJson(algorithm);
  }

  /** All that an event has, as {@code export jsonl} writes it. */
  String exported(TraceEvent event) {
    Last last = exported;
    if (last.event() != event) {
      last = new Last(event, json.of(event).toString());
      exported = last;
    }
    return last.text();
  }

  /** What is told of an event, as {@code trace --json} has it. */
  String inWords(TraceEvent event) {
    Last last = inWords;
    if (last.event() != event) {
      last = new Last(event, TraceJson.of(event).toString());
      inWords = last;
    }
    return last.text();
  }
}
