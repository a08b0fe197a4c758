package quorate.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Quantities;

/**
 * Lets virtual time pass while somebody looks, and says how much it was, as {@code wait} takes it.
 * Time passes in whole microseconds: a command can say no less.
 */
public final class PassingTime {

  private static final long MICRO = 1_000;
  private static final long LONGEST_WAIT_NANOS = Duration.ofHours(1).toNanos();
  private static final Duration AGES = Duration.ofMinutes(10);

  private double owedNanos;
  private long beganAtNanos = -1;

  /** From now on time passes. */
  public void begin() {
    beganAtNanos = -1;
  }

  /** Whether time has passed of which nobody was told. */
  public boolean isUntold() {
    return beganAtNanos >= 0;
  }

  /** What is still due is no longer. */
  public void standStill() {
    owedNanos = 0;
  }

  /**
   * Lets as much time pass as is due.
   *
   * @param realNanos how much real time is over
   * @param factor virtual time for one of real time; empty if as much as possible
   * @param budgetNanos how long the machine may work for it
   * @return how much it was
   */
  public long let(ObservedCluster cluster, long realNanos, OptionalDouble factor, long budgetNanos)
      throws InterruptedException {
    long before = time(cluster);
    beganAtNanos = beganAtNanos < 0 ? before : beganAtNanos;
    owedNanos = factor.isPresent() ? owedNanos + realNanos * factor.getAsDouble() : AGES.toNanos();
    long due = (long) owedNanos / MICRO * MICRO;
    long end = System.nanoTime() + budgetNanos;
    cluster.runUntil(moment -> System.nanoTime() > end, Duration.ofNanos(due));
    long odd = (time(cluster) - beganAtNanos) % MICRO;
    cluster.runFor(Duration.ofNanos(odd == 0 ? 0 : MICRO - odd));
    long passed = time(cluster) - before;
    owedNanos = passed < due || factor.isEmpty() ? 0 : owedNanos - due;
    return passed;
  }

  private static long time(ObservedCluster cluster) {
    return cluster.call(now -> now.trace().nowNanos());
  }

  /** How much time has passed since the begin, in as many parts as it takes. */
  public List<String> end(ObservedCluster cluster) {
    List<String> parts = new ArrayList<>();
    long left = beganAtNanos < 0 ? 0 : time(cluster) - beganAtNanos;
    beganAtNanos = -1;
    for (; left > 0; left -= LONGEST_WAIT_NANOS) {
      parts.add(Quantities.typed(Duration.ofNanos(Math.min(left, LONGEST_WAIT_NANOS))));
    }
    return parts;
  }
}
