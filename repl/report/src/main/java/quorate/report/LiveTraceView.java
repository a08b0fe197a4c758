package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whether events are printed while they happen. */
public record LiveTraceView(boolean on) implements View {

  @Override
  public String text(Display display) {
    return on
        ? "events are printed as they happen; trace off ends it"
        : "no event is printed any more";
  }

  @Override
  public ObjectNode json() {
    return Json.object().put("live", on);
  }
}
