package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.experiments.published.PublishedExperiments;
import quorate.prompt.console.Desk;
import quorate.report.ExperimentsView;
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
    return Answer.of(new ExperimentsView(PublishedExperiments.all(session().catalog())));
  }
}
