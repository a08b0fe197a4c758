package quorate.repl.verbs;

import java.util.List;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Cutting;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.repl.render.Listed;
import quorate.repl.session.Session;
import quorate.spi.NodeId;

/** Leaves one node between two halves. */
@Command(
    name = "bridge",
    description = "split the others into halves that only this node can still reach",
    footer = {
      "",
      "examples:",
      "  bridge 3                 of five nodes: 1,2 and 3 and 4,5",
      "  bridge leader",
      "",
      "Every node but the bridge lacks some of the others; the bridge has all. heal undoes it."
    })
public final class BridgeVerb extends CuttingVerb<Cutting.Bridge> {

  /** The command of a session. */
  public BridgeVerb(Session session) {
    super(session, Cutting.Bridge.class, "bridge");
  }

  @Override
  String changed(Cutting.Bridge fault, SortedSet<Direction> down, ObservedCluster before) {
    List<NodeId> others =
        before.spec().members().stream().filter(it -> !it.equals(fault.node())).toList();
    int half = others.size() / 2;
    return fault.node()
        + " between "
        + Listed.numbers(others.subList(0, half))
        + " and "
        + Listed.numbers(others.subList(half, others.size()));
  }
}
