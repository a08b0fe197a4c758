package quorate.experiments;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import quorate.experiments.language.Moment;
import quorate.experiments.language.Quantities;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.ClusterState.Agreement;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.ElectionSystem;
import quorate.spi.Purpose;

/**
 * What to wait for, as a person types it: a time, or a word.
 *
 * @param word one of {@link #WORDS}, or the time as it was typed
 * @param time how long; empty if a word was typed
 */
public record Wait(String word, Optional<Duration> time) {

  /** What can be waited for besides a time. */
  public static final List<String> WORDS = List.of("leader", "converged", "quiet", "heartbeat");

  private static final Duration LONGEST = Duration.ofHours(1);

  /** Reads a time or a word; throws a UserError if it is neither. */
  public static Wait parse(String typed) {
    if (WORDS.contains(typed)) {
      return new Wait(typed, Optional.empty());
    }
    if (!typed.matches("\\d.*")) {
      throw UserError.unknown(
          "'" + Printable.of(typed) + "' is nothing to wait for",
          typed,
          WORDS,
          "type a time like 500ms, or leader, converged, quiet or heartbeat");
    }
    Duration time = Quantities.duration(typed);
    if (time.compareTo(LONGEST) > 0) {
      throw new UserError("waiting is limited to an hour");
    }
    return new Wait(typed, Optional.of(time));
  }

  /**
   * Waits, in the cluster's time.
   *
   * @param limit how long to wait at most for what a word says
   * @param moments where in the heartbeat interval a wait for a heartbeat ends, from 0 (inclusive)
   *     to 1
   * @param hurry whether the heartbeat that is waited for is to take no time; in virtual time only
   * @return whether it came about
   * @throws InterruptedException if the waiting thread is interrupted; the cluster goes on
   */
  public boolean in(ObservedCluster cluster, Duration limit, DoubleSupplier moments, boolean hurry)
      throws InterruptedException {
    if (time.isPresent()) {
      cluster.runFor(time.get());
      return true;
    }
    return switch (word) {
      case "leader" -> cluster.runUntil(now -> now.state().isServed(), limit);
      case "converged" -> cluster.follow(nothing -> {}).await(limit).settled();
      case "quiet" -> cluster.awaitQuiet(limit);
      default -> awaitHeartbeat(cluster, limit, moments.getAsDouble(), hurry);
    };
  }

  /**
   * Waits for the next heartbeat of the agreed leader, and then for a part of an interval. Where
   * heartbeats are not seen, any moment is as likely as another already, and the part is enough.
   */
  private static boolean awaitHeartbeat(
      ObservedCluster cluster, Duration limit, double moment, boolean hurry)
      throws InterruptedException {
    ElectionSystem system = cluster.spec().algorithm();
    boolean seen = Messages.areSeen(system);
    if (seen && !cluster.observeUntil(now -> new Heartbeat(now, hurry), it -> it.seen, limit)) {
      return false;
    }
    long interval = system.heartbeat(cluster.spec().timing(), cluster.spec().options()).toNanos();
    cluster.runFor(Duration.ofNanos((long) (moment * interval)));
    return true;
  }

  private static final class Heartbeat implements Observer {
    private final Moment begin;
    private final boolean hurry;
    private boolean seen;

    Heartbeat(Moment begin, boolean hurry) {
      this.begin = begin;
      this.hurry = hurry;
    }

    @Override
    public void on(TraceEvent event) {
      if (!seen
          && event instanceof Sent sent
          && sent.message().purpose() == Purpose.HEARTBEAT
          && isAgreedLeader(sent)) {
        seen = true;
        if (hurry) {
          begin.cluster().hurry();
        }
      }
    }

    private boolean isAgreedLeader(Sent sent) {
      return begin.state().agreement().flatMap(Agreement::leader).equals(Optional.of(sent.from()));
    }
  }
}
