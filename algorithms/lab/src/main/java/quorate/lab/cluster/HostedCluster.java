package quorate.lab.cluster;

import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Heal;
import quorate.lab.cluster.Fault.Isolate;
import quorate.lab.cluster.Fault.Partition;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.trace.DropCause;
import quorate.lab.trace.Trace;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Dropped;
import quorate.lab.trace.TraceEvent.FaultInjected;
import quorate.lab.trace.TraceEvent.LinksChanged;
import quorate.lab.trace.TraceEvent.Sent;
import quorate.lab.trace.TraceEvent.Starting;
import quorate.spi.Message;
import quorate.spi.NodeId;

/**
 * What all drivers share: the hosts of the nodes, the links between them, what a fault does to
 * both, and whether a message that arrived is delivered. A driver adds the network and the clock.
 */
public abstract class HostedCluster implements Cluster {

  /** How many of the newest events a cluster can look up: minutes of a small idle one. */
  private static final int EVENTS_KEPT = 100_000;

  private final ClusterSpec spec;
  private final Trace trace;
  private final Links links;
  private final SortedMap<NodeId, NodeHost> hosts = new TreeMap<>();
  private final SortedSet<NodeId> starting = new TreeSet<>();

  /**
   * A cluster without hosts: the driver adds them with {@link #addHost}.
   *
   * @param nowNanos the cluster's time, nanoseconds since it began
   */
  protected HostedCluster(ClusterSpec spec, LongSupplier nowNanos) {
    this.spec = spec;
    this.trace = new Trace(nowNanos, EVENTS_KEPT);
    this.links = new Links(spec.members());
  }

  /**
   * Prepares all that the driver holds for these nodes, and then calls {@link #started} for each,
   * or {@link #crash} if it cannot; returns at once, even if this takes a while.
   */
  protected abstract void bringUp(SortedSet<NodeId> nodes);

  /** Takes away all that the driver holds for a node. Its host has crashed already. */
  protected abstract void takeDown(NodeId node);

  /** Adds the machine of one member. */
  protected final void addHost(NodeId node, Ports ports) {
    hosts.put(node, new NodeHost(spec, node, ports, trace));
  }

  /** All machines, in the order of the ids. */
  protected final Collection<NodeHost> hosts() {
    return hosts.values();
  }

  /**
   * The machine of a member.
   *
   * @throws IllegalArgumentException if there is no such member
   */
  protected final NodeHost host(NodeId node) {
    NodeHost host = hosts.get(node);
    if (host == null) {
      throw new IllegalArgumentException(
          node + " does not exist; " + spec.name() + " has nodes 1 to " + spec.size());
    }
    return host;
  }

  /** Together; those that are not down stay as they are. */
  @Override
  public final void start(SortedSet<NodeId> nodes) {
    SortedSet<NodeId> coming = new TreeSet<>(nodes);
    coming.removeIf(node -> !isDown(node));
    starting.addAll(coming);
    coming.forEach(node -> trace.write(0, at -> new Starting(at, node)));
    bringUp(coming);
  }

  /** Whether a node is on its way up. */
  protected final boolean isStarting(NodeId node) {
    return starting.contains(node);
  }

  /** A node that was on its way up has all that it needs, and runs from now on. */
  protected final void started(NodeId node, String address) {
    if (starting.remove(node)) {
      host(node).start(address);
    }
  }

  /** A node, running or on its way up, is gone. */
  protected final void crash(NodeId node, String reason) {
    if (starting.remove(node)) {
      trace.write(0, at -> new Crashed(at, node, reason));
    } else {
      host(node).crash(reason);
    }
    takeDown(node);
  }

  /** Runs what a node does. A rule that throws costs its node the life, and nobody else's. */
  protected void guarded(NodeId node, Runnable rules) {
    try {
      rules.run();
    } catch (RuntimeException | Error broken) {
      crash(node, "a rule of " + spec.algorithm().name() + " is broken: " + broken);
    }
  }

  /** A message came to the end of its way: it is delivered, if its receiver and its link are up. */
  protected final void arrive(Sent sent, Message message, int bytes) {
    if (!host(sent.to()).isRunning()) {
      drop(sent, DropCause.CRASHED, bytes);
    } else if (!links.isUp(sent.from(), sent.to())) {
      drop(sent, DropCause.CUT, bytes);
    } else {
      host(sent.to()).deliver(sent, message, bytes);
    }
  }

  /** A message is lost for good. */
  protected final void drop(Sent sent, DropCause because, int bytes) {
    trace.write(
        sent.number(),
        at -> new Dropped(at, sent.from(), sent.to(), sent.message(), because, bytes));
  }

  @Override
  public final ClusterSpec spec() {
    return spec;
  }

  @Override
  public final Trace trace() {
    return trace;
  }

  @Override
  public final Record state(NodeId node) {
    return host(node).state();
  }

  @Override
  public final void inject(Fault fault) {
    trace.write(0, at -> new FaultInjected(at, fault.toString()));
    if (fault instanceof Crash crash) {
      crash.nodes().stream()
          .filter(node -> !isDown(node))
          .forEach(node -> crash(node, "crashed on request"));
    } else if (fault instanceof Restart restart) {
      start(restart.nodes());
    } else if (fault instanceof Pause pause) {
      pause.nodes().forEach(node -> host(node).pause());
    } else if (fault instanceof Resume resume) {
      resume.nodes().forEach(node -> guarded(node, host(node)::resume));
    } else if (fault instanceof Partition partition) {
      links.partition(partition.groups());
      traceLinks();
    } else if (fault instanceof Isolate isolate) {
      links.isolate(isolate.nodes());
      traceLinks();
    } else if (fault instanceof Heal) {
      links.heal();
      traceLinks();
    } else {
      throw new IllegalArgumentException("unknown fault " + fault);
    }
  }

  private boolean isDown(NodeId node) {
    return !host(node).isRunning() && !isStarting(node);
  }

  private void traceLinks() {
    trace.write(0, at -> new LinksChanged(at, links.cut()));
  }
}
