package quorate.repl.session;

import java.time.Duration;
import java.util.Locale;

/** A bar that shows how much of some trials, or runs, is done, and how long the rest will take. */
final class Progress {

  /** How often it is drawn again. */
  static final Duration REDRAW = Duration.ofMillis(100);

  private static final int WIDTH = 20;
  private static final Duration SOONEST_GUESS = Duration.ofSeconds(2);

  private final Console console;
  private final int all;
  private final String what;
  private final long beganNanos = System.nanoTime();

  /** A bar for so many trials. */
  Progress(Console console, int all) {
    this(console, all, "trials");
  }

  /** A bar for so many of something. */
  Progress(Console console, int all, String what) {
    this.console = console;
    this.all = all;
    this.what = what;
  }

  /** Draws the bar. */
  void show(int done) {
    int filled = (int) ((long) done * WIDTH / all);
    String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
    console.progress(
        String.format(
            Locale.ROOT, "[%s] %,d of %,d %s%s; Ctrl-C ends", bar, done, all, what, rest(done)));
  }

  private String rest(int done) {
    Duration passed = Duration.ofNanos(System.nanoTime() - beganNanos);
    if (done == 0 || passed.compareTo(SOONEST_GUESS) < 0) {
      return "";
    }
    return ", " + (passed.toMillis() * (all - done) / done / 1000 + 1) + " s to go";
  }
}
