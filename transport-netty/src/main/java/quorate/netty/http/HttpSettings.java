package quorate.netty.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * How a server serves.
 *
 * @param name what its threads are called
 * @param address where it listens; port 0 for any
 * @param patience for how long a request may take to arrive
 * @param workers how many requests are answered at once
 * @param waits whether more requests than that wait for their turn; they are refused otherwise
 * @param streams the loop on which replies that go on are sent, in step with what happens there;
 *     empty for the server's own
 */
public record HttpSettings(
    String name,
    InetSocketAddress address,
    Duration patience,
    int workers,
    boolean waits,
    Optional<EventLoop> streams) {

  /** For so many seconds a part of a reply may take to leave. */
  static final int WRITE_SECONDS = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_WORKERS = 64;
  private static final int FEW_WORKERS = 4;
  private static final int IDLE_SECONDS = 10;

  /** On the loopback address, for requests that may have to wait for long. */
  static HttpSettings onLoopback(String name, int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new HttpSettings(name, address, PATIENCE, MOST_WORKERS, false, Optional.empty());
  }

  /** For requests that are answered at once, by few threads, beside the work of a loop. */
  public static HttpSettings beside(EventLoop loop, String name, InetSocketAddress address) {
    return new HttpSettings(name, address, PATIENCE, FEW_WORKERS, true, Optional.of(loop));
  }

  HttpSettings withPatience(Duration other) {
    return new HttpSettings(name, address, other, workers, waits, streams);
  }

  /** Threads that end when there is nothing to do for a while. */
  ThreadPoolExecutor newWorkers() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            waits ? workers : 0,
            workers,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            waits ? new LinkedBlockingQueue<>() : new SynchronousQueue<>(),
            new DefaultThreadFactory(name + "-worker", true));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
