package quorate.prompt.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import quorate.experiments.published.PublishedExperiment;
import quorate.experiments.published.PublishedExperiments;
import quorate.prompt.console.Console;
import quorate.prompt.console.Desk;
import quorate.report.Json;
import quorate.report.Wrapping;
import quorate.session.Answer;

/** Lists the published experiments. */
@Command(
    name = "experiments",
    description = "list the published experiments that can be run",
    customSynopsis = "experiments")
public final class ExperimentsVerb extends Verb {

  /** The command of a session. */
  public ExperimentsVerb(Desk desk) {
    super(desk);
  }

  @Override
  public Answer run(String typed) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("experiments");
    Console console = console();
    List<String> parts = new ArrayList<>();
    for (PublishedExperiment experiment : PublishedExperiments.all(session().catalog())) {
      all.addObject()
          .put("name", experiment.name())
          .put("source", experiment.source())
          .put("description", String.join(" ", experiment.description()));
      List<String> lines = new ArrayList<>(List.of(console.bold(experiment.name())));
      lines.addAll(Wrapping.lines("  " + experiment.source(), console.width()));
      String description = "  " + String.join(" ", experiment.description());
      lines.addAll(Wrapping.lines(description, console.width()));
      parts.add(String.join("\n", lines));
    }
    return Answer.of(json, String.join("\n\n", parts));
  }
}
