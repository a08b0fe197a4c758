package quorate.lab.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import quorate.lab.trace.Trace;
import quorate.spi.NodeId;

/**
 * A running cluster, whatever drives it. It has a thread of its own on which all of its events
 * happen, one after the other; {@link #call} is the way onto that thread. Methods marked <em>on the
 * cluster's thread</em> are for use within a call, an observer or an action of {@link #after}; the
 * others are for any other thread.
 */
public interface Cluster extends AutoCloseable {

  /** What the cluster was made from. Any thread. */
  ClusterSpec spec();

  /** In which world the cluster runs. Any thread. */
  World world();

  /**
   * A hash over the whole trace so far, of a cluster whose runs come back; empty for one over TCP,
   * and for one that was made without. On the cluster's thread.
   */
  default Optional<String> fingerprint() {
    return Optional.empty();
  }

  /**
   * By how much the latest of the timers ran late since a moment, in nanoseconds; 0 in virtual
   * time. What is measured while timers run late is off by as much. On the cluster's thread.
   */
  default long latestTimerNanos(long sinceNanos) {
    return 0;
  }

  /**
   * Runs a task on the cluster's thread, waits for it, and returns its result.
   *
   * @throws IllegalStateException if the cluster is closed
   */
  <T> T call(Supplier<T> task);

  /**
   * Lets the cluster run until a condition holds, and returns as soon as it does.
   *
   * @param condition looked at on the cluster's thread, after every event and also between them
   * @param limit how much of the cluster's time may pass
   * @return whether the condition held in time
   * @throws InterruptedException if the waiting thread is interrupted; the cluster goes on
   * @throws IllegalStateException if the cluster is closed, or closes meanwhile
   */
  boolean runUntil(BooleanSupplier condition, Duration limit) throws InterruptedException;

  /** The trace, which also knows the time. On the cluster's thread. */
  Trace trace();

  /**
   * Starts those of some nodes that are down. On the cluster's thread.
   *
   * @throws IllegalArgumentException if one is no member
   */
  void start(SortedSet<NodeId> nodes);

  /** Starts all nodes that are down. On the cluster's thread. */
  default void startAll() {
    start(new TreeSet<>(spec().members()));
  }

  /**
   * Does a fault. What it changes at once has happened when this returns; nodes that restart are
   * starting then. On the cluster's thread.
   *
   * @throws IllegalArgumentException if it names a node that is no member, or a timer that is not
   *     pending; then nothing has changed
   */
  void inject(Fault fault);

  /** The links between the nodes, to be looked at. On the cluster's thread. */
  Links links();

  /** Whether a fault has an end of its own that is yet to come. On the cluster's thread. */
  boolean awaitsEndOfFault();

  /**
   * The names of the timers that are pending at a node, in order. On the cluster's thread.
   *
   * @throws IllegalArgumentException if it is no member
   */
  SortedSet<String> pendingTimers(NodeId node);

  /** Runs an action on the cluster's thread, once, after a while of the cluster's time. */
  void after(Duration delay, Runnable action);

  /**
   * Every variable of a node, in the paper's words. On the cluster's thread.
   *
   * @throws IllegalStateException if the node is down
   */
  Record state(NodeId node);

  /** Stops all nodes and gives back every thread, port and connection. No-op if closed. */
  @Override
  void close();
}
