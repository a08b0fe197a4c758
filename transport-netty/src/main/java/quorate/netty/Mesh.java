package quorate.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
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
  private final SortedMap<NodeId, Endpoint> nodes = new TreeMap<>();
  private final SortedMap<NodeId, Integer> ports = new TreeMap<>();
  private long connections;

  /** Two nodes that are to be connected, and which of them dials. */
  private record Pair(Endpoint dialler, Endpoint peer) {}

  Mesh(EventLoop loop, FrameCodec codec, LiveNettyCluster cluster) {
    this.loop = loop;
    this.codec = codec;
    this.cluster = cluster;
  }

  /** Opens all ports first, then lets everybody dial, so that nobody starts before it can talk. */
  void bringUp(Collection<NodeId> coming) {
    List<Endpoint> lives =
        coming.stream().map(node -> new Endpoint(node, loop, codec, cluster, this)).toList();
    lives.forEach(life -> nodes.put(life.self(), life));
    PromiseCombiner listening = new PromiseCombiner(loop);
    for (Endpoint life : lives) {
      Future<Void> opened = life.socket().open(ports.getOrDefault(life.self(), 0));
      opened.addListener(done -> onListening(life, done.cause()));
      listening.add(opened);
    }
    listening.finish(loop.<Void>newPromise().addListener(done -> connect(lives)));
  }

  private void onListening(Endpoint life, Throwable failure) {
    if (failure == null) {
      ports.put(life.self(), life.socket().address().getPort());
    } else if (nodes.get(life.self()) == life) {
      cluster.onDeaf(life.self(), failure);
    }
  }

  /** Each of these nodes dials all that run already, and the lower of two that come dials. */
  private void connect(List<Endpoint> coming) {
    List<Endpoint> up = coming.stream().filter(life -> life.socket().isOpen()).toList();
    Deque<Pair> pairs = pairsToDial(up);
    PromiseCombiner answered = new PromiseCombiner(loop);
    for (int i = 0; i < DIALS_AT_ONCE; i++) {
      Promise<Void> lane = loop.newPromise();
      answered.add((Future<Void>) lane);
      dialAll(pairs, lane);
    }
    answered.finish(loop.<Void>newPromise().addListener(done -> up.forEach(this::onConnected)));
  }

  /** Dials one pair after the other until none is left. */
  private void dialAll(Deque<Pair> left, Promise<Void> done) {
    if (left.isEmpty()) {
      done.setSuccess(null);
    } else {
      Pair pair = left.remove();
      link(pair.dialler(), pair.peer()).addListener(answered -> dialAll(left, done));
    }
  }

  private Deque<Pair> pairsToDial(List<Endpoint> coming) {
    Deque<Pair> pairs = new ArrayDeque<>();
    for (Endpoint node : coming) {
      for (Endpoint peer : nodes.values()) {
        boolean peerDials = coming.contains(peer) && !peer.self().isAbove(node.self());
        if (peer != node && !peerDials && peer.socket().isOpen()) {
          pairs.add(new Pair(node, peer));
        }
      }
    }
    return pairs;
  }

  /** Lets one node dial another, unless one of them is gone, or they are linked already. */
  private Future<Void> link(Endpoint node, Endpoint peer) {
    boolean bothUp = node.socket().isOpen() && peer.socket().isOpen();
    return bothUp && !node.isLinkedTo(peer)
        ? dial(node, peer.self(), peer.socket().address())
        : loop.newSucceededFuture(null);
  }

  /**
   * Lets one node dial another, again and again for as long as both are up.
   *
   * @return done when the two have greeted each other, or when the first dial has come to nothing
   */
  Future<Void> dial(Endpoint node, NodeId peer, InetSocketAddress where) {
    Hello hello = new Hello(token, node.self(), peer, ++connections);
    return node.dial(hello, where)
        .addListener(
            answered -> {
              if (!answered.isSuccess()) {
                linkAgain(node, peer);
              }
            });
  }

  private void onConnected(Endpoint life) {
    if (life.socket().isOpen()) {
      cluster.onConnected(life.self(), life.socket().address());
    }
  }

  /** Takes away a node's port and connections, if it has any. */
  void takeDown(NodeId node) {
    Endpoint life = nodes.remove(node);
    if (life != null) {
      life.die();
    }
  }

  /** Whether a node can be dialled. */
  boolean isUp(NodeId node) {
    return nodes.containsKey(node) && nodes.get(node).socket().isOpen();
  }

  /** The network side of a node that is up or starting. */
  Optional<Endpoint> node(NodeId node) {
    return Optional.ofNullable(nodes.get(node));
  }

  Optional<Connection> connection(NodeId from, NodeId to) {
    return node(from).flatMap(life -> life.connectionTo(to));
  }

  /** What nodes of this cluster know each other by. */
  String token() {
    return token;
  }

  // What the endpoints ask and report

  /** Welcomes the node that greets, or rejects it, or closes the connection without ado. */
  void answer(Endpoint node, Connection connection, Hello hello) {
    boolean isDialled = node(hello.from()).filter(dialler -> dialler.isDialling(hello)).isPresent();
    if (!hello.cluster().equals(token)) {
      connection.reject("a greeting of another cluster");
    } else if (!isDialled && hello.connection() > 0 && hello.connection() <= connections) {
      connection.close(); // the node that greeted is gone since
    } else if (!isDialled || !hello.to().equals(node.self())) {
      connection.reject("a greeting of " + hello.from() + " for " + hello.to() + ", not expected");
    } else {
      connection.welcome(hello);
    }
  }

  /**
   * The other end may have been closed before; then what was written since is lost, too.
   *
   * @param inUse whether it was the one over which the node talked to that peer
   */
  void onEndClosed(Endpoint node, Connection connection, boolean inUse) {
    long number = connection.number();
    cluster.onEndClosed(node.self(), number);
    if (node(connection.peer()).filter(peer -> peer.isOpen(number)).isEmpty()) {
      cluster.onEndClosed(connection.peer(), number);
    }
    if (inUse) {
      linkAgain(node, connection.peer());
    }
  }

  /** A connection is lost, or did not come about: if both ends live in a while, one dials again. */
  private void linkAgain(Endpoint life, NodeId other) {
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
