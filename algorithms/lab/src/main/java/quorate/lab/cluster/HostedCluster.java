package quorate.lab.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import quorate.lab.cluster.Links.Fate;
import quorate.lab.store.StoreSettings;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Stamp;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.spi.Durable;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/**
 * What all drivers share: the hosts of the nodes, the links between them, what a fault does to
 * both, and whether a message that arrived is delivered. A driver adds the network and the clock.
 */
public abstract class HostedCluster implements Machines {

  /** How many of the newest events a cluster can look up: minutes of a small idle one. */
  public static final int EVENTS_KEPT = 100_000;

  private final ClusterSpec spec;
  private final Trace trace;
  private final Links links;
  private final SortedMap<NodeId, NodeHost> hosts = new TreeMap<>();
  private final SortedSet<NodeId> starting = new TreeSet<>();

  @SuppressWarnings("this-escape") // it is kept, and not used before a fault
  private final StoreSwitch store = new StoreSwitch(this);

  @SuppressWarnings("this-escape") // it is kept, and not used before the first message arrives
  private final HeldBack heldBack = new HeldBack(this);

  @SuppressWarnings("this-escape") // the same
  private final EndingPauses endingPauses = new EndingPauses(this);

  /**
   * A cluster without hosts: the driver adds them with {@link #addHost}.
   *
   * @param nowNanos the cluster's time, nanoseconds since it began
   */
  protected HostedCluster(ClusterSpec spec, LongSupplier nowNanos) {
    this(spec, nowNanos, EVENTS_KEPT, 1);
  }

  /**
   * A cluster whose trace does not begin with event 1.
   *
   * @param keep how many of the newest events it can look up
   * @param first the number of its first event, at least 1
   */
  protected HostedCluster(ClusterSpec spec, LongSupplier nowNanos, int keep, long first) {
    this.spec = spec;
    this.trace = new Trace(nowNanos, keep, first);
    this.links = new Links(spec);
  }

  /**
   * Prepares all that the driver holds for these nodes, and then calls {@link #started} for each,
   * or {@link #crash} if it cannot; returns at once, even if this takes a while.
   */
  protected abstract void bringUp(SortedSet<NodeId> nodes);

  /** The directions in which the network loses every message, whatever is done to the links. */
  protected SortedSet<Direction> deadDirections() {
    return new TreeSet<>();
  }

  /**
   * Throws if the caller is not on the cluster's thread; where all run on one, nothing to check.
   */
  protected void checkThread() {}

  /** Takes away all that the driver holds for a node. Its host has crashed already. */
  protected abstract void takeDown(NodeId node);

  /** What the machine of a store sees of this cluster; only of one that can have a store. */
  protected Ports portsOfStore() {
    throw new IllegalStateException(spec.name() + " has no ports for a store");
  }

  protected final void addHost(NodeId node, Ports ports) {
    addHost(node, ports, Optional.empty());
  }

  /** Adds a machine on whose disk is what its node saved in another process. */
  protected final void addHost(NodeId node, Ports ports, Optional<Durable> saved) {
    hosts.put(node, new NodeHost(spec, node, ports, trace, saved));
  }

  /** All machines, in the order of the ids. */
  protected final Collection<NodeHost> hosts() {
    return hosts.values();
  }

  /**
   * The machine of a node; throws an IllegalArgumentException if there is no such node, or if it is
   * in another process.
   */
  protected final NodeHost host(NodeId node) {
    checkHost(node);
    NodeHost host = hosts.get(node);
    if (host == null) {
      throw new IllegalArgumentException(
          node + " runs in another process; this one has " + hosts.firstKey());
    }
    return host;
  }

  private void checkHost(NodeId node) {
    if (!spec.hasHost(node) && !hosts.containsKey(node)) {
      throw new IllegalArgumentException(
          node + " does not exist; " + spec.name() + " has " + spec.hostsInWords());
    }
  }

  /** Together; those that are not down stay as they are. */
  @Override
  public void start(SortedSet<NodeId> nodes) {
    checkThread();
    SortedSet<NodeId> coming = new TreeSet<>(nodes);
    coming.removeIf(node -> !isDown(node));
    starting.addAll(coming);
    if (trace.isEmpty() && !deadDirections().isEmpty()) {
      traceLinks();
    }
    coming.forEach(node -> trace.write(0, at -> new Starting(at, node)));
    bringUp(coming);
  }

  protected final boolean isStarting(NodeId node) {
    return starting.contains(node);
  }

  /** A node that was starting has all it needs, and runs from now on. */
  protected final void started(NodeId node, String address) {
    if (starting.remove(node)) {
      host(node).start(address);
    }
  }

  /** A node, running or starting, is gone by mistake. */
  protected final void crash(NodeId node, String reason) {
    crash(node, at -> Crashed.byMistake(at, node, reason));
  }

  @Override
  public final void crashOnRequest(SortedSet<NodeId> nodes) {
    nodes.forEach(node -> crash(node, at -> Crashed.onRequest(at, node)));
  }

