package quorate.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import quorate.netty.Frame.Hello;
import quorate.netty.Frame.Letter;
import quorate.spi.NodeId;

/**
 * The network side of one node: the port on which it listens, and its end of the connection to each
 * peer. Used on the cluster's thread.
 */
final class NettyNode {

  private static final int DIAL_MILLIS = 1000;

  private final NodeId self;
  private final NettyCluster cluster;
  private final EventLoop loop;
  private final FrameCodec codec;
  private final SortedMap<NodeId, Connection> peers = new TreeMap<>();
  private final Set<Connection> open = new LinkedHashSet<>();
  private final SortedMap<Long, Runnable> dials = new TreeMap<>();
  private Channel listener;
  private int port;

  NettyNode(NodeId self, NettyCluster cluster, EventLoop loop, FrameCodec codec) {
    this.self = self;
    this.cluster = cluster;
    this.loop = loop;
    this.codec = codec;
  }

  /** Whether the node listens. */
  boolean isListening() {
    return listener != null;
  }

  /** Where the node listens, or listened last. */
  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * Opens the node's port: the one that it had before if that is still free, else any free one.
   *
   * @param then run when the port is open
   * @param otherwise run with the cause if it cannot be opened
   */
  void listen(Runnable then, Consumer<Throwable> otherwise) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop, loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new FramePipeline(codec, () -> Connection.accepting(this)))
            .bind(address());
    bound.addListener(
        done -> {
          if (done.isSuccess()) {
            listener = bound.channel();
            port = ((InetSocketAddress) listener.localAddress()).getPort();
            then.run();
          } else if (port != 0) {
            port = 0;
            listen(then, otherwise);
          } else {
            otherwise.accept(done.cause());
          }
        });
  }

  /**
   * Dials a peer.
   *
   * @param then run once: when the two have greeted each other, or when it is clear that they do
   *     not
   */
  void dial(NodeId peer, InetSocketAddress where, Runnable then) {
    Hello hello = new Hello(cluster.token(), self, peer, cluster.nextConnection());
    dials.put(hello.connection(), then);
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, DIAL_MILLIS)
        .handler(new FramePipeline(codec, () -> Connection.dialling(this, hello)))
        .connect(where)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                dialled(hello.connection());
              }
            });
  }

  /** Whether the node has a connection to a peer. */
  boolean isConnectedTo(NodeId peer) {
    return peers.containsKey(peer);
  }

  /** The connection to a peer, if there is one. */
  Optional<Connection> connectionTo(NodeId peer) {
    return Optional.ofNullable(peers.get(peer));
  }

  /** The node is gone: its port is closed, and its connections are reset. */
  void die() {
    if (listener != null) {
      listener.close();
      listener = null;
    }
    Set<Connection> all = new LinkedHashSet<>(open);
    open.clear();
    peers.clear();
    dials.clear();
    all.forEach(Connection::reset);
  }

  // What connections report

  void onOpened(Connection connection) {
    if (isListening()) {
      open.add(connection);
    } else {
      connection.reset(); // it was on its way when the node died
    }
  }

  /** Why a stranger's greeting is not accepted, if it is not. */
  Optional<String> objectionTo(Hello hello) {
    if (!hello.cluster().equals(cluster.token())) {
      return Optional.of("a greeting of another cluster");
    }
    boolean member = cluster.spec().members().contains(hello.from());
    if (!hello.to().equals(self) || !member || hello.from().equals(self)) {
      return Optional.of("a greeting of " + hello.from() + " for " + hello.to());
    }
    return Optional.empty();
  }

  void onGreeted(Connection connection) {
    peers.put(connection.peer(), connection);
    if (connection.isDialler()) {
      dialled(connection.number());
    }
  }

  boolean onLetter(Connection connection, Letter letter, int bytes) {
    return cluster.onLetter(self, connection, letter, bytes);
  }

  void onUnwritten(Letter letter) {
    cluster.onUnwritten(letter);
  }

  void onRejected(String reason) {
    cluster.onRejected(self, reason);
  }

  void onClosed(Connection connection, boolean greeted) {
    open.remove(connection);
    if (greeted) {
      boolean current = peers.remove(connection.peer(), connection);
      cluster.onLost(self, connection, current);
    } else if (connection.isDialler()) {
      dialled(connection.number());
    }
  }

  private void dialled(long connection) {
    Runnable then = dials.remove(connection);
    if (then != null) {
      then.run();
    }
  }
}
