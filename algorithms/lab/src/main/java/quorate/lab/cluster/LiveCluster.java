package quorate.lab.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.store.StoreSettings;
import quorate.lab.trace.Trace;
import quorate.spi.NodeId;
import quorate.spi.Timer;

/**
 * A cluster as code on its own thread has it: a task of {@link Cluster#call}, an observer of the
 * trace, or an action of {@link #after}. Over TCP, a call from another thread throws an {@link
 * IllegalStateException}.
 */
public interface LiveCluster {

  ClusterSpec spec();

  Trace trace();

  /**
   * A hash over the whole trace so far, of a cluster whose runs come back; empty for one over TCP,
   * and for one that was made without.
   */
  default Optional<String> fingerprint() {
    return Optional.empty();
  }

  /**
   * By how much the latest of the timers ran late since a moment, in nanoseconds; 0 in virtual
   * time. What is measured while timers run late is off by as much.
   */
  default long latestTimerNanos(long sinceNanos) {
    return 0;
  }

  /**
   * Brings the trace up to this moment. Where events come from other processes, it lags behind a
   * little; otherwise it never does.
   */
  default void catchUp() {}

  /** Starts those nodes that are down; throws an IllegalArgumentException if one does not exist. */
  void start(SortedSet<NodeId> nodes);

  default void startAll() {
    start(new TreeSet<>(spec().hosts()));
  }

  /** Throws an IllegalArgumentException if a fault cannot be done now, as {@link #inject} would. */
  void check(Fault fault);

  /**
   * Does a fault. What it changes at once has happened when this returns; nodes that restart are
   * starting then.
   *
   * @throws IllegalArgumentException if it names a node that does not exist, or a timer that is not
   *     pending; then nothing has changed
   */
  void inject(Fault fault);

  Links links();

  /** How the store works to which leaders write; empty if they write to none. */
  default Optional<StoreSettings> store() {
    return Optional.empty();
  }

  /** Whether a fault has an end of its own that is yet to come. */
  boolean awaitsEndOfFault();

  /** The names of the timers that are pending at a member, in order. */
  SortedSet<String> pendingTimers(NodeId node);

  /** When a timer of a member expires; empty if it is not pending. */
  Optional<TimerWindow> pendingTimer(NodeId node, Timer timer);

  /** Runs an action on the cluster's thread, once, after a while of the cluster's time. */
  void after(Duration delay, Runnable action);

  /** Lets what is sent at this very moment take no time; only for clusters in virtual time. */
  default void hurry() {
    throw new UnsupportedOperationException("messages of " + spec().name() + " take their time");
  }

  /** Every variable of a node, which must run, in the paper's words. */
  Record state(NodeId node);
}
