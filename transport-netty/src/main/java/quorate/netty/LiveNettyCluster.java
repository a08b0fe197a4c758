package quorate.netty;

import io.netty.handler.codec.EncoderException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.HostedCluster;
import quorate.lab.cluster.Packet;
import quorate.lab.cluster.Ports;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.netty.Frame.Data;
import quorate.spi.NodeId;

/**
 * The nodes of a cluster over TCP: their hosts, and what each sees of the network and of time. Used
 * on the cluster's thread only.
 */
final class LiveNettyCluster extends HostedCluster {

  final ClusterThread thread;
  final Mesh mesh;
  final Rejections rejections;
  private final InFlight inFlight = new InFlight();
  private final Lateness lateness = new Lateness();
  private boolean closed;

  /** A cluster whose nodes are still down, and whose time begins now. */
  LiveNettyCluster(ClusterSpec spec, ClusterThread thread) {
    this(spec, thread, System.nanoTime());
  }

  private LiveNettyCluster(ClusterSpec spec, ClusterThread thread, long originNanos) {
    super(spec, () -> System.nanoTime() - originNanos);
    this.thread = thread;
    this.mesh = new Mesh(thread.loop(), new FrameCodec(spec.rules().messageType()), this);
    this.rejections = new Rejections(this);
    spec.hosts().forEach(member -> addHost(member, new NettyPorts(member)));
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

  boolean isClosed() {
    return closed;
  }

  /** Stops all nodes; none starts again. */
  void close() {
    closed = true;
    hosts().forEach(host -> crash(host.self(), "the cluster stops"));
    loseHeldBack();
  }

  @Override
  public void checkStore() {}

  @Override
  protected Ports portsOfStore() {
    return new NettyPorts(NodeId.STORE);
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
    inFlight.removeTo(node).forEach(sent -> drop(Packet.of(sent), DropCause.CRASHED));
    mesh.takeDown(node);
  }

  /** A node that was starting has no socket to listen on. */
  void onDeaf(NodeId node, Throwable cause) {
    crash(node, "no port for it: " + cause.getMessage());
  }

  /** A node that was starting can talk to all that are up. */
  void onConnected(NodeId node, InetSocketAddress at) {
    String address = at.getAddress().getHostAddress() + ":" + at.getPort();
    guarded(node, () -> started(node, address));
  }

  // What becomes of messages

  void onArrived(Packet packet) {
    inFlight.remove(packet.number());
    guarded(packet.to(), () -> arrive(packet));
  }

  /** A node's end of a connection is closed: what is in flight to it will not arrive. */
  void onEndClosed(NodeId node, long connection) {
    inFlight.removeTo(node, connection).forEach(this::lose);
  }

  /** A message that cannot be put into bytes is a fault of the algorithm, as a rule that throws. */
  void onUnwritten(long number, Throwable cause) {
    Optional<Sent> unwritten = inFlight.remove(number);
    unwritten.ifPresent(this::lose);
    if (unwritten.isPresent() && cause instanceof EncoderException) {
      Sent sent = unwritten.get();
      String reason = "its " + sent.message().name() + " cannot be put into bytes: ";
      thread.executeUnlessStopped(() -> crash(sent.from(), reason + cause.getCause()));
    }
  }

  private void lose(Sent sent) {
    drop(Packet.of(sent), DropCause.CONNECTION_LOST);
  }

  /** Bytes from outside made no sense to a node. */
  void onRejected(NodeId node, String reason) {
    rejections.on(node, reason);
  }

  /** What a node's machine sees of this cluster: sockets, the event loop's timers, and chance. */
  private final class NettyPorts extends EventLoopPorts {
    NettyPorts(NodeId self) {
      super(self, LiveNettyCluster.this, thread, lateness, rules -> guarded(self, rules));
    }

    @Override
    public void carry(Sent sent) {
      Optional<Connection> connection = mesh.connection(sent.from(), sent.to());
      if (connection.isPresent()) {
        inFlight.add(sent, connection.get().number());
        connection.get().send(new Data(sent.from(), sent.number(), sent.message()));
      } else {
        DropCause because = mesh.isUp(sent.to()) ? DropCause.CONNECTION_LOST : DropCause.CRASHED;
        drop(Packet.of(sent), because);
      }
    }
  }
}
