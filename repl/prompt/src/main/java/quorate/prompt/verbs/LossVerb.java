package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.lab.cluster.FaultText;
import quorate.lab.cluster.Troubling;
import quorate.repl.session.Session;

/** Lets links lose messages. */
@Command(
    name = "loss",
    description = "lose a share of the messages on links",
    footer = {
      "",
      "examples:",
      "  loss 20%                 on every link",
      "  loss 20% 1->3            in one direction only",
      "  loss 0%                  none any more",
      "",
      "Whole messages are lost, each by chance; real TCP would send them again, and only be late. A later loss takes the place of an earlier one; heal ends it."
    })
public final class LossVerb extends TroublingVerb<Troubling.Loss> {

  /** The command of a session. */
  public LossVerb(Session session) {
    super(session, Troubling.Loss.class, "loss", loss -> FaultText.share(loss.share()));
  }
}
