package quorate.lab.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import quorate.lab.simulator.Recording.Entry;
import quorate.lab.simulator.Recording.Position;
import quorate.lab.trace.Trace;

/** Remembers what was done to a cluster from outside, and nothing that followed from it. */
final class Inputs {

  private final Trace trace;
  private final List<Entry> all = new ArrayList<>();
  private final Visited visited = new Visited();

  /** Whether the cluster handles something: what is done meanwhile is part of that. */
  private boolean busy;

  Inputs(Trace trace) {
    this.trace = trace;
  }

  List<Entry> all() {
    return Collections.unmodifiableList(all);
  }

  int size() {
    return all.size();
  }

  Visited visited() {
    return visited;
  }

  /** Does something, and remembers it unless it is part of something else, or fails. */
  void add(Input input, Position now, Runnable action) {
    if (busy) {
      action.run();
      return;
    }
    during(
        now,
        () -> {
          action.run();
          return true;
        });
    all.add(new Entry(now, input));
  }

  /** Lets something come by itself. */
  boolean during(Position now, BooleanSupplier coming) {
    long before = trace.last();
    busy = true;
    try {
      return coming.getAsBoolean();
    } finally {
      busy = false;
      if (trace.last() > before) {
        visited.left(now);
      }
    }
  }
}
