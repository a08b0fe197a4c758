package quorate.report.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import quorate.report.timeline.Mark.Arrival;
import quorate.report.timeline.Mark.Fate;
import quorate.report.timeline.Mark.Flight;
import quorate.report.timeline.Mark.OfNode;
import quorate.spi.NodeId;

/**
 * Decides which arrows end in the row in which they begin: those whose receiver did and heard
 * nothing between the two that is drawn further down. So the marks on each lane keep the order of
 * their events.
 */
final class ArrowPlacement {

  private final List<Flight> flights;
  private final List<Mark> others;

  /** By lane: the event of the lowest row in which anything is drawn so far. */
  private final Map<NodeId, Long> lowest = new HashMap<>();

  /** The events whose arrows end where they begin. */
  private final Set<Long> atOnce = new HashSet<>();

  /** Something that takes place on a lane, at an event. */
  private record Step(long number, Runnable place) {}

  ArrowPlacement(List<Flight> flights, List<Mark> others) {
    this.flights = flights;
    this.others = others;
  }

  /** All marks, in the order in which they are drawn. */
  List<Mark> marks() {
    steps().stream().sorted(Comparator.comparing(Step::number)).forEach(it -> it.place().run());
    List<Mark> marks = new ArrayList<>(others);
    for (Flight flight : flights) {
      Flight placed = placed(flight);
      marks.add(placed);
      placed.fates().stream()
          .filter(fate -> !fate.isUnderWay() && !fate.atOnce())
          .forEach(fate -> marks.add(Arrival.of(flight.from(), flight.label(), fate)));
    }
    marks.sort(Comparator.comparing(Mark::number));
    return marks;
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Mark mark : others) {
      if (mark instanceof OfNode it) {
        steps.add(new Step(it.number(), () -> draw(it.node(), it.number())));
      } else if (mark instanceof Arrival it) {
        steps.add(new Step(it.number(), () -> draw(it.fate().to(), it.number())));
      }
    }
    for (Flight flight : flights) {
      steps.add(new Step(flight.number(), () -> draw(flight.from(), flight.number())));
      flight.fates().stream()
          .filter(it -> !it.isUnderWay())
          .forEach(it -> steps.add(new Step(it.number(), () -> end(flight, it))));
    }
    return steps;
  }

  private void draw(NodeId lane, long row) {
    lowest.merge(lane, row, Math::max);
  }

  private void end(Flight flight, Fate fate) {
    boolean free = lowest.getOrDefault(fate.to(), 0L) <= flight.number();
    if (free || fate.lost().isPresent()) {
      atOnce.add(fate.number());
    }
    if (fate.arrived()) {
      draw(fate.to(), free ? flight.number() : fate.number());
    }
  }

  private Flight placed(Flight flight) {
    List<Fate> fates =
        flight.fates().stream().map(it -> it.drawnAtOnce(atOnce.contains(it.number()))).toList();
    return new Flight(flight.number(), flight.atNanos(), flight.from(), flight.label(), fates);
  }
}
