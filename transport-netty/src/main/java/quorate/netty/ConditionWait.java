package quorate.netty;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;

/** A thread's wait for a condition of a cluster. All but {@link #await} on the cluster's thread. */
final class ConditionWait implements Observer {

  /** How often the condition is looked at when nothing happens. */
  private static final long LOOK_MILLIS = 5;

  private final LiveCluster cluster;
  private final Predicate<LiveCluster> condition;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private Future<?> looking;
  private Future<?> limit;

  ConditionWait(LiveCluster cluster, Predicate<LiveCluster> condition) {
    this.cluster = cluster;
    this.condition = condition;
  }

  /** Looks at the condition now, after every event, and every so often, until the limit. */
  void begin(ClusterThread thread, Duration within) {
    looking =
        thread.loop().scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    limit = thread.schedule(within, () -> done.complete(false));
    cluster.trace().observe(this);
  }

  void end() {
    cluster.trace().forget(this);
    looking.cancel(false);
    limit.cancel(false);
  }

  void fail(RuntimeException cause) {
    done.completeExceptionally(cause);
  }

  /**
   * Waits, on any other thread, for the condition or the limit; throws what the condition threw.
   */
  boolean await() throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException failed) {
      throw ClusterThread.unchecked(failed.getCause());
    }
  }

  @Override
  public void on(TraceEvent event) {
    look();
  }

  private void look() {
    if (done.isDone()) {
      return;
    }
    try {
      if (condition.test(cluster)) {
        done.complete(true);
      }
    } catch (RuntimeException | Error broken) {
      done.completeExceptionally(broken); // it is the waiting thread's, and no node's
    }
  }
}
