package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Which program this is, and what it runs on. */
public record VersionView(String version, String java) implements View {

  /** In a line. */
  public String line() {
    return "quorate " + version + ", Java " + java;
  }

  @Override
  public String text(Display display) {
    return line();
  }

  @Override
  public ObjectNode json() {
    return Json.object().put("version", version).put("java", java);
  }
}
