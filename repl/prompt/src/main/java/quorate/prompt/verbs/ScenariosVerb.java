package quorate.prompt.verbs;

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

  @Parameters(index = "0", arity = "0..1", paramLabel = "show", description = "print one")
  private String show;

  @Parameters(index = "1", arity = "0..1", paramLabel = "SCENARIO", description = "which one")
  private String name;

  @Override
  public Answer run(String typed) {
    if (show == null) {
      return Answer.of(new ScenariosView(Scenarios.all()));
    }
    if (!show.equals("show") || name == null) {
      throw new UserError("type: scenarios, or: scenarios show bridge");
    }
    return Answer.of(new ScenarioView(ScenarioFiles.find(name)));
  }
}
