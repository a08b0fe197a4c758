package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A command that was repeated until a person had seen enough.
 *
 * @param times how often it was run
 */
public record WatchedView(int times) implements View {

  @Override
  public String text(Display display) {
    return "";
  }

  @Override
  public ObjectNode json() {
    return Json.object().put("times", times);
  }
}
