package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.prompt.console.Desk;
import quorate.report.AlgorithmsView;
import quorate.session.Answer;

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
    return Answer.of(new AlgorithmsView(session().catalog().all()));
  }
}
