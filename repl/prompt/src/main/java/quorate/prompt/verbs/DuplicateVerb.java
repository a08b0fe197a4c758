package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.lab.cluster.FaultText;
import quorate.lab.cluster.Troubling;
import quorate.repl.session.Session;

/** Lets messages arrive twice. */
@Command(
    name = "duplicate",
    description = "let a share of the messages arrive twice",
    footer = {
      "",
      "examples:",
      "  duplicate 5%             on every link",
      "  duplicate 100% 1->3",
      "",
      "The copy comes right behind the message. heal ends it."
    })
public final class DuplicateVerb extends TroublingVerb<Troubling.Duplicate> {

  /** The command of a session. */
  public DuplicateVerb(Session session) {
    super(session, Troubling.Duplicate.class, "duplicates", it -> FaultText.share(it.share()));
  }
}
