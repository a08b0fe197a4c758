package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.repl.render.Json;
import quorate.repl.session.Answer;
import quorate.repl.session.Session;

/** Ends the session. */
@Command(
    name = "quit",
    description = "stop all clusters and leave; Ctrl-D does the same",
    customSynopsis = "quit")
public final class QuitVerb extends Verb {

  /** The command of a session. */
  public QuitVerb(Session session) {
    super(session);
  }

  @Override
  public Answer run(String typed) {
    return Answer.leaving(Json.object());
  }
}
