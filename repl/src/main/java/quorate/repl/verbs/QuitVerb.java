package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.repl.console.Desk;
import quorate.repl.render.Json;
import quorate.repl.session.Answer;

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
    return Answer.leaving(Json.object());
  }
}
