package quorate.repl.verbs;

import java.util.SortedSet;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Cutting;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.repl.session.Session;

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
public final class MuteVerb extends CuttingVerb<Cutting.Mute> {

  /** The command of a session. */
  public MuteVerb(Session session) {
    super(session, Cutting.Mute.class, "mute");
  }

  @Override
  String changed(Cutting.Mute fault, SortedSet<Direction> down, ObservedCluster before) {
    return those(fault, node -> down.stream().anyMatch(it -> it.from().equals(node)));
  }
}
