package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quorate.spi.ClockBound;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Timing;

/**
 * Algorithms, each with its paper, what it promises, in every run or under a bound on clocks, and
 * its options.
 */
public record AlgorithmsView(List<ElectionAlgorithm> algorithms) implements View {

  private static final Property AT_A_TIME = Property.ONE_LEADER_AT_A_TIME;

  @Override
  public String text(Display display) {
    List<String> lines = new ArrayList<>();
    for (ElectionAlgorithm algorithm : algorithms) {
      lines.add(display.bold(algorithm.name()));
      lines.add("  " + algorithm.source());
      algorithm.promises().forEach(promise -> lines.add("  promises: " + promise.sentence()));
      bound(algorithm)
          .ifPresent(
              bound ->
                  lines.add("  promises, while " + bound.sentence() + ": " + AT_A_TIME.sentence()));
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

  /** With the options that are not typed. */
  private static Optional<ClockBound> bound(ElectionAlgorithm algorithm) {
    return algorithm.clockBound(Timing.DEFAULT, Map.of());
  }

  @Override
  public ObjectNode json() {
    return Json.listed("algorithms", algorithms, algorithm -> json(algorithm));
  }

  private static ObjectNode json(ElectionAlgorithm algorithm) {
    ObjectNode json = Json.object().put("name", algorithm.name()).put("source", algorithm.source());
    ArrayNode promises = json.putArray("promises");
    algorithm.promises().stream().map(Property::name).forEach(promises::add);
    json.set("bound", Json.bound(bound(algorithm)));
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
