package quorate.netty.real;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import quorate.lab.UserError;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.cluster.World;
import quorate.netty.ClusterThread;
import quorate.netty.ConditionWaits;

/**
 * Clients of a real system that elects one of them, and its servers, which are the manager. What
 * the trace has is what can be seen from outside: who runs, who believes what, what was done. The
 * messages between clients and servers are theirs.
 */
public final class RealCluster implements Cluster {

  /** The largest cluster: each contender has a client of its own, with threads and connections. */
  public static final int MAX_NODES = 15;

  private final ClusterSpec spec;
  private final ClusterThread thread;
  private final LiveContenders live;
  private final ConditionWaits waits;

  private RealCluster(ClusterSpec spec, RealSystem system) {
    this.spec = spec;
    this.thread = new ClusterThread(spec.name());
    this.live = new LiveContenders(spec, thread, system.servers(spec));
    this.waits = new ConditionWaits(thread, live);
  }

  /**
   * A cluster whose contenders and servers are still down, so that it can be observed from its
   * first event on.
   *
   * @throws UserError if it is too large, or something is missing on this machine
   * @throws IllegalArgumentException if it is not of a real system
   */
  public static RealCluster create(ClusterSpec spec) {
    if (!(spec.algorithm() instanceof RealSystem system)) {
      throw new IllegalArgumentException(spec.algorithm().name() + " is no real system");
    } else if (spec.size() > MAX_NODES) {
      throw new UserError(
          "a cluster of %s has at most %s contenders, got %s"
              .formatted(system.name(), MAX_NODES, spec.size()));
    }
    system
        .missing()
        .ifPresent(
            what -> {
              throw new UserError(what);
            });
    return new RealCluster(spec, system);
  }

  @Override
  public ClusterSpec spec() {
    return spec;
  }

  @Override
  public World world() {
    return World.REAL;
  }

  @Override
  public <T> T call(Function<LiveCluster, T> task) {
    return thread.call(() -> task.apply(live));
  }

  @Override
  public boolean runUntil(Predicate<LiveCluster> condition, Duration limit)
      throws InterruptedException {
    return waits.await(condition, limit);
  }

  @Override
  public void close() {
    try {
      thread.stopAfter(
          () -> {
            waits.close();
            live.close();
          });
    } finally {
      live.awaitEnd();
    }
  }
}
