package quorate.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent;

/** A thread's wait for a condition of a cluster. All but {@link #await} on the cluster's thread. */
final class Watch implements Observer {

  private final NettyCluster cluster;
  private final EventLoop loop;
  private final BooleanSupplier condition;
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private Future<?> looking;
  private Future<?> limit;

  Watch(NettyCluster cluster, EventLoop loop, BooleanSupplier condition) {
    this.cluster = cluster;
    this.loop = loop;
    this.condition = condition;
  }

  /** Looks at the condition now, after every event, and every so often, until the limit. */
  void begin(long everyMillis, Duration within) {
    cluster.trace().observe(this);
    looking = loop.scheduleAtFixedRate(this::look, 0, everyMillis, TimeUnit.MILLISECONDS);
    limit = loop.schedule(() -> done.complete(false), within.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Looks no more. */
  void end() {
    cluster.trace().forget(this);
    cluster.forget(this);
    looking.cancel(false);
    limit.cancel(false);
  }

  /** The wait fails. */
  void fail(RuntimeException cause) {
    done.completeExceptionally(cause);
  }

  /** Waits, on any other thread, for the condition or the limit. */
  boolean await() throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
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
      if (condition.getAsBoolean()) {
        done.complete(true);
      }
    } catch (RuntimeException broken) {
      done.completeExceptionally(broken);
    }
  }
}
