package quorate.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.HostedCluster;
import quorate.lab.cluster.Ports;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.FrameRejected;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.netty.Frame.Letter;
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

  /** The largest cluster: every pair of nodes has a connection, and both ends of it are here. */
  public static final int MAX_NODES = 101;

  /** How often a waiting thread's condition is looked at when nothing happens. */
  private static final long LOOK_MILLIS = 5;

  private static final long REDIAL_MILLIS = 20;

  private final String token = UUID.randomUUID().toString();
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final SortedMap<NodeId, NettyNode> nodes = new TreeMap<>();
  private final SortedMap<Long, OnItsWay> onTheirWay = new TreeMap<>();
  private final Set<Watch> watches = new LinkedHashSet<>();
  private long connections;
  private boolean closed;

  /** A message that was written to a connection and has not come off it yet. */
  private record OnItsWay(Sent sent, long connection) {}

  /** Two nodes that are to be connected, and which of them dials. */
  private record Pair(NodeId dialler, NodeId peer) {}

  private NettyCluster(ClusterSpec spec, long originNanos) {
    super(spec, () -> System.nanoTime() - originNanos);
    this.group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("quorate-" + spec.name(), true), NioIoHandler.newFactory());
    this.loop = group.next();
    FrameCodec codec = new FrameCodec(spec.algorithm().messageType());
    for (NodeId member : spec.members()) {
      nodes.put(member, new NettyNode(member, this, loop, codec));
      addHost(member, new NettyPorts(member));
    }
  }

  /**
   * A cluster whose nodes are down as yet, so that it can be observed from its first event on.
   *
   * @throws IllegalArgumentException if the cluster is larger than {@link #MAX_NODES}, or than the
   *     process may have open files
   */
  public static NettyCluster create(ClusterSpec spec) {
    if (spec.size() > MAX_NODES) {
      throw new IllegalArgumentException(
          "a cluster over TCP has at most " + MAX_NODES + " nodes, got " + spec.size());
    }
    Descriptors.checkEnoughFor(spec.size());
    return new NettyCluster(spec, System.nanoTime());
  }

  // The cluster, from any thread

  @Override
  public String runtime() {
    return "tcp";
  }

  @Override
  public <T> T call(Supplier<T> task) {
    if (loop.inEventLoop()) {
      return task.get();
    }
    if (loop.isShuttingDown()) {
      throw new IllegalStateException(spec().name() + " is stopped");
    }
    Future<T> done = loop.submit(task::get);
    done.awaitUninterruptibly();
    if (done.isSuccess()) {
      return done.getNow();
    } else if (done.cause() instanceof RuntimeException cause) {
      throw cause;
    }
    throw new IllegalStateException(done.cause());
  }

  @Override
  public boolean runUntil(BooleanSupplier condition, Duration limit) throws InterruptedException {
    Watch watch = call(() -> watch(condition, limit));
    try {
      return watch.await();
    } finally {
      if (!loop.isShuttingDown()) {
        loop.execute(watch::end);
      }
    }
  }

  private Watch watch(BooleanSupplier condition, Duration limit) {
    if (closed) {
      throw new IllegalStateException(spec().name() + " is stopped");
    }
    Watch watch = new Watch(this, loop, condition);
    watches.add(watch);
    watch.begin(LOOK_MILLIS, limit);
    return watch;
  }

  void forget(Watch watch) {
    watches.remove(watch);
  }

  @Override
  public void after(Duration delay, Runnable action) {
    loop.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    if (!loop.isShuttingDown()) {
      call(this::closeAll);
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Void closeAll() {
    closed = true;
    hosts().forEach(host -> host.crash("the cluster stops"));
    nodes.values().forEach(NettyNode::die);
    List.copyOf(watches)
        .forEach(watch -> watch.fail(new IllegalStateException(spec().name() + " was stopped")));
    return null;
  }

  // Nodes coming up and going down

  /** Opens all ports first, then lets everybody dial, so that nobody starts before it can talk. */
  @Override
  protected void bringUp(SortedSet<NodeId> coming) {
    Countdown listening = new Countdown(coming.size(), () -> connect(coming));
    for (NodeId node : coming) {
      nodes
          .get(node)
          .listen(
              listening::count,
              cause -> {
                crash(node, "no port for it: " + cause.getMessage());
                listening.count();
              });
    }
  }

  /** Each of these nodes dials all that run already, and the lower of two that come dials. */
  private void connect(SortedSet<NodeId> coming) {
    List<NodeId> up = new ArrayList<>(coming);
    up.removeIf(node -> !nodes.get(node).isListening());
    List<Pair> pairs = pairsToDial(up);
    Countdown dialled = new Countdown(pairs.size(), () -> up.forEach(this::startNode));
    pairs.forEach(pair -> dial(pair.dialler(), pair.peer(), dialled::count));
  }

  private List<Pair> pairsToDial(List<NodeId> coming) {
    List<Pair> pairs = new ArrayList<>();
    for (NodeId node : coming) {
      for (NodeId peer : spec().members()) {
        boolean comesToo = coming.contains(peer);
        if (comesToo ? peer.isAbove(node) : nodes.get(peer).isListening()) {
          pairs.add(new Pair(node, peer));
        }
      }
    }
    return pairs;
  }

  private void dial(NodeId node, NodeId peer, Runnable then) {
    InetSocketAddress where = nodes.get(peer).address();
    nodes.get(node).dial(peer, where, then);
  }

  private void startNode(NodeId node) {
    if (isStarting(node)) {
      InetSocketAddress at = nodes.get(node).address();
      String address = at.getAddress().getHostAddress() + ":" + at.getPort();
      guarded(node, () -> started(node, address));
    }
  }

  @Override
  protected void takeDown(NodeId node) {
    dropOnTheirWay(way -> way.sent().to().equals(node), DropCause.CRASHED);
    nodes.get(node).die();
  }

  /** A rule that throws costs its node the life, and nobody else's. The trace has the reason. */
  private void guarded(NodeId node, Runnable rules) {
    try {
      rules.run();
    } catch (RuntimeException | AssertionError broken) {
      takeDown(node);
    }
  }

  // What the nodes' connections report

  String token() {
    return token;
  }

  long nextConnection() {
    return ++connections;
  }

  /** A letter came off a connection; false if nobody sent it there. */
  boolean onLetter(NodeId self, Connection connection, Letter letter, int bytes) {
    OnItsWay way = onTheirWay.get(letter.number());
    if (way == null
        || way.connection() != connection.number()
        || !way.sent().to().equals(self)
        || !way.sent().from().equals(connection.peer())) {
      return false;
    }
    onTheirWay.remove(letter.number());
    guarded(self, () -> arrive(way.sent(), letter.message(), bytes));
    return true;
  }

  void onUnwritten(Letter letter) {
    dropOnTheirWay(way -> way.sent().number() == letter.number(), DropCause.CONNECTION_LOST);
  }

  void onRejected(NodeId self, String reason) {
    if (!closed) {
      trace().write(0, at -> new FrameRejected(at, self, reason));
    }
  }

  /** A connection is closed: what was on its way over it to this end is lost. */
  void onLost(NodeId self, Connection connection, boolean current) {
    if (closed) {
      return;
    }
    dropOnTheirWay(
        way -> way.connection() == connection.number() && way.sent().to().equals(self),
        DropCause.CONNECTION_LOST);
    if (current && connection.isDialler()) {
      redial(self, connection.peer());
    }
  }

  /** If both ends still live, the connection alone was lost, and whoever dialled dials again. */
  private void redial(NodeId self, NodeId peer) {
    loop.schedule(
        () -> {
          boolean bothLive = nodes.get(self).isListening() && nodes.get(peer).isListening();
          if (!closed && bothLive && !nodes.get(self).isConnectedTo(peer)) {
            dial(self, peer, () -> {});
          }
        },
        REDIAL_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  private void dropOnTheirWay(Predicate<OnItsWay> lost, DropCause because) {
    List<OnItsWay> all = onTheirWay.values().stream().filter(lost).toList();
    for (OnItsWay way : all) {
      onTheirWay.remove(way.sent().number());
      drop(way.sent(), because, 0);
    }
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
      nodes
          .get(self)
          .connectionTo(sent.to())
          .ifPresentOrElse(connection -> write(sent, connection), () -> dropUnconnected(sent));
    }

    private void write(Sent sent, Connection connection) {
      onTheirWay.put(sent.number(), new OnItsWay(sent, connection.number()));
      connection.send(new Letter(sent.number(), sent.message()));
    }

    private void dropUnconnected(Sent sent) {
      boolean up = nodes.get(sent.to()).isListening();
      drop(sent, up ? DropCause.CONNECTION_LOST : DropCause.CRASHED, 0);
    }

    @Override
    public Runnable wakeAfter(long delayNanos, Runnable action) {
      Future<?> expiry =
          loop.schedule(() -> guarded(self, action), delayNanos, TimeUnit.NANOSECONDS);
      return () -> expiry.cancel(false);
    }

    @Override
    public long draw(TimeRange range) {
      return chance.draw(range);
    }
  }
}