  private void crash(NodeId node, Function<Stamp, Crashed> event) {
    if (starting.remove(node)) {
      trace.write(0, event);
    } else {
      host(node).crash(event);
    }
    takeDown(node);
  }

  /**
   * Runs what a node does. A rule that throws costs its node the life, and nobody else's. If this
   * program is at its end, its memory for instance, no rule is to blame: the node cannot go on, and
   * the error goes to the caller that let the cluster run.
   */
  protected void guarded(NodeId node, Runnable rules) {
    try {
      rules.run();
    } catch (VirtualMachineError atItsEnd) {
      boolean blamed = atItsEnd instanceof StackOverflowError && !host(node).isRunning();
      crash(node, "this program is at its end (" + atItsEnd + "); no rule is to blame");
      if (!blamed) {
        throw atItsEnd;
      }
    } catch (RuntimeException | Error broken) {
      crash(node, BrokenRule.words(spec, trace, broken));
    }
  }

  /**
   * A message came to the end of its way: it is delivered, if its receiver and its link are up. If
   * the link has troubles, that may be later, or twice, or never.
   */
  protected final void arrive(Packet packet) {
    if (!host(packet.to()).isRunning()) {
      drop(packet, DropCause.CRASHED);
      return;
    }
    Fate fate = links.fateOf(packet);
    if (fate.lost().isPresent()) {
      drop(packet, fate.lost().get());
      return;
    }
    heldBack.handOver(packet, false, fate);
    if (fate.twice()) {
      heldBack.handOver(packet, true, fate);
    }
  }

  /** Loses all that is held back, for a driver that closes and whose nodes are down. */
  protected final void loseHeldBack() {
    heldBack.loseAll();
  }

  protected final void drop(Packet packet, DropCause because) {
    trace.write(packet.number(), packet.dropped(because));
  }

  @Override
  public final ClusterSpec spec() {
    return spec;
  }

  @Override
  public final Trace trace() {
    checkThread();
    return trace;
  }

  @Override
  public final Record state(NodeId node) {
    checkThread();
    return host(node).state();
  }

  @Override
  public final boolean awaitsEndOfFault() {
    checkThread();
    return endingPauses.lasts();
  }

  @Override
  public final SortedSet<String> pendingTimers(NodeId node) {
    checkThread();
    return host(node).pendingTimers();
  }

  @Override
  public final Optional<TimerWindow> pendingTimer(NodeId node, Timer timer) {
    checkThread();
    return host(node).pendingTimer(timer);
  }

  @Override
  public final Links links() {
    checkThread();
    return links;
  }

  @Override
  public final void check(Fault fault) {
    checkThread();
    fault.nodes().forEach(fault instanceof LinkFault ? this::checkHost : this::host);
    fault.check(this);
  }

  @Override
  public void inject(Fault fault) {
    check(fault);
    TraceEvent injected = trace.write(0, at -> new FaultInjected(at, fault.toString()));
    fault.applyTo(this, injected);
  }

  @Override
  public final void changeLinks(LinkFault fault) {
    fault.change(links);
    traceLinks();
  }

  private void traceLinks() {
    SortedMap<Direction, Trouble> troubles = new TreeMap<>(links.troubles());
    for (Direction dead : deadDirections()) {
      troubles.put(dead, troubles.getOrDefault(dead, Trouble.NONE).withLoss(1));
    }
    trace.write(0, at -> new LinksChanged(at, links.cut(), troubles));
  }

  @Override
  public void checkStore() {
    throw new IllegalArgumentException(spec.name() + " cannot have a store");
  }

  @Override
  public final Optional<StoreSettings> store() {
    checkThread();
    return store.settings();
  }

  @Override
  public final void store(Optional<StoreSettings> settings, TraceEvent request) {
    store.use(settings, request.number());
  }

  /** A host that comes later than the others. */
  final void join(NodeHost host) {
    hosts.put(host.self(), host);
    links.addHost(host.self());
  }

  @Override
  public final void pause(NodeId node, Optional<Duration> length) {
    endingPauses.pause(node, length);
  }

  @Override
  public final void resume(NodeId node) {
    guarded(node, host(node)::resume);
  }

  @Override
  public final void resign(NodeId node, TraceEvent request) {
    guarded(node, () -> host(node).resign(request));
  }

  @Override
  public final void expireNow(NodeId node, Timer timer) {
    guarded(node, () -> host(node).fire(timer));
  }

  @Override
  public final void retime(NodeId node, Timer timer, long dueNanos, long cause) {
    host(node).retime(timer, dueNanos, cause);
  }

  @Override
  public final void setClock(NodeId node, double rate, long cause) {
    host(node).setClock(rate, cause);
  }

  @Override
  public final void loseDisk(NodeId node) {
    host(node).loseDisk();
  }

  @Override
  public final boolean isPaused(NodeId node) {
    return host(node).isPaused();
  }

  @Override
  public final boolean isDown(NodeId node) {
    return !host(node).isRunning() && !isStarting(node);
  }
}
