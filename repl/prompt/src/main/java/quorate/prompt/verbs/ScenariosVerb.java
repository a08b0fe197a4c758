package quorate.prompt.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.Scenario;
import quorate.experiments.Scenarios;
import quorate.lab.UserError;
import quorate.prompt.console.Console;
import quorate.prompt.console.Desk;
import quorate.report.Json;
import quorate.report.Wrapping;
import quorate.session.Answer;
import quorate.session.ScenarioFiles;

/** Lists the scenarios, or prints one. */
@Command(
    name = "scenarios",
    description = "list the scenarios that come with the program, or print one",
    customSynopsis = "scenarios [show SCENARIO]",
    footer = {
      "",
      "examples:",
      "  scenarios",
      "  scenarios show bridge",
      "  compare raft paxos --sim --scenario bridge",
      "  run bridge",
      "",
      "A scenario is a text: the faults of the prompt, wait, and observe, which says from which "
          + "fault on it is measured. Its first line, after #, says what happens. Copy what show "
          + "prints to a file, change it, and type the file's path where a scenario is asked for."
    })
public final class ScenariosVerb extends Verb {

  @Parameters(arity = "0..2", paramLabel = "show SCENARIO", description = "the one to print")
  private List<String> words = new ArrayList<>();

  /** The command of a session. */
  public ScenariosVerb(Desk desk) {
    super(desk);
  }

  @Override
  public Answer run(String typed) {
    if (words.isEmpty()) {
      return list();
    }
    if (!words.get(0).equals("show") || words.size() < 2) {
      throw new UserError("type: scenarios, or: scenarios show bridge");
    }
    Scenario scenario = ScenarioFiles.find(words.get(1));
    ObjectNode json = Json.object().put("scenario", scenario.name());
    json.put("description", scenario.description()).put("text", scenario.text());
    return Answer.of(json, scenario.text().stripTrailing());
  }

  private Answer list() {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("scenarios");
    Console console = console();
    int widest = Scenarios.names().stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Scenario scenario : Scenarios.all()) {
      all.addObject()
          .put("name", scenario.name())
          .put("description", scenario.description())
          .put("text", scenario.text());
      String head = scenario.name() + " ".repeat(widest + 2 - scenario.name().length());
      List<String> wrapped =
          Wrapping.lines(scenario.description(), Math.max(console.width() - widest - 2, widest));
      for (int i = 0; i < wrapped.size(); i++) {
        lines.add((i == 0 ? head : " ".repeat(widest + 2)) + wrapped.get(i));
      }
    }
    return Answer.of(json, String.join("\n", lines));
  }

  @Override
  public List<String> completions(List<String> before) {
    return before.isEmpty()
        ? List.of("show")
        : before.equals(List.of("show")) ? Scenarios.names() : List.of();
  }
}
