package quorate.prompt.verbs;

import java.util.SortedSet;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.LinkFault;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.prompt.console.Desk;

/** Makes nodes mute. */
@Command(
    name = "mute",
    description = "make nodes heard by nobody any more; they still hear",
    footer = {
      "",
      "examples:",
      "  mute leader              its heartbeats are lost; it hears of its successor",
      "  mute 3",
      "",
      "All links away from the node are cut, in that direction only. heal undoes it."
    })
public final class MuteVerb extends CuttingVerb<LinkFault.Mute> {

  /** The command of a session. */
  public MuteVerb(Desk desk) {
    super(desk, LinkFault.Mute.class, "mute");
  }

  @Override
  String changed(LinkFault.Mute fault, SortedSet<Direction> down, ObservedCluster before) {
    return those(fault, node -> down.stream().anyMatch(it -> it.from().equals(node)));
  }
}
