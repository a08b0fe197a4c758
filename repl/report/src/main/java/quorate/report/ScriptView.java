package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A file of commands that was written or run.
 *
 * @param commands how many are in it
 * @param said what is to be said of it; empty if nothing
 */
public record ScriptView(String file, int commands, String said) implements View {

  @Override
  public String text(Display display) {
    return Wrapping.text(said, display.lineWidth());
  }

  @Override
  public ObjectNode json() {
    return Json.object().put("file", file).put("commands", commands);
  }
}
