package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.prompt.console.Desk;
import quorate.session.Answer;

/** Ends the session. */
@Command(
    name = "quit",
    description = "stop all clusters and leave; Ctrl-D does the same",
    customSynopsis = "quit")
public final class QuitVerb extends Verb {

  /** The command of a session. */
  public QuitVerb(Desk desk) {
    super(desk);
  }

  @Override
  public Answer run(String typed) {
    return Answer.leaving();
  }
}
