package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.lab.cluster.FaultText;
import quorate.lab.cluster.LinkFault;
import quorate.prompt.console.Desk;

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
public final class DuplicateVerb extends TroublingVerb<LinkFault.Duplicate> {

  /** The command of a session. */
  public DuplicateVerb(Desk desk) {
    super(desk, LinkFault.Duplicate.class, "duplicates", it -> FaultText.share(it.share()));
  }
}
