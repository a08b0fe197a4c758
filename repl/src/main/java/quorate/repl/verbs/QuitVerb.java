package quorate.repl.verbs;

import java.util.List;
import picocli.CommandLine.Command;
import quorate.repl.Answer;
import quorate.repl.Session;
import quorate.repl.render.Json;

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
    return new Answer(Json.object(), "", List.of(), true);
  }
}
