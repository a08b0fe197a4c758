package quorate.netty;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.function.Consumer;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.cluster.Ports;
import quorate.lab.trace.TraceEvent.TimerSet;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/** What a node's machine sees of real time, and of chance: the event loop's timers. */
public abstract class EventLoopPorts implements Ports {

  private final LiveCluster cluster;
  private final ClusterThread thread;
  private final Lateness lateness;
  private final Consumer<Runnable> guard;
  private final Chance chance;

  /**
   * The timers and the chance of one node.
   *
   * @param guard runs what the node does
   */
  protected EventLoopPorts(
      NodeId self,
      LiveCluster cluster,
      ClusterThread thread,
      Lateness lateness,
      Consumer<Runnable> guard) {
    this.cluster = cluster;
    this.thread = thread;
    this.lateness = lateness;
    this.guard = guard;
    this.chance = Chance.ofNode(cluster.spec().seed(), self);
  }

  @Override
  public Runnable wakeAfter(TimerSet timer, Runnable action) {
    long due = cluster.trace().nowNanos() + timer.delayNanos();
    Runnable expire =
        () -> {
          noteLateness(due);
          guard.accept(action);
        };
    Future<?> expiry = thread.schedule(Duration.ofNanos(timer.delayNanos()), expire);
    return () -> {
      if (expiry.cancel(false)) {
        noteLateness(due);
      }
    };
  }

  /** A timer expires, or is undone, perhaps when it should have expired long ago. */
  private void noteLateness(long dueNanos) {
    long now = cluster.trace().nowNanos();
    lateness.note(now, now - dueNanos);
  }

  @Override
  public long draw(TimeRange range) {
    return chance.draw(range);
  }
}
