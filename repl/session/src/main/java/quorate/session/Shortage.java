package quorate.session;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import quorate.lab.UserError;

/**
 * What the machine, and no bug, kept from being done: memory, threads, open files. Says what ran
 * out and what to type.
 */
public final class Shortage {

  private static final String MORE_MEMORY = "QUORATE_JAVA_OPTS=-Xmx2g ./quorate";
  private static final int LONGEST_CHAIN = 20;

  private Shortage() {}

  /** What ran out, if a failure comes from that; one line. */
  public static Optional<String> of(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < LONGEST_CHAIN; i++) {
      Optional<String> found = shortage(cause);
      if (found.isPresent()) {
        return found;
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** What to throw for a failure in another thread, as if it had happened in this one. */
  static RuntimeException unwrapped(ExecutionException failed) {
    Throwable cause = failed.getCause();
    if (cause instanceof UserError wrong) {
      return wrong;
    }
    return of(cause)
        .<RuntimeException>map(UserError::new)
        .orElseGet(() -> new IllegalStateException(cause));
  }

  private static Optional<String> shortage(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof OutOfMemoryError && message.contains("thread")) {
      return Optional.of(
          "this account may start no more threads; stop clusters or other programs, or raise the"
              + " limit: ulimit -u");
    } else if (cause instanceof OutOfMemoryError) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the program may take %,d MB of memory, and that is used up; type fewer nodes or"
                  + " trials, longer timings or a shorter latency, or give it more: %s",
              Runtime.getRuntime().maxMemory() >> 20,
              MORE_MEMORY));
    } else if (cause instanceof StackOverflowError) {
      return Optional.of("that is nested too deeply; type it in a simpler way");
    } else if (message.contains("Too many open files")) {
      return Optional.of(
          "this process may open no more files; start fewer nodes, or raise the limit: ulimit -n");
    }
    return Optional.empty();
  }
}
