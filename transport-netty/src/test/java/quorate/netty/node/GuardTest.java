package quorate.netty.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {

  /** It hung: who told of an end waited for the lock, on the only thread that could say so. */
  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void it_ends_although_processes_end_at_the_same_time(@TempDir Path temporary) throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("cluster"));
    Guard guard = new Guard(folder);
    AtomicBoolean closed = new AtomicBoolean();
    int threads = Math.max(1, ForkJoinPool.getCommonPoolParallelism());
    CountDownLatch busy = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                busy.countDown();
                while (!closed.get()) {
                  guard.forget(1);
                }
              });
    }
    busy.await();
    try {
      guard.close();
    } finally {
      closed.set(true);
    }
    assertThat(folder).doesNotExist();
  }
}
