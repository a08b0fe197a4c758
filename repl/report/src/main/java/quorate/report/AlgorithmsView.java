package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Option;
import quorate.spi.Property;

/** Algorithms, each with its paper, what it promises and its options. */
public record AlgorithmsView(List<ElectionAlgorithm> algorithms) implements View {

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>();
    for (ElectionAlgorithm algorithm : algorithms) {
      lines.add(display.bold(algorithm.name()));
      lines.add("  " + algorithm.source());
      algorithm.promises().forEach(promise -> lines.add("  promises: " + promise.sentence()));
      if (algorithm.promises().isEmpty()) {
        lines.add("  promises nothing that holds in every run, however bad the network");
      }
      for (Option option : algorithm.options()) {
        lines.add("  option " + option.name() + "=" + option.defaultValue());
        lines.add("    " + option.description());
        lines.add("    may be " + option.values());
      }
    }
    return Wrapping.text(lines, display.lineWidth());
  }

  @Override
  public ObjectNode json() {
    return Json.listed("algorithms", algorithms, algorithm -> json(algorithm));
  }

  private static ObjectNode json(ElectionAlgorithm algorithm) {
    ObjectNode json = Json.object().put("name", algorithm.name()).put("source", algorithm.source());
    ArrayNode promises = json.putArray("promises");
    algorithm.promises().stream().map(Property::name).forEach(promises::add);
    ArrayNode options = json.putArray("options");
    for (Option option : algorithm.options()) {
      options
          .addObject()
          .put("name", option.name())
          .put("default", option.defaultValue())
          .put("values", option.values())
          .put("description", option.description());
    }
    return json;
  }
}
