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
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.netty.Frame.Hello;
import quorate.netty.Frame.Letter;
import quorate.spi.NodeId;

/**
 * The network side of one node, from one start to the next crash: the port on which it listens, and
 * its end of the connection to each peer. A node that starts again gets a new one of these, so that
 * nothing that was under way when it died can reach its next life. Used on the cluster's thread.
 */
final class NettyNode {

  private static final int DIAL_MILLIS = 1000;

  private final NodeId self;
  private final Mesh mesh;
  private final EventLoop loop;
  private final FrameCodec codec;
  private final Port port;
  private final SortedMap<NodeId, Connection> peers = new TreeMap<>();
  private final Set<Connection> open = new LinkedHashSet<>();
  private final SortedMap<Long, Dial> dials = new TreeMap<>();
  private boolean dead;

  /** A connection that is not there yet, by the number that it is to have. */
  private record Dial(NodeId peer, Promise<Void> answered) {}

  NettyNode(NodeId self, Mesh mesh, EventLoop loop, FrameCodec codec) {
    this.self = self;
    this.mesh = mesh;
    this.loop = loop;
    this.codec = codec;
    this.port = new Port(loop, new FramePipeline(codec, () -> Connection.accepting(this)));
  }

  /** The node. */
  NodeId self() {
    return self;
  }

  /** Whether the node can be dialled. */
  boolean isListening() {
    return port.isOpen();
  }

  /** Where the node listens; {@code null} if it never did. */
  InetSocketAddress address() {
    return port.address();
  }

  /**
   * Opens the node's port.
   *
   * @param wanted the one that it had before, or 0
   */
  Future<Void> listen(int wanted) {
    return port.open(wanted);
  }

  /**
   * Dials a peer.
   *
   * @param where its port
   * @return done when the two have greeted each other, or when it is clear that they do not
   */
  Future<Void> dial(NodeId peer, InetSocketAddress where) {
    Hello hello = new Hello(mesh.token(), self, peer, mesh.nextConnection());
    Dial dial = new Dial(peer, loop.newPromise());
    dials.put(hello.connection(), dial);
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .disableResolver()
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, DIAL_MILLIS)
        .handler(new FramePipeline(codec, () -> Connection.dialling(this, hello)))
        .connect(where)
        .addListener(
            done -> {
              if (!done.isSuccess()) { // of which another thread may tell
                loop.execute(() -> onUndialled(hello.connection(), done.cause()));
              }
            });
    return dial.answered();
  }

  /** Whether the node dials the other end of a greeting, under its number. */
  boolean isDialling(Hello hello) {
    Dial dial = dials.get(hello.connection());
    return dial != null && dial.peer().equals(hello.to());
  }

  /** Whether the two have greeted each other, or are about to. */
  boolean isLinkedTo(NettyNode peer) {
    return numberOf(peer.self).isPresent() && numberOf(peer.self).equals(peer.numberOf(self))
        || isDialling(peer.self)
        || peer.isDialling(self);
  }

  private boolean isDialling(NodeId peer) {
    return dials.values().stream().anyMatch(dial -> dial.peer().equals(peer));
  }

  private OptionalLong numberOf(NodeId peer) {
    Connection connection = peers.get(peer);
    return connection == null ? OptionalLong.empty() : OptionalLong.of(connection.number());
  }

  /** The connection to a peer, if there is one. */
  Optional<Connection> connectionTo(NodeId peer) {
    return Optional.ofNullable(peers.get(peer));
  }

  /** Whether this end of a connection is open. */
  boolean isOpen(long connection) {
    return open.stream().anyMatch(end -> end.hasNumber(connection));
  }

  /** How many connections there are, those of strangers included. */
  int openConnections() {
    return open.size();
  }

  /** The node is gone: its port is closed, its connections are reset, its dials come to nothing. */
  void die() {
    dead = true;
    port.close();
    List.copyOf(open).forEach(Connection::reset);
    open.clear();
    peers.clear();
    List<Dial> pending = List.copyOf(dials.values());
    dials.clear();
    loop.execute(
        () -> pending.forEach(dial -> dial.answered().setFailure(new ClosedChannelException())));
  }

  // What connections report

  /** Whether the node lives to see a connection that was on its way. */
  boolean onOpened(Connection connection) {
    return !dead && open.add(connection);
  }

  /** Whether the node that greeted is gone since. */
  boolean isLate(Hello hello) {
    return mesh.wasDialled(hello) && !mesh.isDialled(hello);
  }

  /** Why a greeting is not accepted, if it is not. */
  Optional<String> objectionTo(Hello hello) {
    if (!hello.cluster().equals(mesh.token())) {
      return Optional.of("a greeting of another cluster");
    }
    if (!hello.to().equals(self) || !mesh.isDialled(hello)) {
      return Optional.of("a greeting of " + hello.from() + " for " + hello.to() + ", not expected");
    }
    return Optional.empty();
  }

  /** The two ends have greeted each other; an older connection to that peer is of no use now. */
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

  boolean onLetter(Connection connection, Letter letter, int bytes) {
    return mesh.post().onLetter(self, connection, letter, bytes);
  }

  void onUnwritten(Letter letter, Throwable cause) {
    mesh.post().onUnwritten(letter, cause);
  }

  void onRejected(String reason) {
    mesh.onRejected(self, reason);
  }

  /** A connection of known number is closed. */
  void onClosed(Connection connection) {
    open.remove(connection);
    mesh.onEndClosed(self, connection);
    if (peers.remove(connection.peer(), connection)) {
      mesh.linkAgain(this, connection.peer());
    }
    onUndialled(connection.number(), new ClosedChannelException());
  }

  /** A stranger is gone. */
  void onClosedUngreeted(Connection connection) {
    open.remove(connection);
  }

  private void onUndialled(long connection, Throwable cause) {
    Dial dial = dials.remove(connection);
    if (dial != null) {
      mesh.linkAgain(this, dial.peer());
      dial.answered().setFailure(cause);
    }
  }
}
