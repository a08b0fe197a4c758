package quorate.prompt.console;

import java.time.Duration;
import java.util.Locale;
import quorate.session.Progress;

/** Draws a bar that shows how much is done, and how long the rest will take. */
public final class ProgressBar implements Progress {

  private static final int WIDTH = 20;
  private static final Duration SOONEST_GUESS = Duration.ofSeconds(2);

  private final Console console;
  private final long beganNanos = System.nanoTime();

  public ProgressBar(Console console) {
    this.console = console;
  }

  @Override
  public void at(int done, int all, String what) {
    int filled = (int) ((long) done * WIDTH / all);
    String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
    console.progress(
        String.format(
            Locale.ROOT,
            "[%s] %,d of %,d %s%s; Ctrl-C ends",
            bar,
            done,
            all,
            what,
            rest(done, all)));
  }

  private String rest(int done, int all) {
    Duration passed = Duration.ofNanos(System.nanoTime() - beganNanos);
    if (done == 0 || passed.compareTo(SOONEST_GUESS) < 0) {
      return "";
    }
    return ", " + (passed.toMillis() * (all - done) / done / 1000 + 1) + " s to go";
  }

  @Override
  public void shrunkTo(int nodes, int faults) {
    console.progress(
        String.format(
            Locale.ROOT,
            "a failure; shrinking it: %d nodes, %d faults; Ctrl-C ends",
            nodes,
            faults));
  }

  @Override
  public void over() {
    console.progress("");
  }
}
