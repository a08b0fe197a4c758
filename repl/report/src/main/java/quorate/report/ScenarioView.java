package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import quorate.experiments.Scenario;

/** A scenario, as it is written. */
public record ScenarioView(Scenario scenario) implements View {

  @Override
  public String text(Display display) {
    return scenario.text().stripTrailing();
  }

  @Override
  public ObjectNode json() {
    return Json.object()
        .put("scenario", scenario.name())
        .put("description", scenario.description())
        .put("text", scenario.text());
  }
}
