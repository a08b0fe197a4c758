package quorate.prompt.verbs;

import java.util.SortedSet;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.LinkFault;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.prompt.console.Desk;

/** Makes nodes deaf. */
@Command(
    name = "deaf",
    description = "make nodes hear nothing any more; they are still heard",
    footer = {
      "",
      "examples:",
      "  deaf follower            it calls election after election, and all hear it",
      "  deaf 3",
      "",
      "All links towards the node are cut, in that direction only. heal undoes it."
    })
public final class DeafVerb extends CuttingVerb<LinkFault.Deaf> {

  /** The command of a session. */
  public DeafVerb(Desk desk) {
    super(desk, LinkFault.Deaf.class, "deaf");
  }

  @Override
  String changed(LinkFault.Deaf fault, SortedSet<Direction> down, ObservedCluster before) {
    return those(fault, node -> down.stream().anyMatch(it -> it.to().equals(node)));
  }
}
