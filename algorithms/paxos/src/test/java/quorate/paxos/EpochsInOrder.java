package quorate.paxos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Persisted;

/** Whether nobody was in an epoch before the one below it was decided. */
final class EpochsInOrder implements Observer {

  private final SortedSet<Long> decided = new TreeSet<>();
  private final Map<Long, Long> openedAtNanos = new TreeMap<>();
  private final List<Persisted> outOfOrder = new ArrayList<>();

  /** Watches a cluster that has decided an epoch. */
  EpochsInOrder(long decidedBefore) {
    decided.add(decidedBefore);
  }

  @Override
  public void on(TraceEvent event) {
    if (event instanceof Persisted persisted) {
      PaxosState state = (PaxosState) persisted.state();
      openedAtNanos.putIfAbsent(state.epoch(), event.atNanos());
      if (state.decided() != null) {
        decided.add(state.epoch());
      }
      boolean early = state.epoch() > decided.first() && !decided.contains(state.epoch() - 1);
      if (early) {
        outOfOrder.add(persisted);
      }
    }
  }

  /** A node that was in an epoch too early. */
  List<Persisted> outOfOrder() {
    return List.copyOf(outOfOrder);
  }

  /** When the first node was in an epoch. */
  long openedAtNanos(long epoch) {
    return openedAtNanos.get(epoch);
  }
}
