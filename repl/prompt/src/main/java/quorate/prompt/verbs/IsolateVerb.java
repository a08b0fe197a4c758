package quorate.repl.verbs;

import java.util.SortedSet;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Cutting;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.repl.session.Session;

/** Cuts nodes off. */
@Command(
    name = "isolate",
    description = "cut all links of nodes; they run on, alone",
    footer = {
      "",
      "examples:",
      "  isolate leader",
      "  isolate 1,2              also from each other",
      "",
      "heal undoes it. To keep them together, type: partition 1,2"
    })
public final class IsolateVerb extends CuttingVerb<Cutting.Isolate> {

  /** The command of a session. */
  public IsolateVerb(Session session) {
    super(session, Cutting.Isolate.class, "isolated");
  }

  @Override
  String changed(Cutting.Isolate fault, SortedSet<Direction> down, ObservedCluster before) {
    return those(
        fault,
        node -> down.stream().anyMatch(it -> it.from().equals(node) || it.to().equals(node)));
  }
}
