package quorate.lab.cluster;

import java.util.List;
import java.util.Locale;

/** Where a cluster runs. */
public enum World {
  /** In virtual time: without a socket, and without waiting. */
  SIM,
  /** Over TCP, in real time, in one process. */
  TCP,
  /** Over TCP, in real time, each node in a process of its own. */
  PROCESSES,
  /** As clients of a real system, in real time. */
  REAL;

  /** The worlds in which an algorithm can run: one of them is chosen. */
  public static final List<World> OF_ALGORITHMS = List.of(SIM, TCP, PROCESSES);

  /** What is typed and printed: {@code sim}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The same as part of a sentence: {@code in virtual time}. */
  public String where() {
    return switch (this) {
      case SIM -> "in virtual time";
      case TCP -> "over TCP";
      case PROCESSES -> "between processes";
      case REAL -> "with a real system";
    };
  }
}
