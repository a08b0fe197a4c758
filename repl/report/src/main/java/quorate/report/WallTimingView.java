package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whether it is said how long each command takes. */
public record WallTimingView(boolean on) implements View {

  @Override
  public String text(Display display) {
    return on
        ? "after each command: how long it took, by the clock on the wall"
        : "timing is off; type: timing on";
  }

  @Override
  public ObjectNode json() {
    return Json.object().put("timing", on);
  }
}
