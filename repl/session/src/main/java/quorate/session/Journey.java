package quorate.session;

import java.time.Duration;
import java.util.OptionalLong;
import quorate.lab.UserError;
import quorate.lab.simulator.Recording;
import quorate.lab.simulator.Replayer;
import quorate.lab.simulator.SimulatedCluster;
import quorate.session.TimeTravel.Target;

/** The way of a cluster forwards to a moment, along a recording and, where that ends, beyond it. */
final class Journey {

  /** In so many parts time passes that nobody has recorded, to see how far it has come. */
  private static final int SLICES = 1000;

  private final Recording way;
  private final Pace pace;

  Journey(Recording way, Pace pace) {
    this.way = way;
    this.pace = pace;
  }

  /** Whether a moment is the present one or a later one. */
  static boolean isAhead(SimulatedCluster cluster, Target target) {
    if (target instanceof Target.Time it) {
      return it.time().toNanos() >= cluster.position().nanos();
    } else if (target instanceof Target.Event it) {
      return it.number() >= cluster.trace().last();
    }
    return ((Target.Move) target).number() >= cluster.position().moves();
  }

  /**
   * Takes a cluster, which is on that way, to a moment.
   *
   * @throws UserError if nothing is to come before that
   * @throws InterruptedException if the thread is interrupted
   */
  void take(SimulatedCluster cluster, Target target) throws InterruptedException {
    Replayer replayer = new Replayer(way, cluster);
    if (target instanceof Target.Time it) {
      toTime(replayer, cluster, it.time().toNanos());
    } else if (target instanceof Target.Event it) {
      while (cluster.trace().last() < it.number()) {
        if (pace.isTime()) {
          pace.look(cluster.trace().last(), it.number(), "events");
        }
        if (!goOn(replayer, cluster)) {
          throw new UserError(
              "there is no event " + it.number() + "; the last is " + cluster.trace().last());
        }
      }
    } else {
      long number = ((Target.Move) target).number();
      while (cluster.position().moves() < number) {
        if (pace.isTime()) {
          pace.look(cluster.position().moves(), number, "moves");
        }
        if (!goOn(replayer, cluster)) {
          throw new UserError(
              "there is no move " + number + "; the last is " + cluster.position().moves());
        }
      }
    }
  }

  private void toTime(Replayer replayer, SimulatedCluster cluster, long end)
      throws InterruptedException {
    OptionalLong next = replayer.nextNanos();
    while (next.isPresent() && next.getAsLong() <= end) {
      if (pace.isTime()) {
        pace.look(millis(cluster.position().nanos()), millis(end), "ms");
      }
      replayer.move();
      next = replayer.nextNanos();
    }
    long slice = (end - cluster.position().nanos()) / SLICES + 1;
    do {
      pace.look(millis(cluster.position().nanos()), millis(end), "ms");
      cluster.runFor(Duration.ofNanos(Math.min(slice, end - cluster.position().nanos())));
    } while (cluster.position().nanos() < end); // at the end itself something may be due, too
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis() + 1;
  }

  /** Does the next move of the recording, or lets the next thing come when it is over. */
  static boolean goOn(Replayer replayer, SimulatedCluster cluster) {
    return replayer.nextNanos().isPresent() ? replayer.move() : cluster.step();
  }
}
