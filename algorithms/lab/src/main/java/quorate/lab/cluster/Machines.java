package quorate.lab.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import quorate.lab.store.StoreSettings;
import quorate.lab.trace.TraceEvent;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/**
 * What a {@link Fault} does to a cluster, one step at a time: to the machines of its nodes, and to
 * the links between them. The nodes may live in this program, or each in a process of its own. A
 * node that is named here is a member. Used on the cluster's own thread, by faults only.
 */
public interface Machines extends LiveCluster {

  /** Whether a node neither runs nor is starting. */
  boolean isDown(NodeId node);

  boolean isPaused(NodeId node);

  /** Nodes, which are not down, are gone because somebody asked for it. */
  void crashOnRequest(SortedSet<NodeId> nodes);

  /** What a node that is down had persisted is lost. */
  void loseDisk(NodeId node);

  /**
   * A node stands still. No-op if it is down, or paused already.
   *
   * @param length after which time it goes on by itself; empty if somebody must resume it
   */
  void pause(NodeId node, Optional<Duration> length);

  /** A node goes on. No-op if it is not paused. */
  void resume(NodeId node);

  /**
   * Asks a node to step down, if it leads.
   *
   * @param request what the trace says of it
   */
  void resign(NodeId node, TraceEvent request);

  /** A timer of a node, which is pending, expires now. */
  void expireNow(NodeId node, Timer timer);

  /**
   * A timer of a node, which is pending, expires at another moment.
   *
   * @param dueNanos nanoseconds of the cluster's time
   * @param cause the number of what the trace says of it
   */
  void retime(NodeId node, Timer timer, long dueNanos, long cause);

  /**
   * The clock of a node's machine runs at another rate from now on, and so do its timers.
   *
   * @param rate how many of its seconds pass in one second
   * @param cause the number of what the trace says of it
   */
  void setClock(NodeId node, double rate, long cause);

  /** Throws an IllegalArgumentException if such a cluster cannot have a store. */
  void checkStore();

  /**
   * The cluster gets a store, unless it has one, and leaders write to it.
   *
   * @param settings how; empty if nobody writes any more
   * @param request what the trace says of it
   */
  void store(Optional<StoreSettings> settings, TraceEvent request);

  /** Does a fault to the links, and traces how they are now. */
  void changeLinks(LinkFault fault);
}
