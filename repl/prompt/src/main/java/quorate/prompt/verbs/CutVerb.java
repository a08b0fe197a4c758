package quorate.prompt.verbs;

import java.util.SortedSet;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.LinkFault;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.prompt.console.Desk;
import quorate.report.Listed;

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
public final class CutVerb extends CuttingVerb<LinkFault.Cut> {

  /** The command of a session. */
  public CutVerb(Desk desk) {
    super(desk, LinkFault.Cut.class, "cut");
  }

  @Override
  String changed(LinkFault.Cut fault, SortedSet<Direction> down, ObservedCluster before) {
    return Listed.links(down);
  }
}
