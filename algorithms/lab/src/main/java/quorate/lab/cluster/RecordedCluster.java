package quorate.lab.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import quorate.lab.UserError;
import quorate.lab.store.StoreSettings;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Fingerprint;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/**
 * A run that is over, made of its events alone. All that looks at a trace works; nothing can be
 * done to it, and no time passes. Its events are written one after the other by {@link #add}, and
 * read when the last is there.
 */
public final class RecordedCluster implements Cluster {

  private final ClusterSpec spec;
  private final World world;
  private final String source;
  private final Optional<Fingerprint> fingerprint;
  private final Links links;
  private final Live live = new Live();
  private final Trace trace;
  private Optional<StoreSettings> store = Optional.empty();
  private long nowNanos;
  private volatile boolean closed;

  /**
   * A run without events.
   *
   * @param world where it ran
   * @param source where it comes from, in words for a person: the name of a file
   */
  public RecordedCluster(ClusterSpec spec, World world, String source) {
    this.spec = spec;
    this.world = world;
    this.source = source;
    this.links = new Links(spec);
    this.trace = new Trace(() -> nowNanos, HostedCluster.EVENTS_KEPT);
    this.fingerprint = world == World.SIM ? Optional.of(new Fingerprint()) : Optional.empty();
    fingerprint.ifPresent(trace::observe);
  }

  /**
   * The next event of the run.
   *
   * @throws IllegalArgumentException if it cannot be the next
   */
  public void add(TraceEvent event) {
    if (event.number() != trace.last() + 1) {
      throw new IllegalArgumentException(
          "event " + event.number() + " does not follow event " + trace.last());
    } else if (event.atNanos() < nowNanos) {
      throw new IllegalArgumentException(
          "event " + event.number() + " is older than the one before");
    } else if (event.cause() >= event.number()) {
      throw new IllegalArgumentException("event " + event.number() + " is older than its cause");
    }
    nowNanos = event.atNanos();
    if (event instanceof Starting starting && !spec.hasHost(starting.node())) {
      links.addHost(starting.node());
    }
    trace.write(event.cause(), at -> event);
    if (event instanceof Dropped lost && lost.because() == DropCause.PICKED) {
      links.countPicked(
          new Packet(lost.from(), lost.to(), lost.cause(), lost.message(), lost.bytes()));
    }
  }

  /** What the fault of the event before did to the links. */
  public void change(LinkFault fault) {
    fault.change(links);
  }

  /** What the fault of the event before said about the store. */
  public void change(Storing fault) {
    store = fault.settings();
  }

  /** The run went on without events until then. */
  public void endAt(long nanos) {
    nowNanos = Math.max(nowNanos, nanos);
  }

  @Override
  public ClusterSpec spec() {
    return spec;
  }

  @Override
  public World world() {
    return world;
  }

  @Override
  public <T> T call(Function<LiveCluster, T> task) {
    if (closed) {
      throw new IllegalStateException(spec.name() + " is closed");
    }
    return task.apply(live);
  }

  /** Looks at the condition once. */
  @Override
  public boolean runUntil(Predicate<LiveCluster> condition, Duration limit) {
    if (!call(condition::test)) {
      throw over();
    }
    return true;
  }

  /** Says that nothing can be done to it. */
  public UserError over() {
    return new UserError(
        "%s was read from %s: its run is over; type: stop %s"
            .formatted(spec.name(), source, spec.name()));
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Live implements LiveCluster {

    @Override
    public ClusterSpec spec() {
      return spec;
    }

    @Override
    public Trace trace() {
      return trace;
    }

    @Override
    public Optional<String> fingerprint() {
      return fingerprint.map(Fingerprint::text);
    }

    @Override
    public void start(SortedSet<NodeId> nodes) {
      throw over();
    }

    @Override
    public void check(Fault fault) {
      throw over();
    }

    @Override
    public void inject(Fault fault) {
      throw over();
    }

    @Override
    public Links links() {
      return links;
    }

    @Override
    public Optional<StoreSettings> store() {
      return store;
    }

    @Override
    public boolean awaitsEndOfFault() {
      return false;
    }

    /** None can expire any more. */
    @Override
    public SortedSet<String> pendingTimers(NodeId node) {
      return new TreeSet<>();
    }

    @Override
    public Optional<TimerWindow> pendingTimer(NodeId node, Timer timer) {
      return Optional.empty();
    }

    @Override
    public void after(Duration delay, Runnable action) {
      throw over();
    }

    @Override
    public Record state(NodeId node) {
      throw new UserError(
          "%s was read from %s, which has no variables; type: trace --node %s"
              .formatted(spec.name(), source, node.value()));
    }
  }
}
