package quorate.netty;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How late timers ran: the thread was busy, or the machine ran something else. Keeps what can still
 * be the latest since some moment, and no more. Used on the cluster's thread.
 */
public final class Lateness {

  private static final int MOST = 1000;

  /** Each later than the one before, and less late. */
  private final Deque<Late> latest = new ArrayDeque<>();

  private record Late(long atNanos, long byNanos) {}

  /** A timer ran; {@code byNanos} is how late, negative if it was undone before its time. */
  public void note(long atNanos, long byNanos) {
    if (byNanos <= 0) {
      return;
    }
    while (!latest.isEmpty() && latest.getLast().byNanos <= byNanos) {
      latest.removeLast();
    }
    latest.add(new Late(atNanos, byNanos));
    if (latest.size() > MOST) {
      latest.removeLast(); // by next to nothing
    }
  }

  /** By how much the latest of the timers since a moment ran late, in nanoseconds. */
  public long since(long sinceNanos) {
    return latest.stream()
        .filter(late -> late.atNanos >= sinceNanos)
        .findFirst()
        .map(Late::byNanos)
        .orElse(0L);
  }
}
