package quorate.netty;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import quorate.lab.UserError;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.cluster.World;

/**
 * A cluster over real TCP on the loopback interface. All of its nodes live on one event loop, which
 * is the cluster's thread: two nodes on one loop answer each other faster and more evenly than two
 * on threads that have to wake each other, and the trace is in one order.
 *
 * <p>A closed connection tells a node nothing: nodes learn of failures by silence alone, as the
 * papers have it.
 */
public final class NettyCluster implements Cluster {

  /** The largest cluster: with more nodes the event loop, not the election, would be measured. */
  public static final int MAX_NODES = 51;

  /** What is left for everything else: files, the prompt, strangers that knock. */
  private static final long RESERVED_DESCRIPTORS = 64;

  private final ClusterSpec spec;
  private final ClusterThread thread;
  private final LiveNettyCluster live;
  private final ConditionWaits waits;

  private NettyCluster(ClusterSpec spec) {
    this.spec = spec;
    this.thread = new ClusterThread(spec.name());
    this.live = new LiveNettyCluster(spec, thread);
    this.waits = new ConditionWaits(thread, live);
  }

  /**
   * A cluster whose nodes are still down, so that it can be observed from its first event on.
   * Throws what {@link #checkRoomFor} throws.
   */
  public static NettyCluster create(ClusterSpec spec) {
    checkRoomFor(spec);
    return new NettyCluster(spec);
  }

  /**
   * Checks that such a cluster could be made, before anything else is done for it.
   *
   * @throws IllegalArgumentException if the cluster is larger than {@link #MAX_NODES}
   * @throws UserError if the process may not open as many files
   */
  public static void checkRoomFor(ClusterSpec spec) {
    if (spec.size() > MAX_NODES) {
      throw new IllegalArgumentException(
          "a cluster over TCP has at most " + MAX_NODES + " nodes, got " + spec.size());
    }
    checkEnoughDescriptorsFor(spec.size());
  }

  /** A cluster has a listener for each node, and both ends of a connection for each pair. */
  private static void checkEnoughDescriptorsFor(int nodes) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
      long needed = (long) nodes * nodes + RESERVED_DESCRIPTORS;
      if (needed > free) {
        long limit = 256; // and then a round number that is enough
        while (limit < system.getOpenFileDescriptorCount() + needed) {
          limit *= 2;
        }
        String need = nodes == 1 ? "1 node needs" : nodes + " nodes need";
        throw new UserError(
            ("%s %s open files, and this process may open %s more; start fewer nodes, or raise the"
                    + " limit: ulimit -n %s")
                .formatted(need, needed, free, limit));
      }
    }
  }

  @Override
  public ClusterSpec spec() {
    return spec;
  }

  @Override
  public World world() {
    return World.TCP;
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
    thread.stopAfter(this::closeAll);
  }

  /** Those who wait are told before the nodes go, so that nobody takes this for an outcome. */
  private void closeAll() {
    waits.close();
    live.close();
  }
}
