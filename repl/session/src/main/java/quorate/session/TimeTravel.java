package quorate.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  public Moved step(ObservedCluster cluster, int moves) throws InterruptedException {
    SimulatedCluster simulated = simulated(cluster);
    Recording way = way(cluster);
    Replayer replayer = new Replayer(way, simulated);
    long before = simulated.trace().last();
    for (int i = 0; i < moves; i++) {
      long last = simulated.trace().last();
      while (simulated.trace().last() == last) {
        if (!goOn(replayer, simulated)) {
          throw new UserError(
              "nothing is to come in " + cluster.spec().name() + "; type: restart all");
        }
      }
    }
    return moved(cluster, way, before);
  }

  private static boolean goOn(Replayer replayer, SimulatedCluster cluster)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return replayer.nextNanos().isPresent() ? replayer.move() : cluster.step();
  }

  /**
   * Undoes the last moves.
   *
   * @param moves how many; each has at least one event
   * @throws UserError if the cluster runs over TCP, or is at its beginning
   */
  public Moved back(ObservedCluster cluster, int moves) throws InterruptedException {
    Recording here = simulated(cluster).recording();
    SimulatedCluster scout = SimulatedCluster.withoutFingerprint(here.spec(), here.network());
    Replayer replayer = new Replayer(here, scout);
    Deque<Position> marks = new ArrayDeque<>();
    Position mark = scout.position();
    long last = 0;
    while (replayer.nextNanos().isPresent()) {
      goOn(replayer, scout);
      if (scout.trace().last() > last) {
        marks.add(mark);
        if (marks.size() > moves) {
          marks.removeFirst();
        }
      }
      last = scout.trace().last();
      mark = scout.position();
    }
    if (marks.isEmpty()) {
      throw new UserError(cluster.spec().name() + " is at its beginning");
    }
    return replace(cluster, here.upTo(marks.getFirst()));
  }

  /**
   * Goes to a moment, forwards or back.
   *
   * @throws UserError if the cluster runs over TCP, or there is no such moment
   */
  public Moved goTo(ObservedCluster cluster, Target target) throws InterruptedException {
    SimulatedCluster simulated = simulated(cluster);
    Recording way = way(cluster);
    if (isAhead(simulated, target)) {
      reach(new Replayer(way, simulated), simulated, target);
      return moved(cluster, way, simulated.trace().last());
    }
    SimulatedCluster scout = SimulatedCluster.withoutFingerprint(way.spec(), way.network());
    reach(new Replayer(way, scout), scout, target);
    return replace(cluster, way.upTo(scout.position()));
  }

  private static boolean isAhead(SimulatedCluster cluster, Target target) {
    return target instanceof Target.Time it
        ? it.time().toNanos() >= cluster.position().nanos()
        : ((Target.Event) target).number() >= cluster.trace().last();
  }

  private static void reach(Replayer replayer, SimulatedCluster cluster, Target target)
      throws InterruptedException {
    if (target instanceof Target.Event event) {
      while (cluster.trace().last() < event.number()) {
        if (!goOn(replayer, cluster)) {
          throw new UserError(
              "there is no event " + event.number() + "; the last is " + cluster.trace().last());
        }
      }
      return;
    }
    long end = ((Target.Time) target).time().toNanos();
    OptionalLong next = replayer.nextNanos();
    while (next.isPresent() && next.getAsLong() <= end) {
      goOn(replayer, cluster);
      next = replayer.nextNanos();
    }
    cluster.runFor(Duration.ofNanos(end - cluster.position().nanos()));
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
  Recording way(ObservedCluster cluster) {
    Recording here = simulated(cluster).recording();
    Recording known = ways.get(cluster.spec().name());
    return known != null && here.isBeginOf(known) ? known : here;
  }

  private Moved replace(ObservedCluster cluster, Recording begin) throws InterruptedException {
    return replace(cluster, begin, way(cluster));
  }

  /**
   * Runs a cluster again, and puts it in the place of another.
   *
   * @param begin up to where
   * @param way how it goes on from there
   */
  Moved replace(ObservedCluster cluster, Recording begin, Recording way)
      throws InterruptedException {
    ObservedCluster again = again(begin);
    session.replace(cluster, again);
    return moved(again, way, simulated(again).trace().last());
  }

  /**
   * Runs a recorded cluster again up to its end. The caller closes it.
   *
   * @throws InterruptedException if the thread is interrupted; then no cluster is left
   */
  static ObservedCluster again(Recording recording) throws InterruptedException {
    SimulatedCluster again = new SimulatedCluster(recording.spec(), recording.network());
    ObservedCluster observed = new ObservedCluster(again);
    Replayer replayer = new Replayer(recording, again);
    while (replayer.move()) {
      if (Thread.interrupted()) {
        observed.close();
        throw new InterruptedException();
      }
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
