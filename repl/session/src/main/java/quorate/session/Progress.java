package quorate.session;

import java.time.Duration;

/** Hears how far long work has come, on the thread that asked for the work. */
public interface Progress {

  /** How often it is told. */
  Duration EVERY = Duration.ofMillis(100);

  /** So much is done of what is counted: {@code trials}. */
  void at(int done, int all, String what);

  /** A failure is being shrunk, and the smallest so far has so many nodes and faults. */
  void shrunkTo(int nodes, int faults);

  void over();
}
