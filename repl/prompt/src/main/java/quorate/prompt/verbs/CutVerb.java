package quorate.repl.verbs;

import java.util.SortedSet;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Cutting;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.repl.render.Listed;
import quorate.repl.session.Session;

/** Cuts links. */
@Command(
    name = "cut",
    description = "cut links, or one direction of them",
    footer = {
      "",
      "examples:",
      "  cut 1-3                  both directions",
      "  cut 1->3                 3 hears nothing of 1; 1 still hears 3",
      "  cut 1-2,2->3",
      "  cut leader->followers    the same as mute leader",
      "",
      "heal undoes it, heal 1-3 only there."
    })
public final class CutVerb extends CuttingVerb<Cutting.Cut> {

  /** The command of a session. */
  public CutVerb(Session session) {
    super(session, Cutting.Cut.class, "cut");
  }

  @Override
  String changed(Cutting.Cut fault, SortedSet<Direction> down, ObservedCluster before) {
    return Listed.links(down);
  }
}
