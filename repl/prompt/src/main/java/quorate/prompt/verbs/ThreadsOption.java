package quorate.prompt.verbs;

import picocli.CommandLine.Option;
import quorate.lab.UserError;

/** How many threads simulate, as far as it was typed. */
final class ThreadsOption {

  private static final int MOST = 256;

  @Option(names = "--threads", description = "how many threads simulate; one per core")
  private Integer threads;

  boolean isTyped() {
    return threads != null;
  }

  /** One per core if no number was typed; a UserError if it is out of bounds. */
  int number() {
    if (threads != null && (threads < 1 || threads > MOST)) {
      throw new UserError("the number of threads is from 1 to " + MOST + ", got " + threads);
    }
    return threads != null ? threads : Runtime.getRuntime().availableProcessors();
  }
}
