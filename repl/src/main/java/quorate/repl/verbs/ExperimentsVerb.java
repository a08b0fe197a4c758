package quorate.repl.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import quorate.lab.published.PublishedExperiment;
import quorate.lab.published.PublishedExperiments;
import quorate.repl.render.Json;
import quorate.repl.session.Answer;
import quorate.repl.session.Session;

/** Lists the published experiments. */
@Command(
    name = "experiments",
    description = "list the published experiments that can be run",
    customSynopsis = "experiments")
public final class ExperimentsVerb extends Verb {

  /** The command of a session. */
  public ExperimentsVerb(Session session) {
    super(session);
  }

  @Override
  public Answer run(String typed) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("experiments");
    List<String> parts = new ArrayList<>();
    for (PublishedExperiment experiment : PublishedExperiments.all(session().catalog())) {
      all.addObject()
          .put("name", experiment.name())
          .put("source", experiment.source())
          .put("description", String.join(" ", experiment.description()));
      parts.add(
          session().console().bold(experiment.name())
              + "\n  "
              + experiment.source()
              + "\n  "
              + String.join("\n  ", experiment.description()));
    }
    return Answer.of(json, String.join("\n\n", parts));
  }
}
