package quorate.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.cluster.Packet;
import quorate.netty.Frame.Data;
import quorate.netty.Frame.Hello;
import quorate.spi.NodeId;

/**
 * The network side of one node, from one start to the next crash: the socket on which it listens,
 * and its end of the connection to each peer. A node that starts again gets a new one of these, so
 * that nothing that was under way when it died can reach its next life. Used on the cluster's
 * thread.
 */
final class Endpoint {

  private static final int DIAL_MILLIS = 1000;

  private final NodeId self;
  private final EventLoop loop;
  private final FrameCodec codec;
  private final LiveNettyCluster cluster;
  private final Mesh mesh;
  private final ListeningSocket socket;
  private final SortedMap<NodeId, Connection> peers = new TreeMap<>();
  final Set<Connection> open = new LinkedHashSet<>(); // those of strangers included
  private final SortedMap<Long, Dial> dials = new TreeMap<>();
  private boolean dead;

  /** A connection that is not there yet, by the number that it is to have. */
  private record Dial(NodeId peer, Promise<Void> answered) {}

  Endpoint(NodeId self, EventLoop loop, FrameCodec codec, LiveNettyCluster cluster, Mesh mesh) {
    this.self = self;
    this.loop = loop;
    this.codec = codec;
    this.cluster = cluster;
    this.mesh = mesh;
    this.socket =
        new ListeningSocket(
            loop, new FramePipeline(codec, () -> new Connection(this, Optional.empty())));
  }

  NodeId self() {
    return self;
  }

  ListeningSocket socket() {
    return socket;
  }

  /**
   * @return done when the two have greeted each other, or when it is clear that they do not
   */
  Future<Void> dial(Hello hello, InetSocketAddress where) {
    Dial dial = new Dial(hello.to(), loop.newPromise());
    dials.put(hello.connection(), dial);
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .disableResolver()
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, DIAL_MILLIS)
        .handler(new FramePipeline(codec, () -> new Connection(this, Optional.of(hello))))
        .connect(where)
        .addListener(
            done -> {
              if (!done.isSuccess()) { // of which another thread may tell
                loop.execute(() -> giveUp(hello.connection(), done.cause()));
              }
            });
    return dial.answered();
  }

  private void giveUp(long connection, Throwable cause) {
    Dial dial = dials.remove(connection);
    if (dial != null) {
      dial.answered().setFailure(cause);
    }
  }

  /** Whether the node dials the other end of a greeting, under its number. */
  boolean isDialling(Hello hello) {
    Dial dial = dials.get(hello.connection());
    return dial != null && dial.peer().equals(hello.to());
  }

  /** Whether the two have greeted each other, or are about to. */
  boolean isLinkedTo(Endpoint peer) {
    Optional<Long> number = connectionTo(peer.self).map(Connection::number);
    return number.isPresent() && number.equals(peer.connectionTo(self).map(Connection::number))
        || isDialling(peer.self)
        || peer.isDialling(self);
  }

  private boolean isDialling(NodeId peer) {
    return dials.values().stream().anyMatch(dial -> dial.peer().equals(peer));
  }

  Optional<Connection> connectionTo(NodeId peer) {
    return Optional.ofNullable(peers.get(peer));
  }

  boolean isOpen(long connection) {
    return open.stream().anyMatch(end -> end.isKnown() && end.number() == connection);
  }

  /** The node is gone: its socket is closed, its connections are reset, its dials are in vain. */
  void die() {
    dead = true;
    socket.close();
    List.copyOf(open).forEach(Connection::reset);
    open.clear();
    peers.clear();
    List<Dial> pending = List.copyOf(dials.values());
    dials.clear();
    loop.execute(
        () -> pending.forEach(dial -> dial.answered().setFailure(new ClosedChannelException())));
  }

  // What connections report

  /** Whether the connection is wanted: a node that is gone does not live to see it. */
  boolean onOpened(Connection connection) {
    return !dead && open.add(connection);
  }

  void onHello(Connection connection, Hello hello) {
    mesh.answer(this, connection, hello);
  }

  /** An older connection to that peer is of no use now. */
  void onGreeted(Connection connection) {
    Connection older = peers.put(connection.peer(), connection);
    if (older != null) {
      older.close();
    }
    Dial dial = connection.isDialler() ? dials.remove(connection.number()) : null;
    if (dial != null) {
      dial.answered().setSuccess(null);
    }
  }

  void onData(Data data, int bytes) {
    cluster.onArrived(new Packet(data.from(), self, data.number(), data.message(), bytes));
  }

  void onUnwritten(Data data, Throwable cause) {
    cluster.onUnwritten(data.number(), cause);
  }

  void onRejected(String reason) {
    cluster.onRejected(self, reason);
  }

  void onClosed(Connection connection) {
    open.remove(connection);
    if (connection.isKnown()) { // or else it was a stranger's
      boolean inUse = peers.remove(connection.peer(), connection);
      mesh.onEndClosed(this, connection, inUse);
      giveUp(connection.number(), new ClosedChannelException());
    }
  }
}
