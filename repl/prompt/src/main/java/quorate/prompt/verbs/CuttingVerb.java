package quorate.prompt.verbs;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Cutting;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.prompt.console.Desk;
import quorate.report.Listed;
import quorate.spi.NodeId;

/**
 * A fault that takes links down.
 *
 * @param <F> the fault
 */
abstract class CuttingVerb<F extends Cutting> extends FaultVerb<F> {

  CuttingVerb(Desk desk, Class<F> kind, String did) {
    super(desk, kind, did);
  }

  /**
   * What a fault is about to change. On the cluster's thread.
   *
   * @param down the directions that it takes down, at least one
   */
  abstract String changed(F fault, SortedSet<Direction> down, ObservedCluster before);

  @Override
  final String changed(F fault, ObservedCluster before) {
    SortedSet<Direction> down = new TreeSet<>(fault.cuts(before.spec().members()));
    if (down.isEmpty()) {
      return "nothing, there is no such link";
    }
    down.removeAll(before.cluster().links().cut());
    return down.isEmpty() ? "nothing, down already" : changed(fault, down, before);
  }

  /** Those of a fault's nodes that it hits; there is one. */
  final String those(F fault, Predicate<NodeId> hit) {
    return Listed.nodes(fault.nodes().stream().filter(hit).toList());
  }
}
