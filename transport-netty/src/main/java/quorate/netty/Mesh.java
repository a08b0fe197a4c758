package quorate.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import quorate.netty.Frame.Hello;
import quorate.spi.NodeId;

/**
 * Which nodes are up, and the connections between them: one for each pair, dialled again for as
 * long as both are up. Used on the cluster's thread.
 */
final class Mesh {

  private static final long REDIAL_MILLIS = 20;

  /** More at once only keep each other waiting, in a large cluster until they are given up. */
  private static final int DIALS_AT_ONCE = 64;

  private final String token = UUID.randomUUID().toString();
  private final LiveNettyCluster cluster;
  private final EventLoop loop;
  private final FrameCodec codec;
  private final Post post;
  private final SortedMap<NodeId, NettyNode> nodes = new TreeMap<>();
  private final SortedMap<NodeId, Integer> ports = new TreeMap<>();
  private long connections;

  /** Two nodes that are to be connected, and which of them dials. */
  private record Pair(NettyNode dialler, NettyNode peer) {}

  Mesh(LiveNettyCluster cluster, EventLoop loop, FrameCodec codec, Post post) {
    this.cluster = cluster;
    this.loop = loop;
    this.codec = codec;
    this.post = post;
  }

  /** Opens all ports first, then lets everybody dial, so that nobody starts before it can talk. */
  void bringUp(Collection<NodeId> coming) {
    List<NettyNode> lives = new ArrayList<>();
    for (NodeId node : coming) {
      lives.add(new NettyNode(node, this, loop, codec));
    }
    lives.forEach(life -> nodes.put(life.self(), life));
    Countdown listening = new Countdown(lives.size(), () -> connect(lives));
    for (NettyNode life : lives) {
      life.listen(ports.getOrDefault(life.self(), 0))
          .addListener(
              opened -> {
                onListening(life, opened.cause());
                listening.count();
              });
    }
  }

  private void onListening(NettyNode life, Throwable failure) {
    if (failure == null) {
      ports.put(life.self(), life.address().getPort());
    } else if (isCurrent(life)) {
      cluster.onPortless(life.self(), failure);
    }
  }

  /** Each of these nodes dials all that run already, and the lower of two that come dials. */
  private void connect(List<NettyNode> coming) {
    List<NettyNode> up = coming.stream().filter(NettyNode::isListening).toList();
    Deque<Pair> pairs = pairsToDial(up);
    Countdown answered = new Countdown(pairs.size(), () -> up.forEach(this::onConnected));
    for (int i = 0; i < DIALS_AT_ONCE; i++) {
      dialNext(pairs, answered);
    }
  }

  private void dialNext(Deque<Pair> left, Countdown answered) {
    if (!left.isEmpty()) {
      Pair pair = left.remove();
      link(pair.dialler(), pair.peer())
          .addListener(
              done -> {
                dialNext(left, answered);
                answered.count();
              });
    }
  }

  private Deque<Pair> pairsToDial(List<NettyNode> coming) {
    Deque<Pair> pairs = new ArrayDeque<>();
    for (NettyNode node : coming) {
      for (NettyNode peer : nodes.values()) {
        boolean peerDials = coming.contains(peer) && !peer.self().isAbove(node.self());
        if (peer != node && !peerDials && peer.isListening()) {
          pairs.add(new Pair(node, peer));
        }
      }
    }
    return pairs;
  }

  /** Lets one node dial another, unless one of them is gone, or they are linked already. */
  private Future<Void> link(NettyNode node, NettyNode peer) {
    boolean bothUp = node.isListening() && peer.isListening();
    return bothUp && !node.isLinkedTo(peer)
        ? node.dial(peer.self(), peer.address())
        : loop.newSucceededFuture(null);
  }

  private void onConnected(NettyNode life) {
    if (life.isListening()) {
      cluster.onConnected(life.self(), life.address());
    }
  }

  /** Takes away a node's port and connections, if it has any. */
  void takeDown(NodeId node) {
    NettyNode life = nodes.remove(node);
    if (life != null) {
      life.die();
    }
  }

  /** Whether a node can be dialled. */
  boolean isUp(NodeId node) {
    return nodes.containsKey(node) && nodes.get(node).isListening();
  }

  /** The network side of a node that is up or starting. */
  Optional<NettyNode> node(NodeId node) {
    return Optional.ofNullable(nodes.get(node));
  }

  /** A node's end of its connection to another. */
  Optional<Connection> connection(NodeId from, NodeId to) {
    return node(from).flatMap(life -> life.connectionTo(to));
  }

  private boolean isCurrent(NettyNode life) {
    return nodes.get(life.self()) == life;
  }

  // What the nodes ask and report

  /** What nodes of this cluster know each other by. */
  String token() {
    return token;
  }

  /** The number of the next connection. */
  long nextConnection() {
    return ++connections;
  }

  /** Whether a greeting has the number of some dial of this cluster, perhaps a past one. */
  boolean wasDialled(Hello hello) {
    return hello.cluster().equals(token)
        && hello.connection() > 0
        && hello.connection() <= connections;
  }

  /** Whether whom a greeting is from dials whom it is to, under that number. */
  boolean isDialled(Hello hello) {
    return node(hello.from()).filter(dialler -> dialler.isDialling(hello)).isPresent();
  }

  /** The letters on their way. */
  Post post() {
    return post;
  }

  /**
   * A node's end of a connection is closed, and what was on its way to it is lost. The other end
   * may have been closed before; then so is what was written since, in vain.
   */
  void onEndClosed(NodeId self, Connection connection) {
    long number = connection.number();
    post.onLost(self, number);
    if (node(connection.peer()).filter(peer -> peer.isOpen(number)).isEmpty()) {
      post.onLost(connection.peer(), number);
    }
  }

  void onRejected(NodeId self, String reason) {
    cluster.onRejected(self, reason);
  }

  /** A connection is lost, or did not come about: if both ends live in a while, one dials again. */
  void linkAgain(NettyNode life, NodeId other) {
    loop.schedule(
        () -> {
          if (isUp(other)) {
            link(life, nodes.get(other));
          }
        },
        REDIAL_MILLIS,
        TimeUnit.MILLISECONDS);
  }
}
