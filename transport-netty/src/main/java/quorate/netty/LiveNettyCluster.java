package quorate.netty;

import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.SortedSet;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.HostedCluster;
import quorate.lab.cluster.Packet;
import quorate.lab.cluster.Ports;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

/**
 * The nodes of a cluster over TCP: their hosts, and what each sees of the network and of time. Used
 * on the cluster's thread only.
 */
final class LiveNettyCluster extends HostedCluster {

  private final ClusterThread thread;
  private final Post post;
  private final Mesh mesh;
  private final Rejections rejections;
  private final Lateness lateness = new Lateness();
  private boolean closed;

  /** A cluster whose nodes are down as yet, and whose time begins now. */
  LiveNettyCluster(ClusterSpec spec, ClusterThread thread) {
    this(spec, thread, System.nanoTime());
  }

  private LiveNettyCluster(ClusterSpec spec, ClusterThread thread, long originNanos) {
    super(spec, () -> System.nanoTime() - originNanos);
    this.thread = thread;
    this.post = new Post(this);
    this.mesh = new Mesh(this, thread.loop(), new FrameCodec(spec.algorithm().messageType()), post);
    this.rejections = new Rejections(this);
    spec.members().forEach(member -> addHost(member, new NettyPorts(member)));
  }

  @Override
  protected void checkThread() {
    thread.check();
  }

  @Override
  public void after(Duration delay, Runnable action) {
    checkThread();
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
    checkThread();
    return lateness.since(sinceNanos);
  }

  /** Whether the cluster is about to stop. */
  boolean isClosed() {
    return closed;
  }

  /** Stops all nodes; none starts again. */
  void close() {
    closed = true;
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
    guarded(
        sent.to(), () -> arrive(new Packet(sent.from(), sent.to(), sent.number(), message, bytes)));
  }

  /** A letter did not come to the end of its way. */
  void onLost(Sent sent, DropCause because) {
    drop(Packet.of(sent), because);
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
      drop(Packet.of(sent), up ? DropCause.CONNECTION_LOST : DropCause.CRASHED);
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
