package quorate.nodes.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import quorate.lab.UserError;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.cluster.World;
import quorate.netty.ClusterThread;
import quorate.netty.ConditionWaits;
import quorate.netty.node.FreePorts;
import quorate.netty.node.HostPort;
import quorate.spi.NodeId;

/**
 * A cluster whose nodes are processes of this machine: each a JVM with a data folder of its own,
 * and with the runtime of {@code ./quorate node}. Their traces become one. Everything ends with
 * this program, however that ends.
 */
public final class ProcessCluster implements Cluster {

  /** The largest cluster: each node takes some 60 MB, and the start of a JVM. */
  public static final int MAX_NODES = 15;

  /** After that a process that neither runs nor has failed is waited for no longer. */
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final ClusterSpec spec;
  private final ClusterThread thread;
  private final OwnProcesses processes;
  private final ProcessTraces traces;
  private final LiveProcesses live;
  private final ConditionWaits waits;

  private ProcessCluster(ClusterSpec spec) {
    this.spec = spec;
    List<NodeId> hosts = spec.hosts();
    List<HostPort> ports = FreePorts.find(2 * hosts.size());
    SortedMap<NodeId, HostPort> addresses = new TreeMap<>();
    SortedMap<NodeId, HostPort> http = new TreeMap<>();
    for (int i = 0; i < hosts.size(); i++) {
      addresses.put(hosts.get(i), ports.get(i));
      http.put(hosts.get(i), ports.get(hosts.size() + i));
    }
    long originNanos = System.nanoTime();
    this.thread = new ClusterThread(spec.name());
    this.processes = new OwnProcesses(spec, addresses, http, originNanos);
    this.traces = new ProcessTraces(spec, thread, addresses, originNanos);
    this.live = new LiveProcesses(spec, thread, processes, traces);
    this.waits = new ConditionWaits(thread, live);
    processes.serve(live, traces);
    thread.executeUnlessStopped(traces::lookOn);
  }

  /**
   * A cluster whose nodes are still down, so that it can be observed from its first event on.
   *
   * @throws UserError if it is too large, or this machine has no room for it
   */
  public static ProcessCluster create(ClusterSpec spec) {
    checkRoomFor(spec);
    return new ProcessCluster(spec);
  }

  /** Throws a UserError if a cluster is too large. */
  public static void checkRoomFor(ClusterSpec spec) {
    if (spec.size() > MAX_NODES) {
      throw new UserError(
          "a cluster of processes has at most %s nodes, got %s".formatted(MAX_NODES, spec.size()));
    }
  }

  /**
   * The process of a node.
   *
   * @param pid its id for the system; 0 before it ran
   * @param alive whether it is there
   * @param http where it answers
   * @param data the folder for what it saves
   */
  public record NodeInfo(
      NodeId node, long pid, boolean alive, HostPort address, HostPort http, Path data) {}

  /** The processes of all nodes. */
  public List<NodeInfo> processes() {
    return thread.call(
        () ->
            traces.machines().stream()
                .map(
                    it ->
                        new NodeInfo(
                            it.node,
                            it.jvm == null ? 0 : it.jvm.pid(),
                            it.jvm != null && it.jvm.isAlive(),
                            it.listen,
                            processes.httpOf(it.node),
                            processes.folderOf(it.node)))
                .toList());
  }

  @Override
  public ClusterSpec spec() {
    return spec;
  }

  @Override
  public World world() {
    return World.PROCESSES;
  }

  @Override
  public <T> T call(Function<LiveCluster, T> task) {
    return thread.call(() -> task.apply(live));
  }

  /**
   * What a JVM needs to start is this machine's time and not the algorithm's: the limit counts from
   * the moment when no process is starting any more.
   */
  @Override
  public boolean runUntil(Predicate<LiveCluster> condition, Duration limit)
      throws InterruptedException {
    return waits.await(now -> condition.test(now) || !traces.anyStarting(), LONGEST_START)
            && thread.call(() -> condition.test(live))
        || waits.await(condition, limit);
  }

  @Override
  public void runFor(Duration time) throws InterruptedException {
    waits.await(never -> false, time);
  }

  @Override
  public void close() {
    try {
      thread.stopAfter(
          () -> {
            waits.close();
            traces.close();
          });
    } finally {
      processes.close();
    }
  }
}
