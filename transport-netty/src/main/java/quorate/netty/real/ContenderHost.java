package quorate.netty.real;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.netty.ClusterThread;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/**
 * The machine on which one contender runs, for one life of it. While it is paused, what happens to
 * the contender waits; when it is gone, nothing happens to it any more. On the cluster's thread,
 * but for {@link #later}.
 */
public final class ContenderHost {

  private final ClusterSpec spec;
  private final NodeId self;
  private final ClusterThread thread;
  private final Trace trace;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private Belief belief = Belief.NOTHING;
  private boolean paused;
  private boolean gone;

  ContenderHost(ClusterSpec spec, NodeId self, ClusterThread thread, Trace trace) {
    this.spec = spec;
    this.self = self;
    this.thread = thread;
    this.trace = trace;
  }

  public ClusterSpec spec() {
    return spec;
  }

  public NodeId self() {
    return self;
  }

  public long nowNanos() {
    return trace.nowNanos();
  }

  public boolean leads() {
    return belief.leads();
  }

  /** Does something on the cluster's thread as soon as the contender runs. Any thread. */
  public void later(Runnable task) {
    thread.executeUnlessStopped(() -> handle(task));
  }

  /** The same after a while. */
  public void after(Duration delay, Runnable task) {
    thread.schedule(delay, () -> handle(task));
  }

  void handle(Runnable task) {
    if (paused) {
      waiting.add(task);
    } else if (!gone) {
      task.run();
    }
  }

  /** The contender believes this from now on. */
  public void believes(Belief after) {
    if (!after.equals(belief)) {
      Belief before = belief;
      belief = after;
      trace.write(0, at -> new BeliefChanged(at, self, before, after));
    }
  }

  boolean isPaused() {
    return paused;
  }

  void pause() {
    paused = true;
  }

  /** What waited happens now, in the order in which it came. */
  void resume() {
    paused = false;
    while (!paused && !gone && !waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  void isGone() {
    gone = true;
    paused = false;
    waiting.clear();
  }
}
