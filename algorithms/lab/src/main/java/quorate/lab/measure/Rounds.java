package quorate.lab.measure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/**
 * The elections that nodes began since the fault. However long a run is, it keeps a bounded number
 * of them, and counts the rest.
 */
final class Rounds {

  /** So many beginnings are named as evidence. */
  private static final int MOST_NUMBERS = 1000;

  /** A round that so many others followed does not come again. */
  private static final int MOST_REMEMBERED = 10_000;

  private final Set<String> remembered = new LinkedHashSet<>();
  private final List<Long> numbers = new ArrayList<>();

  /** The round that each node began last. */
  private final SortedMap<NodeId, String> last = new TreeMap<>();

  private final boolean underWayAtFault;
  private int different;
  private long begun;
  private Optional<Begun> first = Optional.empty();
  private Optional<Begun> lowest = Optional.empty();

  /** An election that a node began, and which nodes were down then. */
  record Begun(Place place, NodeId node, SortedSet<NodeId> down) {}

  /**
   * What there was until a moment.
   *
   * @param different how many different rounds were begun
   * @param begun how often nodes began one
   * @param first the first beginning
   * @param lowest the first beginning by the lowest node that began any
   */
  record SoFar(int different, long begun, Optional<Begun> first, Optional<Begun> lowest) {}

  /** None so far; {@code underWayAtFault} says whether a running node held an election then. */
  Rounds(boolean underWayAtFault) {
    this.underWayAtFault = underWayAtFault;
  }

  void begin(BeliefChanged changed, SortedSet<NodeId> down) {
    Begun election = new Begun(Place.of(changed), changed.node(), down);
    String round = name(changed.after());
    begun++;
    if (remembered.add(round)) {
      different++;
    }
    if (remembered.size() > MOST_REMEMBERED) {
      remembered.remove(remembered.iterator().next());
    }
    if (numbers.size() < MOST_NUMBERS) {
      numbers.add(changed.number());
    }
    last.put(changed.node(), changed.after().round());
    first = first.or(() -> Optional.of(election));
    if (lowest.isEmpty() || lowest.get().node().compareTo(election.node()) > 0) {
      lowest = Optional.of(election);
    }
  }

  /** Rounds of the same name in different epochs are different rounds. */
  private static String name(Belief belief) {
    return belief.epoch() + " " + belief.round();
  }

  /**
   * Whether a node becomes leader in an election that had begun before the fault: in a round of its
   * own that it did not begin since; or, if others elected it, when somebody held an election then
   * and nobody began another one since.
   */
  boolean hadBegunBefore(BeliefChanged comesToLead) {
    String round = comesToLead.after().round();
    return round.isEmpty()
        ? underWayAtFault && begun == 0
        : !round.equals(last.get(comesToLead.node()));
  }

  SoFar soFar() {
    return new SoFar(different, begun, first, lowest);
  }

  /** The numbers of the first beginnings, of so many at most. */
  List<Long> numbers(SoFar until) {
    return List.copyOf(numbers.subList(0, (int) Math.min(until.begun(), numbers.size())));
  }
}
