package quorate.netty.node;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import quorate.lab.cluster.Packet;
import quorate.netty.ClusterThread;
import quorate.netty.Frame.Challenge;
import quorate.netty.Frame.Data;
import quorate.netty.Frame.Greeting;
import quorate.netty.FrameCodec;
import quorate.netty.FramePipeline;
import quorate.netty.ListeningSocket;
import quorate.spi.NodeId;

/**
 * The network side of a node whose peers are other processes, from one start to the next crash: one
 * connection to each of them. At its start a node dials all others; when a connection is lost, the
 * lower of the two dials first. Used on the node's thread.
 */
final class ProcessEndpoint {

  private static final int DIAL_MILLIS = 1000;

  /** For so long a start waits until all that are found have answered. */
  private static final long START_MILLIS = 300;

  /** Each end says so often that it is there. */
  private static final long ALIVE_MILLIS = 500;

  /** An end that was not heard for so long is of no use. */
  private static final long SILENCE_NANOS = 5_000_000_000L;

  /** An end that was heard so recently is there still, and cannot be a process that was killed. */
  private static final long PRESENCE_NANOS = 1_000_000_000L;

  private final NodeSettings settings;
  private final ClusterThread thread;
  private final LiveNode node;
  private final FrameCodec codec;
  private final ByteCounter counter;
  private final Handshake handshake;
  private final ListeningSocket socket;
  private final Dialler dialler;
  private final Set<PeerLink> open = new LinkedHashSet<>();
  private final SortedMap<NodeId, PeerLink> links = new TreeMap<>();
  private Future<?> alive;
  private Promise<Void> tried;
  private boolean dead;

  ProcessEndpoint(
      NodeSettings settings,
      ClusterThread thread,
      FrameCodec codec,
      ByteCounter counter,
      LiveNode node) {
    this.settings = settings;
    this.thread = thread;
    this.node = node;
    this.codec = codec;
    this.counter = counter;
    this.handshake = new Handshake(settings.spec(), settings.self(), settings.secret());
    this.socket = new ListeningSocket(thread.loop(), pipeline(null));
    this.dialler = new Dialler(settings.members(), settings.self(), thread, this);
  }

  NodeId self() {
    return settings.self();
  }

  ListeningSocket socket() {
    return socket;
  }

  /** Dials all that are found; done when they have answered, or have had the time to. */
  Future<Void> connect() {
    if (tried != null) {
      return tried;
    }
    alive =
        thread
            .loop()
            .scheduleAtFixedRate(this::sayAlive, ALIVE_MILLIS, ALIVE_MILLIS, TimeUnit.MILLISECONDS);
    tried = dialler.start();
    Promise<Void> trying = tried;
    thread.loop().schedule(() -> trying.trySuccess(null), START_MILLIS, TimeUnit.MILLISECONDS);
    return tried;
  }

