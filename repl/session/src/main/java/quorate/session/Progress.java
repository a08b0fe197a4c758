package quorate.session;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import quorate.experiments.Sample;

/** Hears how far long work has come, on the thread that asked for the work. */
public interface Progress {

  /** How often it is told. */
  Duration EVERY = Duration.ofMillis(100);

  /** So much is done of what is counted: {@code trials}. */
  void at(int done, int all, String what);

  /**
   * Trials are about to run, and what is done of them can be looked at until they are over.
   *
   * @param soFar a sample of each experiment, which may be empty; any thread
   */
  default void samples(Supplier<List<Sample>> soFar) {}

  /** A failure is being shrunk, and the smallest so far has so many nodes and faults. */
  void shrunkTo(int nodes, int faults);

  void over();
}
