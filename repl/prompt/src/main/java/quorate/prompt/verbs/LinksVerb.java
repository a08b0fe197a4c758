package quorate.repl.verbs;

import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Cutting;
import quorate.repl.render.Listed;
import quorate.repl.session.Session;

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
public final class LinksVerb extends FaultVerb<Cutting.OnlyLinks> {

  /** The command of a session. */
  public LinksVerb(Session session) {
    super(session, Cutting.OnlyLinks.class, "links up");
  }

  @Override
  String changed(Cutting.OnlyLinks fault, ObservedCluster before) {
    return "only " + Listed.links(fault.directions());
  }
}
