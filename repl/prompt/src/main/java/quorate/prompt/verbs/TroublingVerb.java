package quorate.prompt.verbs;

import java.util.SortedSet;
import java.util.function.Function;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Troubling;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.prompt.console.Desk;
import quorate.report.Listed;

/**
 * A fault that makes links bad, but not useless.
 *
 * @param <F> the fault
 */
abstract class TroublingVerb<F extends Troubling> extends FaultVerb<F> {

  private final Function<F, String> howBad;

  TroublingVerb(Desk desk, Class<F> kind, String did, Function<F, String> howBad) {
    super(desk, kind, did);
    this.howBad = howBad;
  }

  @Override
  final String changed(F fault, ObservedCluster before) {
    SortedSet<Direction> where = fault.directions();
    return howBad.apply(fault) + " on " + (where.isEmpty() ? "all links" : Listed.links(where));
  }
}