  private ChannelInitializer<Channel> pipeline(Dial dial) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast("count", counter)
            .addLast(
                "frames",
                new FramePipeline(
                    codec, () -> new PeerLink(ProcessEndpoint.this, handshake, dial)));
      }
    };
  }

  void dial(Dial dial, InetSocketAddress where) {
    new Bootstrap()
        .group(thread.loop())
        .channel(NioSocketChannel.class)
        .disableResolver()
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, DIAL_MILLIS)
        .handler(pipeline(dial))
        .connect(where)
        .addListener(
            done -> {
              if (!done.isSuccess()) { // of which another thread may tell
                thread.executeUnlessStopped(() -> onFailed(dial, done.cause().getMessage()));
              }
            });
  }

  private void onFailed(Dial dial, String reason) {
    dial.fails(reason);
    dialler.onTried();
  }

  /** The process has something to say every so often, so that each end knows of the other. */
  private void sayAlive() {
    long now = System.nanoTime();
    for (PeerLink link : List.copyOf(links.values())) {
      if (now - link.heardNanos() > SILENCE_NANOS) {
        link.close();
      } else {
        link.sendAlive();
      }
    }
  }

  /** The node is gone: its socket is closed, and its connections are reset. */
  void die() {
    dead = true;
    dialler.stop();
    socket.close();
    if (alive != null) {
      alive.cancel(false);
    }
    List.copyOf(open).forEach(PeerLink::reset);
    open.clear();
    links.clear();
  }

  // Who is there

  Optional<PeerLink> linkTo(NodeId peer) {
    return Optional.ofNullable(links.get(peer));
  }

  SortedSet<NodeId> linked() {
    return new TreeSet<>(links.keySet());
  }

  boolean isWhole() {
    return links.size() == settings.spec().hosts().size() - 1;
  }

  /** Whether there is a connection to a node, or the node is about to open one. */
  boolean isBusyWith(NodeId peer) {
    return links.containsKey(peer) || incoming(peer).isPresent();
  }

  private Optional<PeerLink> incoming(NodeId peer) {
    return open.stream()
        .filter(it -> it.dial().isEmpty() && !it.isGreeted())
        .filter(it -> it.peer().filter(peer::equals).isPresent())
        .findFirst();
  }

  private Optional<PeerLink> outgoing(NodeId peer) {
    return open.stream()
        .filter(it -> it.dial().isPresent() && !it.isGreeted())
        .filter(it -> it.peer().filter(peer::equals).isPresent())
        .findFirst();
  }

  Peer peer(NodeId id, long originNanos) {
    Optional<Dial> dial = dialler.to(id);
    Optional<PeerLink> link = linkTo(id);
    return new Peer(
        id,
        dialler.address(id),
        link.isPresent(),
        node.heard(id, link, originNanos),
        link.isPresent() ? Optional.empty() : dial.flatMap(Dial::problem));
  }

  // What links ask

  /** Whether a connection is wanted: a node that is gone does not live to see it. */
  boolean onOpened(PeerLink link) {
    return !dead && open.add(link);
  }

  /** Whether it is this node that greets itself: then nobody else is at the address it dialled. */
  boolean isOwn(Greeting greeting) {
    Optional<PeerLink> own =
        open.stream().filter(it -> it.nonce().equals(greeting.nonce())).findFirst();
    own.flatMap(PeerLink::dial).ifPresent(Dial::answeredBySelf);
    return own.isPresent();
  }

  /** Why a member that greets cannot be it; empty if it can. */
  Optional<String> objectionTo(Greeting greeting) {
    return present(greeting.from())
        .filter(it -> !it.othersProcess().equals(greeting.process()))
        .map(it -> "another process is " + greeting.from() + ", and is connected");
  }

  private Optional<PeerLink> present(NodeId peer) {
    return linkTo(peer).filter(it -> System.nanoTime() - it.heardNanos() < PRESENCE_NANOS);
  }

  /**
   * Whether a member that greets is let in. If both dial each other at the same time, the dial of
   * the lower one goes on, unless the other one's is as good as answered.
   */
  boolean letsIn(Greeting greeting) {
    NodeId from = greeting.from();
    if (present(from).isPresent()) {
      return false; // it did not know yet, when it dialled, who is here
    }
    incoming(from).ifPresent(PeerLink::close);
    Optional<PeerLink> own = outgoing(from);
    if (own.isPresent() && (from.isAbove(self()) || own.get().isProved())) {
      return false;
    }
    own.ifPresent(PeerLink::close);
    return dialler.underWayTo(from).isEmpty() || self().isAbove(from);
  }

  /** Why the process that answers a dial is not who was dialled; empty if it is. */
  Optional<String> objectionTo(Challenge challenge, Dial dial) {
    NodeId from = challenge.from();
    Optional<NodeId> expected = dial.target().id();
    if (!settings.spec().hasHost(from) || from.equals(self())) {
      return Optional.of("it says that it is " + from + ", which it cannot be");
    } else if (expected.isPresent() && !expected.get().equals(from)) {
      return Optional.of(from + " answers, and not " + expected.get());
    }
    dial.answeredBy(from);
    return Optional.empty();
  }

  /** Whether a dial that was answered goes on, as it does unless the other end came first. */
  boolean goesOn(PeerLink link) {
    NodeId peer = link.peer().orElseThrow();
    Optional<PeerLink> incoming = incoming(peer);
    if (links.containsKey(peer) || incoming.isPresent() && self().isAbove(peer)) {
      return false;
    }
    incoming.ifPresent(PeerLink::close);
    return true;
  }

  // What links report

  /** An older connection to that peer is of no use now. */
  void onLinked(PeerLink link) {
    PeerLink older = links.put(link.peer().orElseThrow(), link);
    if (older != null) {
      older.close();
    }
    link.dial().ifPresent(Dial::succeeds);
    dialler.linked(link.peer().orElseThrow());
    dialler.onTried();
  }

  void onClosed(PeerLink link) {
    open.remove(link);
    link.dial().ifPresent(it -> onFailed(it, "it closed the connection"));
    Optional<NodeId> peer = link.peer();
    if (peer.isPresent() && links.remove(peer.get(), link)) {
      node.onLost(link);
      dialler.lost(peer.get());
    }
  }

  void onData(Data data, int bytes) {
    node.onArrived(new Packet(data.from(), self(), data.number(), data.message(), bytes));
  }

  void onUnwritten(NodeId to, Data data, Throwable cause) {
    node.onUnwritten(new Packet(self(), to, data.number(), data.message(), 0), cause);
  }

  void onRejected(String reason) {
    node.onRejected(reason);
  }

  /** A process that greeted is refused. */
  void onRefusing(String reason, PeerLink link) {
    node.onRejected("refused a process at " + link.remote() + ": " + reason);
  }

  /** This node is refused, or refuses who answers. */
  void onRefused(Dial dial, String reason) {
    dial.isRefused(reason);
    dialler.onTried();
    node.onRejected("refused by " + dial.target() + ": " + reason);
  }

  /** The members cannot be found, for that reason. */
  void onNotFound(String reason) {
    node.onNotFound(reason);
  }
}
