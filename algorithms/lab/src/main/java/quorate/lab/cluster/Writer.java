package quorate.lab.cluster;

import java.util.Optional;
import java.util.OptionalLong;
import quorate.lab.store.StoreMessage.Write;
import quorate.lab.store.StoreSettings;
import quorate.spi.Belief;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * The part of a node's process that writes to the store while the node believes that it leads. It
 * looks, works, and then writes without looking again, as any program does between a check and what
 * the check is for. It dies with the process, and stands still with it. Used on the cluster's own
 * thread.
 */
final class Writer {

  /** At its expiry the process looks whether its node leads. */
  static final Timer CHECK = Timer.heartbeat("STORE_CHECK");

  /** At its expiry what was worked on is written. */
  static final Timer WRITE = Timer.heartbeat(Write.TIMER);

  private final NodeTimers timers;
  private final HostEffects.Sender sender;
  private Optional<StoreSettings> settings = Optional.empty();
  private OptionalLong token = OptionalLong.empty();
  private long written;

  /** A process that has nowhere to write. */
  Writer(NodeTimers timers, HostEffects.Sender sender) {
    this.timers = timers;
    this.sender = sender;
  }

  /** Whether a timer is one of its own, and not the node's. */
  static boolean owns(Timer timer) {
    return timer.name().equals(CHECK.name()) || timer.name().equals(WRITE.name());
  }

  /** Writes so from now on; what it works on goes on. With no settings it writes no more. */
  void use(Optional<StoreSettings> other, Belief belief, long cause) {
    settings = other;
    if (settings.isEmpty()) {
      timers.cancel(CHECK, cause);
      timers.cancel(WRITE, cause);
    }
    onBelief(belief, cause);
  }

  /** The node may lead now: then there is something to do, unless there is already. */
  void onBelief(Belief belief, long cause) {
    boolean busy = timers.isPending(CHECK) || timers.isPending(WRITE);
    if (settings.isPresent() && !busy) {
      check(belief, cause);
    }
  }

  void onTimer(Timer timer, Belief belief, long cause) {
    if (timer.name().equals(WRITE.name())) {
      Long fence = token.isPresent() ? token.getAsLong() : null;
      sender.send(NodeId.STORE, new Write(++written, fence), cause);
      lookAgainInTime(belief, cause);
    } else {
      check(belief, cause);
    }
  }

  private void check(Belief belief, long cause) {
    if (belief.leads()) {
      token = belief.epoch();
      timers.set(WRITE, TimeRange.fixed(settings.get().work()), cause);
    }
  }

  /** The next look comes so that the next write comes in time. */
  private void lookAgainInTime(Belief belief, long cause) {
    StoreSettings now = settings.get();
    if (now.work().equals(now.pace())) {
      check(belief, cause);
    } else {
      timers.set(CHECK, TimeRange.fixed(now.pace().minus(now.work())), cause);
    }
  }
}
