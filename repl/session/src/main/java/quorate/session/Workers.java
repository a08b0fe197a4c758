package quorate.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Threads that do what takes long.
 *
 * @param threads how many there are, at least 1
 */
record Workers(Progress progress, int threads) {

  private static final long LONGEST_END_MILLIS = 10_000;

  /**
   * Does tasks, and waits until all are done.
   *
   * @param done how much is done by now, of {@code all}
   * @param what what is counted: {@code trials}
   * @param stopped what to throw if a person interrupts; then no thread is left running
   * @return what came of each, in the same order
   * @throws InterruptedException that, or another if a person interrupts again before they ended
   */
  <T> List<T> run(
      List<Callable<T>> tasks,
      IntSupplier done,
      int all,
      String what,
      Supplier<? extends InterruptedException> stopped)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> running = new ArrayList<>();
      tasks.forEach(task -> running.add(pool.submit(task)));
      List<T> results = new ArrayList<>();
      while (results.size() < tasks.size()) {
        progress.at(done.getAsInt(), all, what);
        try {
          Future<T> next = running.get(results.size());
          results.add(next.get(Progress.EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException notYet) {
          // drawn again
        }
      }
      return results;
    } catch (InterruptedException interrupted) {
      end(pool);
      throw stopped.get();
    } catch (ExecutionException failed) {
      throw Shortage.unwrapped(failed);
    } finally {
      end(pool);
      progress.over();
    }
  }

  private static void end(ExecutorService pool) throws InterruptedException {
    pool.shutdownNow();
    pool.awaitTermination(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS);
  }
}
