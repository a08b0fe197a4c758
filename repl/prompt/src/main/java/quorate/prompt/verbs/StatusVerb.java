package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.prompt.console.Desk;
import quorate.report.StatusView;
import quorate.session.Answer;

/** Shows what each node believes. */
@Command(
    name = "status",
    description = "node by node: up, paused or crashed, role, epoch, whom it follows, its port",
    customSynopsis = "status",
    footer = {
      "",
      "Of a simulated cluster it says the virtual time as well, the seed, and the fingerprint: a hash "
          + "over all that has happened. The same start and the same commands give the same fingerprint."
    })
public final class StatusVerb extends Verb {

  /** The command of a session. */
  public StatusVerb(Desk desk) {
    super(desk);
  }

  @Override
  public Answer run(String typed) {
    return Answer.of(StatusView.of(session().clusters()));
  }
}
