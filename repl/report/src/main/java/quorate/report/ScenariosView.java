package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import quorate.experiments.Scenario;

/** Scenarios, each with what happens in it. */
public record ScenariosView(List<Scenario> scenarios) implements View {

  @Override
  public String text(Display display) {
    List<List<String>> rows =
        scenarios.stream().map(it -> List.of(it.name(), it.description())).toList();
    return String.join("\n", new ListOfRows(rows).lines(display.width()));
  }

  @Override
  public ObjectNode json() {
    return Json.listed(
        "scenarios",
        scenarios,
        it ->
            Json.object()
                .put("name", it.name())
                .put("description", it.description())
                .put("text", it.text()));
  }
}
