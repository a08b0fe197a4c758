package quorate.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The thread of one cluster: an event loop, the ways onto it, and its end. Any thread. */
public final class ClusterThread {

  /** Longer than anybody waits, and short enough to be counted in nanoseconds. */
  private static final Duration FOR_EVER = Duration.ofDays(100 * 365);

  private final String cluster;
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;

  /** A thread that starts when it is first needed. */
  public ClusterThread(String cluster) {
    this.cluster = cluster;
    this.group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("quorate-" + cluster, true), NioIoHandler.newFactory());
    this.loop = group.next();
  }

  public EventLoop loop() {
    return loop;
  }

  public boolean isHere() {
    return loop.inEventLoop();
  }

  /**
   * @throws IllegalStateException if the caller is not this thread
   */
  public void check() {
    if (!isHere()) {
      throw new IllegalStateException(cluster + " is called from outside of its thread");
    }
  }

  /**
   * Runs a task on the thread, waits for it, and returns its result or throws what it threw.
   *
   * @throws IllegalStateException if the thread is stopped
   */
  public <T> T call(Supplier<T> task) {
    if (isHere()) {
      return task.get();
    }
    try {
      return await(loop.submit(task::get));
    } catch (RejectedExecutionException late) {
      throw stopped();
    }
  }

  /** Runs a task on the thread some time soon; not at all if it is stopped. */
  public void executeUnlessStopped(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException late) {
      // There is nothing left that the task could be about.
    }
  }

  /**
   * Runs a task on the thread after a while.
   *
   * @throws IllegalStateException if the thread is stopped
   */
  public Future<?> schedule(Duration delay, Runnable task) {
    Duration wait = delay.compareTo(FOR_EVER) > 0 ? FOR_EVER : delay;
    try {
      return loop.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException late) {
      throw stopped();
    }
  }

  /**
   * Runs a last task on the thread, and stops the thread, whatever comes of the task. If it is
   * stopped already, or about to be, only waits for that.
   *
   * @throws IllegalStateException if the caller is this thread, which cannot wait for its own end
   */
  public void stopAfter(Runnable last) {
    if (isHere()) {
      throw new IllegalStateException(cluster + " cannot be stopped by its own thread");
    }
    try {
      await(loop.submit(last));
    } catch (RejectedExecutionException late) {
      // Somebody else stops it.
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  /** What is wrong with whatever is asked of a stopped cluster. */
  public IllegalStateException stopped() {
    return new IllegalStateException(cluster + " is stopped");
  }

  private <T> T await(Future<T> done) {
    while (!done.awaitUninterruptibly(1, TimeUnit.SECONDS)) {
      if (loop.isTerminated() && !done.isDone()) {
        throw stopped(); // the task came too late to be run, and too early to be rejected
      }
    }
    if (done.isSuccess()) {
      return done.getNow();
    }
    throw unchecked(done.cause());
  }

  /** What a task threw, to be thrown again on the thread that waited for it. */
  public static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException same ? same : new IllegalStateException(cause);
  }
}
