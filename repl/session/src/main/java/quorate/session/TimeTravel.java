package quorate.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import quorate.experiments.ObservedCluster;
import quorate.lab.UserError;
import quorate.lab.simulator.Input;
import quorate.lab.simulator.Pending;
import quorate.lab.simulator.Recording;
import quorate.lab.simulator.Recording.Position;
import quorate.lab.simulator.Replayer;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.TraceEvent;

/**
 * Moves clusters in virtual time forwards and back. A cluster that goes back is run again from its
 * start, and takes the place of the one that was there. What came later is kept, and comes again
 * when one goes forwards, as long as nothing else is done to the cluster. Used by the session's
 * thread.
 */
public final class TimeTravel {

  private final Session session;

  /** By name of a cluster: the longest run that its present was the begin of. */
  private final Map<String, Recording> ways = new HashMap<>();

  /**
   * A cluster at the moment that it was moved to.
   *
   * @param happened the events of its steps, if it went forwards by steps
   * @param later the faults that come later, as it was before it went back
   */
  public record Moved(ObservedCluster cluster, List<TraceEvent> happened, List<String> later) {}

  /** Where to go. */
  public sealed interface Target {
    record Time(Duration time) implements Target {}

    record Event(long number) implements Target {}

    /**
     * After so many moves.
     *
     * @param number counts things done from outside, and things that came by themselves, with an
     *     event or without
     */
    record Move(long number) implements Target {}
  }

  TimeTravel(Session session) {
    this.session = session;
  }

  /**
   * Lets the next events come, one move after the other.
   *
   * @param moves how many; each has at least one event
   * @throws UserError if the cluster runs over TCP, or nothing is to come
   */
  public Moved step(ObservedCluster cluster, int moves, Progress progress)
      throws InterruptedException {
    SimulatedCluster simulated = simulated(cluster);
    Recording way = way(cluster);
    Replayer replayer = new Replayer(way, simulated);
    Pace pace = new Pace(progress);
    long before = simulated.trace().last();
    try {
      for (int i = 0; i < moves; i++) {
        if (pace.isTime()) {
          pace.look(i, moves, "steps");
        }
        step(replayer, simulated);
      }
      return moved(cluster, way, before);
    } finally {
      progress.over();
    }
  }

  private static void step(Replayer replayer, SimulatedCluster cluster) {
    long last = cluster.trace().last();
    while (cluster.trace().last() == last) {
      if (!Journey.goOn(replayer, cluster)) {
        throw new UserError(
            "nothing is to come in " + cluster.spec().name() + "; type: restart all");
      }
    }
  }

  /**
   * Undoes the last moves.
   *
   * @param moves how many; each has at least one event
   * @throws UserError if the cluster runs over TCP, or is at its beginning
   */
  public Moved back(ObservedCluster cluster, int moves, Progress progress)
      throws InterruptedException {
    SimulatedCluster simulated = simulated(cluster);
    if (simulated.trace().last() == 0) {
      throw new UserError(cluster.spec().name() + " is at its beginning");
    }
    Recording here = simulated.recording();
    Optional<Position> remembered = simulated.visited().before(moves);
    Position before = remembered.isPresent() ? remembered.get() : find(here, moves, progress);
    return replace(cluster, here.upTo(before), way(cluster), progress);
  }

  /** Runs a recording again, to find where it was before its last moves that wrote an event. */
  private static Position find(Recording here, int moves, Progress progress)
      throws InterruptedException {
    SimulatedCluster scout = SimulatedCluster.withoutFingerprint(here.spec(), here.network());
    Replayer replayer = new Replayer(here, scout);
    Pace pace = new Pace(progress);
    Deque<Position> marks = new ArrayDeque<>();
    while (replayer.nextNanos().isPresent()) {
      Position mark = scout.position();
      long last = scout.trace().last();
      if (pace.isTime()) {
        pace.look(mark.moves(), here.end().moves(), "moves");
      }
      replayer.move();
      if (scout.trace().last() > last) {
        marks.add(mark);
        if (marks.size() > moves) {
          marks.removeFirst();
        }
      }
    }
    return marks.getFirst();
  }

