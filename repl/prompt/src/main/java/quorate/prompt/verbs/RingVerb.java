package quorate.repl.verbs;

import java.util.SortedSet;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Cutting;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.repl.render.Listed;
import quorate.repl.session.Session;

/** Leaves each node two neighbours. */
@Command(
    name = "ring",
    description = "leave each node only the links to its two neighbours",
    footer = {
      "",
      "examples:",
      "  ring                     of five nodes: 1-2-3-4-5-1",
      "",
      "All other links are cut, in both directions. heal undoes it."
    })
public final class RingVerb extends CuttingVerb<Cutting.Ring> {

  /** The command of a session. */
  public RingVerb(Session session) {
    super(session, Cutting.Ring.class, "ring");
  }

  @Override
  String changed(Cutting.Ring fault, SortedSet<Direction> down, ObservedCluster before) {
    return Listed.numbers(before.spec().members()) + ", each with two neighbours";
  }
}
