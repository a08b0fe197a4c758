package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.lab.cluster.FaultText;
import quorate.lab.cluster.Troubling;
import quorate.repl.session.Session;

/** Lets messages overtake others. */
@Command(
    name = "reorder",
    description = "let a share of the messages be overtaken by those behind them",
    footer = {
      "",
      "examples:",
      "  reorder 10%              on every link",
      "  reorder 50% 1->3",
      "",
      "Such a message is held back for up to two heartbeat intervals. TCP never does this within a connection. heal ends it."
    })
public final class ReorderVerb extends TroublingVerb<Troubling.Reorder> {

  /** The command of a session. */
  public ReorderVerb(Session session) {
    super(session, Troubling.Reorder.class, "reorders", it -> FaultText.share(it.share()));
  }
}
