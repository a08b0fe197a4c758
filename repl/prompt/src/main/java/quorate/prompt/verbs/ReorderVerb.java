package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.lab.cluster.FaultText;
import quorate.lab.cluster.LinkFault;
import quorate.prompt.console.Desk;

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
public final class ReorderVerb extends TroublingVerb<LinkFault.Reorder> {

  /** The command of a session. */
  public ReorderVerb(Desk desk) {
    super(desk, LinkFault.Reorder.class, "reorders", it -> FaultText.share(it.share()));
  }
}
