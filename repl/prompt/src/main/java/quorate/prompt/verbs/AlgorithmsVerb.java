package quorate.prompt.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import quorate.prompt.console.Desk;
import quorate.report.Json;
import quorate.session.Answer;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Option;
import quorate.spi.Property;

/** Lists the algorithms. */
@Command(
    name = "algorithms",
    description = "every algorithm: its paper, what it promises, its options",
    customSynopsis = "algorithms")
public final class AlgorithmsVerb extends Verb {

  /** The command of a session. */
  public AlgorithmsVerb(Desk desk) {
    super(desk);
  }

  @Override
  public Answer run(String typed) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("algorithms");
    List<String> lines = new ArrayList<>();
    for (ElectionAlgorithm algorithm : session().catalog().all()) {
      all.add(json(algorithm));
      lines.add(console().bold(algorithm.name()));
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
    return Answer.of(json, String.join("\n", lines));
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
