package quorate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How quick the live page is, and what it costs. Prints figures, and judges none. */
class LiveSpeedInABrowserTest {

  private static final int SECONDS = 10;

  /** Counts the frames that the browser draws, for so many seconds. */
  private static final String FRAMES =
      "const [seconds, done] = arguments; const begin = performance.now(); let frames = 0;"
          + " const next = now => { if (now - begin >= seconds * 1000)"
          + " done(frames / (now - begin) * 1000);"
          + " else { frames++; requestAnimationFrame(next); } }; requestAnimationFrame(next)";

  @TempDir Path folder;

  @Test
  void three_clusters_of_nine_nodes_over_tcp_are_watched() throws Exception {
    try (Chromium browser = new Chromium();
        Program.Served served =
            Program.serve(folder, "start raft 9; start paxos 9; start bully 9; web")) {
      double unwatched = coresWhile(served, () -> Thread.sleep(SECONDS * 1000L));
      browser.open(served.address());
      browser.await("[aria-label='cluster bully'] .leads");
      browser.async(FRAMES, SECONDS); // until what is used often is compiled
      double[] frames = new double[1];
      double cores =
          coresWhile(
              served, () -> frames[0] = ((Number) browser.async(FRAMES, SECONDS)).doubleValue());
      System.out.printf(
          "three clusters of nine nodes over TCP: %.0f frames a second in the browser,"
              + " %.2f of a core in the server (%.2f before the page was opened)%n",
          frames[0], cores, unwatched);
      assertThat(frames[0]).isPositive();
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  /** How much of a processor the server uses meanwhile. */
  private static double coresWhile(Program.Served served, Task task) throws Exception {
    Duration before = cpu(served);
    long begin = System.nanoTime();
    task.run();
    return (double) cpu(served).minus(before).toNanos() / (System.nanoTime() - begin);
  }

  private static Duration cpu(Program.Served served) {
    return served.process().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
