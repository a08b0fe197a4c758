package quorate.netty;

import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import quorate.lab.UserError;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.HostedCluster;
import quorate.lab.cluster.Ports;
import quorate.lab.cluster.World;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * A cluster over real TCP on the loopback interface. All of its nodes live on one event loop, which
 * is the cluster's thread: two nodes on one loop answer each other faster and more evenly than two
 * on threads that have to wake each other, and the trace is in one order.
 *
 * <p>A closed connection tells a node nothing: nodes learn of failures by silence alone, as the
 * papers have it.
 */
public final class NettyCluster extends HostedCluster {

  /** The largest cluster: with more nodes the event loop, not the election, would be measured. */
  public static final int MAX_NODES = 51;

  private final ClusterThread thread;
  private final Post post;
  private final Mesh mesh;
  private final Rejections rejections;
  private final Lateness lateness = new Lateness();
  private final Set<Watch> watches = new LinkedHashSet<>();
  private boolean closed;

  private NettyCluster(ClusterSpec spec, long originNanos) {
    super(spec, () -> System.nanoTime() - originNanos);
    FrameCodec codec = new FrameCodec(spec.algorithm().messageType());
    this.thread = new ClusterThread(spec.name());
    this.post = new Post(this);
    this.mesh = new Mesh(this, thread.loop(), codec, post);
    this.rejections = new Rejections(this);
    spec.members().forEach(member -> addHost(member, new NettyPorts(member)));
  }

  /**
   * A cluster whose nodes are down as yet, so that it can be observed from its first event on.
   *
   * @throws IllegalArgumentException if the cluster is larger than {@link #MAX_NODES}
   * @throws UserError if the process may not open as many files
   */
  public static NettyCluster create(ClusterSpec spec) {
    checkRoomFor(spec);
    return new NettyCluster(spec, System.nanoTime());
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
    Descriptors.checkEnoughFor(spec.size());
  }

  // The cluster, from any thread

  @Override
  public World world() {
    return World.TCP;
  }

  @Override
  public <T> T call(Supplier<T> task) {
    return thread.call(task);
  }

  @Override
  public boolean runUntil(BooleanSupplier condition, Duration limit) throws InterruptedException {
    if (thread.isHere()) {
      throw new IllegalStateException(spec().name() + " cannot wait on its own thread");
    }
    Watch watch = new Watch(condition);
    thread.call(() -> begin(watch, limit));
    try {
      return watch.await();
    } finally {
      thread.executeUnlessStopped(() -> end(watch));
    }
  }

  private Void begin(Watch watch, Duration limit) {
    if (closed) {
      throw thread.stopped();
    }
    watch.begin(thread, limit);
    watches.add(watch);
    trace().observe(watch);
    return null;
  }

  private void end(Watch watch) {
    trace().forget(watch);
    watches.remove(watch);
    watch.end();
  }

  @Override
  public void after(Duration delay, Runnable action) {
    thread.schedule(
        delay,
        () -> {
          if (!closed) {
            action.run();
          }
        });
  }

  @Override
  public long latestTimerNanos(long sinceNanos) {
    return lateness.since(sinceNanos);
  }

  @Override
  public void close() {
    thread.stopAfter(this::closeAll);
  }

  /** Those who wait are told before the nodes go, so that nobody takes this for an outcome. */
  private void closeAll() {
    closed = true;
    watches.forEach(watch -> watch.fail(thread.stopped()));
    spec().members().forEach(node -> crash(node, "the cluster stops"));
    loseHeldBack();
  }

  // Nodes coming up and going down

  @Override
  protected void bringUp(SortedSet<NodeId> coming) {
    if (closed) {
      coming.forEach(node -> crash(node, "the cluster stops"));
    } else {
      mesh.bringUp(coming);
    }
  }

  @Override
  protected void takeDown(NodeId node) {
    post.onCrashed(node);
    mesh.takeDown(node);
  }

  /** A node that was starting has no port to listen on. */
  void onPortless(NodeId node, Throwable cause) {
    crash(node, "no port for it: " + cause.getMessage());
  }

  /** A node that was starting can talk to all that are up. */
  void onConnected(NodeId node, InetSocketAddress at) {
    String address = at.getAddress().getHostAddress() + ":" + at.getPort();
    guarded(node, () -> started(node, address));
  }

  // What becomes of messages

  /** A letter came to the end of its way. */
  void onArrived(Sent sent, Message message, int bytes) {
    guarded(sent.to(), () -> arrive(sent, message, bytes));
  }

  /** A letter did not come to the end of its way. */
  void onLost(Sent sent, DropCause because) {
    drop(sent, because, 0);
  }

  /** A message cannot be put into bytes: a fault of the algorithm, as a rule that throws. */
  void onUnwritable(Sent sent, Throwable cause) {
    String reason = "its " + sent.message().name() + " cannot be put into bytes: " + cause;
    thread.executeUnlessStopped(() -> crash(sent.from(), reason));
  }

  /** Bytes from outside made no sense to a node. */
  void onRejected(NodeId self, String reason) {
    rejections.on(self, reason);
  }

  /** Something that was rejected, or a sum of it, goes into the trace. */
  void traceRejected(NodeId self, String reason) {
    if (!closed) {
      trace().write(0, at -> new FrameRejected(at, self, reason));
    }
  }

  /** The thread, for tests. */
  ClusterThread thread() {
    return thread;
  }

  /** What strangers sent, for tests. */
  Rejections rejections() {
    return rejections;
  }

  /** The connections, for tests. */
  Mesh mesh() {
    return mesh;
  }

  /** What a node's machine sees of this cluster: sockets, the event loop's timers, and chance. */
  private final class NettyPorts implements Ports {
    private final NodeId self;
    private final Chance chance;

    NettyPorts(NodeId self) {
      this.self = self;
      this.chance = Chance.ofNode(spec().seed(), self);
    }

    @Override
    public void carry(Sent sent) {
      mesh.connection(self, sent.to())
          .ifPresentOrElse(connection -> post.send(sent, connection), () -> dropUnconnected(sent));
    }

    private void dropUnconnected(Sent sent) {
      boolean up = mesh.isUp(sent.to());
      drop(sent, up ? DropCause.CONNECTION_LOST : DropCause.CRASHED, 0);
    }

    @Override
    public Runnable wakeAfter(long delayNanos, Runnable action) {
      long due = trace().nowNanos() + delayNanos;
      Runnable expire =
          () -> {
            noteLateness(due);
            guarded(self, action);
          };
      Future<?> expiry = thread.schedule(Duration.ofNanos(delayNanos), expire);
      return () -> {
        if (expiry.cancel(false)) {
          noteLateness(due);
        }
      };
    }

    /** A timer expires, or is undone, perhaps when it should have expired long ago. */
    private void noteLateness(long dueNanos) {
      long now = trace().nowNanos();
      lateness.note(now, now - dueNanos);
    }

    @Override
    public long draw(TimeRange range) {
      return chance.draw(range);
    }
  }
}
