package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.Scenarios;
import quorate.lab.UserError;
import quorate.report.ScenarioView;
import quorate.report.ScenariosView;
import quorate.session.Answer;
import quorate.session.ScenarioFiles;

/** Lists the scenarios, or prints one. */
@Command(
    name = "scenarios",
    description = "list the scenarios that come with the program, or print one",
    customSynopsis = "scenarios [show SCENARIO]")
public final class ScenariosVerb extends Verb {

  @Parameters(arity = "0..2", paramLabel = "show SCENARIO", description = "the one to print")
  private List<String> words = new ArrayList<>();

  @Override
  public Answer run(String typed) {
    if (words.isEmpty()) {
      return Answer.of(new ScenariosView(Scenarios.all()));
    }
    if (!words.get(0).equals("show") || words.size() < 2) {
      throw new UserError("type: scenarios, or: scenarios show bridge");
    }
    return Answer.of(new ScenarioView(ScenarioFiles.find(words.get(1))));
  }

  @Override
  public List<String> completions(List<String> before) {
    return before.isEmpty()
        ? List.of("show")
        : before.equals(List.of("show")) ? Scenarios.names() : List.of();
  }
}
