package quorate.session;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import quorate.lab.simulator.Recording;
import quorate.lab.simulator.Replayer;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.TraceEvent;

/**
 * Where two recordings begin to differ.
 *
 * @param first the first event of each that differs from that of the other; empty for one that ends
 *     before; both empty if they have the same events
 */
public record Difference(List<Optional<TraceEvent>> first) {

  /** One of the two, as far as its events are read. */
  private static final class Reading {
    private final Replayer replayer;
    private final long all;
    private final Queue<TraceEvent> events = new ArrayDeque<>();

    Reading(Recording recording) {
      SimulatedCluster cluster =
          SimulatedCluster.withoutFingerprint(recording.spec(), recording.network());
      cluster.trace().observe(events::add);
      replayer = new Replayer(recording, cluster);
      all = recording.end().moves();
    }

    Optional<TraceEvent> next(Pace pace) throws InterruptedException {
      while (events.isEmpty() && replayer.move()) {
        if (pace.isTime()) {
          pace.look(replayer.position().moves(), all, "moves");
        }
      }
      return Optional.ofNullable(events.poll());
    }
  }

  /**
   * Runs both again, until they differ.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static Difference of(Recording one, Recording other, Progress progress)
      throws InterruptedException {
    Pace pace = new Pace(progress);
    try {
      return of(new Reading(one), new Reading(other), pace);
    } finally {
      progress.over();
    }
  }

  private static Difference of(Reading first, Reading second, Pace pace)
      throws InterruptedException {
    Optional<TraceEvent> here = first.next(pace);
    Optional<TraceEvent> there = second.next(pace);
    while (here.isPresent() && here.equals(there)) {
      here = first.next(pace);
      there = second.next(pace);
    }
    return new Difference(List.of(here, there));
  }

  /** The number of the first event that differs; empty if none does. */
  public Optional<Long> number() {
    return first.stream().flatMap(Optional::stream).map(TraceEvent::number).findFirst();
  }
}
