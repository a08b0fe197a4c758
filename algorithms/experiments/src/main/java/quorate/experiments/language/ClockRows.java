package quorate.experiments.language;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import quorate.lab.cluster.Drift;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.trace.ClockRate;
import quorate.spi.NodeId;

/** The fault of clocks. */
final class ClockRows {

  private static final String HEAL = "heal";

  /** A rate that is drawn is off by one to so many parts of the bound. */
  private static final int PARTS = 10;

  private static final FaultRow<Drift> DRIFT =
      new FaultRow<>(
          "drift NODES RATE | heal",
          Drift.class,
          "let clocks of nodes run fast or slow: their timers expire early or late",
          FaultRow.examples(
              "  drift 3 1.05        5% fast: a timer of 100 ms expires after 100 / 1.05 ms",
              "  drift leader 0.9    10% slow",
              "  drift 3 1           this clock is true again",
              "  drift heal          all clocks are true again",
              "",
              "A rate is 0.1 to 10, with at most six digits after the point. A node never reads a"
                  + " clock: it sets timers, and its machine runs them fast or slow. What is left"
                  + " of a timer that is pending is measured by the new rate from now on.",
              "The clock belongs to the machine. It keeps its rate when the node crashes and"
                  + " restarts, and heal, which is about links, does not change it. status shows"
                  + " which clocks are not true. In virtual time, timers are exact, rounded to the"
                  + " nearest nanosecond.",
              "chaos draws rates only if it is asked to: help chaos explains --clocks."),
          ClockRows::read,
          "clocks",
          ClockRows::change,
          Optional.of(ClockRows::draw),
          true);

  static final List<FaultRow<?>> ALL = List.of(DRIFT);

  private ClockRows() {}

  private static Function<Moment, Drift> read(Arguments typed) {
    if (typed.isNext(HEAL)) {
      return now -> new Drift(untrue(now), 1);
    }
    NodeSelection nodes = typed.nodes(typed.next());
    double rate = Quantities.rate(typed.next());
    return now -> new Drift(nodes.at(now), rate);
  }

  /** The nodes whose clocks are not true; all if all are. */
  private static SortedSet<NodeId> untrue(Moment now) {
    SortedSet<NodeId> untrue = new TreeSet<>(now.state().nodes().keySet());
    untrue.removeIf(node -> now.state().node(node).hasTrueClock());
    return untrue.isEmpty() ? new TreeSet<>(now.state().nodes().keySet()) : untrue;
  }

  private static Change change(Drift drift, Moment before) {
    List<NodeId> changed =
        drift.nodes().stream()
            .filter(node -> before.state().node(node).clockRate() != drift.rate())
            .toList();
    if (changed.isEmpty()) {
      return Change.nothing("as they were");
    }
    String how = drift.rate() == 1 ? " true again" : " " + ClockRate.words(drift.rate());
    return Change.of(Listed.nodes(changed) + how);
  }

  /** Of nodes that may be down; half of all rates are as far off as they can be. */
  private static List<Fault> draw(Draws draws) {
    if (draws.clocksOffBy() == 0) {
      return List.of();
    }
    SortedSet<NodeId> untrue = draws.those(node -> !node.hasTrueClock());
    if (!untrue.isEmpty() && draws.below(4) == 0) {
      return List.of(new Drift(draws.some(untrue), 1));
    }
    List<Fault> drifts = new ArrayList<>();
    for (NodeId node : draws.some(draws.those((NodeState any) -> true))) {
      int parts = draws.below(2) == 0 ? PARTS : 1 + draws.below(PARTS);
      int sign = draws.below(2) == 0 ? -1 : 1;
      drifts.add(new Drift(new TreeSet<>(List.of(node)), rate(draws.clocksOffBy(), sign * parts)));
    }
    return drifts;
  }

  /** Never further off than the bound. */
  private static double rate(double bound, int parts) {
    return BigDecimal.valueOf(bound)
        .multiply(BigDecimal.valueOf(parts))
        .divide(BigDecimal.valueOf(PARTS))
        .setScale(Drift.DIGITS, RoundingMode.DOWN)
        .add(BigDecimal.ONE)
        .doubleValue();
  }
}
