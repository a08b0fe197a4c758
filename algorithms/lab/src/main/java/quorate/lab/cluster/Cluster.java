package quorate.lab.cluster;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A running cluster, whatever drives it. All of its events happen on a thread of its own, one after
 * the other. What may be done there only is a {@link LiveCluster}, and {@link #call} is the way to
 * one. The methods here are for any other thread.
 */
public interface Cluster extends AutoCloseable {

  ClusterSpec spec();

  World world();

  /**
   * Runs a task on the cluster's thread, waits for it, and returns its result.
   *
   * @param task must not keep the cluster that it is given
   * @throws IllegalStateException if the cluster is closed
   */
  <T> T call(Function<LiveCluster, T> task);

  default void run(Consumer<LiveCluster> task) {
    call(
        live -> {
          task.accept(live);
          return null;
        });
  }

  /**
   * Lets the cluster run until a condition holds, and returns as soon as it does.
   *
   * @param condition looked at on the cluster's thread, after every event and also between them
   * @param limit how much of the cluster's time may pass
   * @return whether the condition held in time
   * @throws InterruptedException if the waiting thread is interrupted; the cluster goes on
   * @throws IllegalStateException if the cluster is closed, or closes meanwhile
   */
  boolean runUntil(Predicate<LiveCluster> condition, Duration limit) throws InterruptedException;

  /** Lets the cluster run for some of its time, and throws what {@link #runUntil} does. */
  default void runFor(Duration time) throws InterruptedException {
    runUntil(live -> false, time);
  }

  /** Stops all nodes and gives back every thread, port and connection. No-op if closed. */
  @Override
  void close();
}
