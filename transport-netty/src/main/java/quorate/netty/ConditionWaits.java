package quorate.netty;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import quorate.lab.cluster.LiveCluster;

/** Who waits for what of one cluster. Its end fails all waits. */
public final class ConditionWaits {

  private final ClusterThread thread;
  private final LiveCluster live;
  private final Set<ConditionWait> waits = new LinkedHashSet<>();
  private boolean closed;

  public ConditionWaits(ClusterThread thread, LiveCluster live) {
    this.thread = thread;
    this.live = live;
  }

  /**
   * Waits, on any other thread, for a condition of the cluster; says whether it came to hold.
   *
   * @throws IllegalStateException on the cluster's own thread, or when the cluster is closed
   */
  public boolean await(Predicate<LiveCluster> condition, Duration limit)
      throws InterruptedException {
    if (thread.isHere()) {
      throw new IllegalStateException(live.spec().name() + " cannot wait on its own thread");
    }
    ConditionWait wait = new ConditionWait(live, condition);
    thread.call(() -> begin(wait, limit));
    try {
      return wait.await();
    } finally {
      thread.executeUnlessStopped(
          () -> {
            waits.remove(wait);
            wait.end();
          });
    }
  }

  private boolean begin(ConditionWait wait, Duration limit) {
    if (closed) {
      throw thread.stopped();
    }
    wait.begin(thread, limit);
    return waits.add(wait);
  }

  /** The cluster is about to close; those who wait are told. On its thread. */
  public void close() {
    closed = true;
    waits.forEach(wait -> wait.fail(thread.stopped()));
  }
}
