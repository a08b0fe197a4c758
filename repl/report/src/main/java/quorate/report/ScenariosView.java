package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import quorate.experiments.Scenario;

/** Scenarios, each with what happens in it. */
public record ScenariosView(List<Scenario> scenarios) implements View {

  @Override
  public String text(Display display) {
    int widest = scenarios.stream().mapToInt(it -> it.name().length()).max().orElse(0);
    int rest = Math.max(display.width() - widest - 2, widest);
    List<String> lines = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      String head = scenario.name();
      for (String part : Wrapping.lines(scenario.description(), rest)) {
        lines.add(head + " ".repeat(widest + 2 - head.length()) + part);
        head = "";
      }
    }
    return String.join("\n", lines);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("scenarios");
    for (Scenario scenario : scenarios) {
      all.addObject()
          .put("name", scenario.name())
          .put("description", scenario.description())
          .put("text", scenario.text());
    }
    return json;
  }
}
