package quorate.netty.node;

import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import quorate.lab.UserError;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.cluster.World;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.netty.ClusterThread;
import quorate.netty.ConditionWaits;
import quorate.netty.http.HttpSettings;
import quorate.spi.NodeId;

/**
 * One node of a cluster whose other nodes run in other processes. It looks like a cluster of which
 * only one node is here: its trace holds what this node did, and what of the links' faults concerns
 * the way into it. A fault that names another node is refused.
 *
 * <p>A closed connection tells the node nothing: it learns of failures by silence alone.
 */
public final class NodeProcess implements Cluster {

  /** More than a start ever takes. */
  private static final Duration START = Duration.ofSeconds(30);

  static {
    // The JVM remembers for 30 s where a name leads. A member that moved is to be found at once.
    Security.setProperty("networkaddress.cache.ttl", "1");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  private final NodeSettings settings;
  private final long originNanos;
  private final ClusterThread thread;
  private final LiveNode live;
  private final ConditionWaits waits;
  private final CompletableFuture<String> failed = new CompletableFuture<>();
  private boolean closing;

  private NodeProcess(NodeSettings settings, Optional<DurableFile> file) {
    this.settings = settings;
    this.originNanos = settings.originNanos().orElseGet(System::nanoTime);
    this.thread = new ClusterThread(settings.spec().name());
    this.live = new LiveNode(settings, thread, file, originNanos);
    this.waits = new ConditionWaits(thread, live);
  }

  /**
   * A node that is still down, so that it can be observed from its first event on; its data folder
   * is locked and what it had saved is read.
   *
   * @throws UserError if the node is no member, or the folder cannot be used, or holds what is not
   *     this node's
   */
  public static NodeProcess create(NodeSettings settings) {
    ClusterSpec spec = settings.spec();
    if (!spec.hasHost(settings.self())) {
      throw new UserError(
          "%s does not exist; %s has %s"
              .formatted(settings.self(), spec.name(), spec.hostsInWords()));
    }
    Optional<DurableFile> file =
        settings
            .data()
            .map(folder -> DurableFile.open(folder, spec, settings.self(), settings.sync()));
    NodeProcess created = new NodeProcess(settings, file);
    created.run(it -> it.trace().observe(created::onEvent));
    return created;
  }

  private void onEvent(TraceEvent event) {
    if (event instanceof Crashed crashed && !crashed.requested() && !closing) {
      failed.complete(crashed.reason());
    }
  }

  /**
   * Listens and registers itself; the node is still down. So several can be brought up together.
   *
   * @return where it listens
   * @throws UserError if it cannot listen there, or cannot be a member
   */
  public HostPort listen() throws InterruptedException {
    InetSocketAddress wanted = settings.listen().resolved();
    if (wanted.isUnresolved()) {
      throw new UserError(
          "the name " + settings.listen().host() + " is not known; give another with --listen");
    }
    Future<Void> listening = thread.call(() -> live.listen(wanted)).await();
    if (!listening.isSuccess()) {
      throw new UserError(
          "cannot listen at %s: %s; give another address with --listen"
              .formatted(settings.listen(), reason(listening.cause())));
    }
    HostPort address = address().orElseThrow();
    settings.members().register(settings.self(), address);
    return address;
  }

  /** Dials the others, and waits until each has been tried once. To be called when it listens. */
  public void dial() throws InterruptedException {
    thread.call(live::dial).await();
  }

  /**
   * Listens, registers itself, dials the others, as far as that is not done yet, and starts the
   * node, which is running when this returns, with or without the others.
   *
   * @return where it listens
   * @throws UserError if it cannot listen there, or cannot be a member
   */
  public HostPort start() throws InterruptedException {
    HostPort address = call(it -> live.listens()) ? address().orElseThrow() : listen();
    run(it -> it.start(new TreeSet<>(List.of(settings.self()))));
    runUntil(it -> live.runs() || failed.isDone(), START);
    return address;
  }

  private static String reason(Throwable failure) {
    String reason = String.valueOf(failure.getMessage());
    return reason.contains("in use") ? "another process listens there" : reason;
  }

  /** Completes with the reason when the node crashes by mistake: its disk failed, or a rule. */
  public CompletableFuture<String> failed() {
    return failed;
  }

  public NodeId self() {
    return settings.self();
  }

  public NodeSettings settings() {
    return settings;
  }

  /** Where it listens; empty before that. */
  public Optional<HostPort> address() {
    return call(it -> live.address().map(HostPort::of));
  }

  /** The moment of {@link System#nanoTime} from which the trace counts time. */
  public long originNanos() {
    return originNanos;
  }

  /** All other members, in order. */
  public List<Peer> peers() {
    return call(it -> live.peers());
  }

  public Counters counters() {
    return call(it -> live.counters());
  }

  /** Its thread, for what must happen in step with its trace. */
  public ClusterThread thread() {
    return thread;
  }

  /**
   * Runs a task once, soon, and before any message leaves that is being sent now. On its thread.
   */
  public void beforeMessagesLeave(Runnable teller) {
    live.beforeMessagesLeave(teller);
  }

  /** For an HTTP server of the node, whose streams are sent in step with the node's trace. */
  public HttpSettings http(HostPort listen) {
    InetSocketAddress address = new InetSocketAddress(listen.host(), listen.port());
    return HttpSettings.beside(thread.loop(), "quorate-http", address);
  }

  @Override
  public ClusterSpec spec() {
    return settings.spec();
  }

  @Override
  public World world() {
    return World.PROCESSES;
  }

  @Override
  public <T> T call(Function<LiveCluster, T> task) {
    return thread.call(() -> task.apply(live));
  }

  @Override
  public boolean runUntil(Predicate<LiveCluster> condition, Duration limit)
      throws InterruptedException {
    return waits.await(condition, limit);
  }

  @Override
  public void close() {
    thread.stopAfter(this::closeAll);
  }

  private void closeAll() {
    closing = true;
    waits.close();
    live.close();
  }
}