  /**
   * Goes to a moment, forwards or back.
   *
   * @throws UserError if the cluster runs over TCP, or there is no such moment
   */
  public Moved goTo(ObservedCluster cluster, Target target, Progress progress)
      throws InterruptedException {
    SimulatedCluster simulated = simulated(cluster);
    Recording way = way(cluster);
    Journey journey = new Journey(way, new Pace(progress));
    try {
      if (Journey.isAhead(simulated, target)) {
        journey.take(simulated, target);
        return moved(cluster, way, simulated.trace().last());
      }
      SimulatedCluster again = new SimulatedCluster(way.spec(), way.network());
      ObservedCluster observed = new ObservedCluster(again);
      journey.take(again, target);
      return put(cluster, observed, way);
    } finally {
      progress.over();
    }
  }

  /** Lets something that is to come happen now, before all the others. */
  public Moved deliver(ObservedCluster cluster, Pending chosen) {
    SimulatedCluster simulated = simulated(cluster);
    long before = simulated.trace().last();
    simulated.advance(chosen.number());
    return moved(cluster, way(cluster), before);
  }

  /** Loses a message that is under way. */
  public Moved lose(ObservedCluster cluster, Pending chosen) {
    SimulatedCluster simulated = simulated(cluster);
    long before = simulated.trace().last();
    simulated.lose(chosen.number());
    return moved(cluster, way(cluster), before);
  }

  /** A cluster is gone, and what came later in it. */
  void forget(String name) {
    ways.remove(name);
  }

  /** Throws a UserError if a cluster runs over TCP. */
  public static void check(ObservedCluster cluster) {
    simulated(cluster);
  }

  static SimulatedCluster simulated(ObservedCluster cluster) {
    cluster.checkRuns();
    return cluster
        .simulated()
        .orElseThrow(
            () ->
                new UserError(
                    cluster.spec().name()
                        + " runs over TCP, where time cannot be turned back; type: start "
                        + cluster.spec().algorithm().name()
                        + " "
                        + cluster.spec().size()
                        + " --sim"));
  }

  /** The longest run that is known and that the present is the begin of. */
  public Recording way(ObservedCluster cluster) {
    Recording here = simulated(cluster).recording();
    Recording known = ways.get(cluster.spec().name());
    return known != null && here.isBeginOf(known) ? known : here;
  }

  /**
   * Runs a cluster again, and puts it in the place of another.
   *
   * @param begin up to where
   * @param way how it goes on from there
   */
  Moved replace(ObservedCluster cluster, Recording begin, Recording way, Progress progress)
      throws InterruptedException {
    return put(cluster, again(begin, progress), way);
  }

  private Moved put(ObservedCluster old, ObservedCluster other, Recording way) {
    session.replace(old, other);
    return moved(other, way, simulated(other).trace().last());
  }

  /**
   * Runs a recorded cluster again up to its end. The caller closes it.
   *
   * @throws InterruptedException if the thread is interrupted; then no cluster is left
   */
  static ObservedCluster again(Recording recording, Progress progress) throws InterruptedException {
    SimulatedCluster again = new SimulatedCluster(recording.spec(), recording.network());
    ObservedCluster observed = new ObservedCluster(again);
    Replayer replayer = new Replayer(recording, again);
    Pace pace = new Pace(progress);
    try {
      do {
        if (pace.isTime()) {
          pace.look(again.position().moves(), recording.end().moves() + 1, "moves");
        }
      } while (replayer.move());
    } finally {
      progress.over();
    }
    return observed;
  }

  /** What came later in a cluster does not come again. */
  void dropLater(ObservedCluster cluster) {
    ways.put(cluster.spec().name(), simulated(cluster).recording());
  }

  private Moved moved(ObservedCluster cluster, Recording way, long before) {
    SimulatedCluster simulated = simulated(cluster);
    ways.put(cluster.spec().name(), way);
    List<TraceEvent> happened =
        LongStream.rangeClosed(before + 1, simulated.trace().last())
            .mapToObj(number -> simulated.trace().find(number))
            .flatMap(Optional::stream)
            .toList();
    return new Moved(cluster, happened, faults(way, simulated.position().inputs()));
  }

  /**
   * The faults of a run.
   *
   * @param from after how many things that were done from outside
   */
  public static List<String> faults(Recording way, int from) {
    return way.entries().stream()
        .skip(from)
        .filter(entry -> entry.input() instanceof Input.Injected)
        .map(entry -> ((Input.Injected) entry.input()).fault().toString())
        .toList();
  }
}
