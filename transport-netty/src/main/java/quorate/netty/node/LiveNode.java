package quorate.netty.node;

import io.netty.handler.codec.EncoderException;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import quorate.lab.cluster.HostedCluster;
import quorate.lab.cluster.Packet;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.netty.ClusterThread;
import quorate.netty.EventLoopPorts;
import quorate.netty.Frame.Data;
import quorate.netty.FrameCodec;
import quorate.netty.Lateness;
import quorate.netty.Rejections;
import quorate.spi.Durable;
import quorate.spi.NodeId;

/** One node and what it sees of the network, of its disk and of time. Used on its thread only. */
final class LiveNode extends HostedCluster {

  private static final long NANOS_PER_NUMBER = 1000;

  /** Minutes of a node that is idle; a process is to need little memory. */
  private static final int EVENTS_KEPT = 20_000;

  private final NodeSettings settings;
  private final ClusterThread thread;
  private final NodeSaves saves;
  private final Departures departures;
  private final long originNanos;
  private final FrameCodec codec;
  private final ByteCounter counter = new ByteCounter();
  private final Rejections rejections;
  private final Lateness lateness = new Lateness();
  private final SortedMap<NodeId, Long> lastHeard = new TreeMap<>();
  private ProcessEndpoint endpoint;
  private InetSocketAddress address;
  private String lastNotFound = "";
  private long rejected;
  private boolean closed;

  /**
   * A node that is down. The numbers of its trace begin with the microseconds of the clock, so that
   * those of a later process of this node are greater than those of an earlier one.
   */
  LiveNode(
      NodeSettings settings, ClusterThread thread, Optional<DurableFile> file, long originNanos) {
    super(
        settings.spec(),
        () -> System.nanoTime() - originNanos,
        EVENTS_KEPT,
        Math.max(1, System.nanoTime() / NANOS_PER_NUMBER));
    this.settings = settings;
    this.thread = thread;
    this.departures = new Departures(thread);
    this.saves = new NodeSaves(file, () -> thread.executeUnlessStopped(this::save));
    this.originNanos = originNanos;
    this.codec = new FrameCodec(settings.spec().rules().messageType());
    this.rejections = new Rejections(this);
    addHost(settings.self(), new ProcessPorts(), file.flatMap(DurableFile::content));
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

  /** Opens the port on which the node is to listen. */
  Future<Void> listen(InetSocketAddress wanted) {
    endpoint = new ProcessEndpoint(settings, thread, codec, counter, this);
    ProcessEndpoint opening = endpoint;
    return opening
        .socket()
        .openAt(wanted)
        .addListener(
            opened -> {
              if (opened.isSuccess()) {
                address = opening.socket().address();
              }
            });
  }

  boolean listens() {
    return endpoint != null;
  }

  /** Dials the others, once, though the node is down; done when all have been tried. */
  Future<Void> dial() {
    return endpoint.connect();
  }

  boolean runs() {
    return host(settings.self()).isRunning();
  }

  /** Where it listens, or did. */
  Optional<InetSocketAddress> address() {
    return Optional.ofNullable(address);
  }

  List<Peer> peers() {
    checkThread();
    return spec().hosts().stream()
        .filter(it -> !it.equals(settings.self()))
        .map(
            it ->
                endpoint == null
                    ? new Peer(
                        it,
                        Optional.empty(),
                        false,
                        heard(it, Optional.empty(), originNanos),
                        Optional.empty())
                    : endpoint.peer(it, originNanos))
        .toList();
  }

  OptionalLong heard(NodeId peer, Optional<PeerLink> link, long origin) {
    Long last = link.map(PeerLink::heardNanos).orElse(lastHeard.get(peer));
    return last == null ? OptionalLong.empty() : OptionalLong.of(last - origin);
  }

  Counters counters() {
    checkThread();
    return saves.counters(counter, rejected);
  }

  void beforeMessagesLeave(Runnable teller) {
    checkThread();
    departures.tell(teller);
  }

  /** A rule that saved is over. */
  private void save() {
    guarded(settings.self(), saves::write);
  }

  /** Stops the node; it does not start again. */
  void close() {
    closed = true;
    crash(settings.self(), "the process ends");
    loseHeldBack();
    saves.close();
  }

  // The node coming up and going down

  @Override
  protected void bringUp(SortedSet<NodeId> coming) {
    for (NodeId node : coming) {
      if (closed) {
        crash(node, "the process ends");
      } else if (endpoint != null) {
        connect(endpoint);
      } else {
        listen(address).addListener(opened -> onListening(node, opened.cause()));
      }
    }
  }

  private void onListening(NodeId node, Throwable failure) {
    if (failure == null) {
      connect(endpoint);
    } else {
      crash(node, "no port for it: " + failure.getMessage());
    }
  }

  private void connect(ProcessEndpoint life) {
    life.connect()
        .addListener(
            tried -> {
              if (life == endpoint) {
                NodeId self = settings.self();
                guarded(self, () -> started(self, HostPort.of(address).toString()));
              }
            });
  }

  @Override
  protected void takeDown(NodeId node) {
    if (endpoint != null) {
      endpoint.die();
      endpoint = null;
    }
  }

  // What becomes of messages, and of strangers

  void onArrived(Packet packet) {
    guarded(packet.to(), () -> arrive(packet));
  }

  /** A message that cannot be put into bytes is a fault of the algorithm, as a rule that throws. */
  void onUnwritten(Packet packet, Throwable cause) {
    drop(packet, DropCause.CONNECTION_LOST);
    if (cause instanceof EncoderException) {
      String reason = "its " + packet.message().name() + " cannot be put into bytes: ";
      thread.executeUnlessStopped(() -> crash(packet.from(), reason + cause.getCause()));
    }
  }

  void onLost(PeerLink link) {
    lastHeard.put(link.peer().orElseThrow(), link.heardNanos());
  }

  void onRejected(String reason) {
    rejected++;
    rejections.on(settings.self(), reason);
  }

  /** The members cannot be found; said once, however often it is tried. */
  void onNotFound(String reason) {
    if (!reason.equals(lastNotFound)) {
      lastNotFound = reason;
      rejections.on(settings.self(), reason);
    }
  }

  /** What the node's machine sees: its links, its disk, the event loop's timers, and chance. */
  private final class ProcessPorts extends EventLoopPorts {

    ProcessPorts() {
      super(
          settings.self(),
          LiveNode.this,
          thread,
          lateness,
          rules -> guarded(settings.self(), rules));
    }

    @Override
    public void carry(Sent sent) {
      Optional<PeerLink> link = Optional.ofNullable(endpoint).flatMap(it -> it.linkTo(sent.to()));
      if (link.isPresent()) {
        link.get().write(new Data(sent.from(), sent.number(), sent.message()));
        departures.flush(link.get());
      } else {
        drop(Packet.of(sent), DropCause.CONNECTION_LOST);
      }
    }

    @Override
    public boolean savesTakeTime() {
      return saves.takeTime();
    }

    @Override
    public void saving(Durable state, Runnable safe) {
      saves.save(state, safe);
    }

    @Override
    public void whenSaved(Runnable action) {
      saves.write();
      action.run();
    }

    @Override
    public void fail() {
      saves.forget();
    }

    @Override
    public void wipe() {
      saves.wipe();
    }
  }
}
