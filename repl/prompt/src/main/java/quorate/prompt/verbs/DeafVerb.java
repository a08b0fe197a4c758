package quorate.repl.verbs;

import java.util.SortedSet;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Cutting;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.repl.session.Session;

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
public final class DeafVerb extends CuttingVerb<Cutting.Deaf> {

  /** The command of a session. */
  public DeafVerb(Session session) {
    super(session, Cutting.Deaf.class, "deaf");
  }

  @Override
  String changed(Cutting.Deaf fault, SortedSet<Direction> down, ObservedCluster before) {
    return those(fault, node -> down.stream().anyMatch(it -> it.to().equals(node)));
  }
}
