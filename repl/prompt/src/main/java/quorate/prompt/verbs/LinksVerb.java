package quorate.prompt.verbs;

import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.LinkFault;
import quorate.prompt.console.Desk;
import quorate.report.Listed;

/** Leaves only some links. */
@Command(
    name = "links",
    description = "leave only these links up, and cut all others",
    footer = {
      "",
      "examples:",
      "  links 1-2,2-3            a chain; whoever is not named is alone",
      "  links leader-followers   a star",
      "",
      "Links that are named and were cut come up again. heal brings all of them up."
    })
public final class LinksVerb extends FaultVerb<LinkFault.OnlyLinks> {

  /** The command of a session. */
  public LinksVerb(Desk desk) {
    super(desk, LinkFault.OnlyLinks.class, "links up");
  }

  @Override
  String changed(LinkFault.OnlyLinks fault, ObservedCluster before) {
    return "only " + Listed.links(fault.directions());
  }
}
