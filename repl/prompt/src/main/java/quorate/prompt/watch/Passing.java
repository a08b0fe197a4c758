package quorate.prompt.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Quantities;
import quorate.lab.cluster.World;

/**
 * Lets virtual time pass while somebody looks, and says how much it was, as a command that would do
 * the same. Time passes in whole microseconds: a command can say no less.
 */
final class Passing {

  private static final long MICRO = 1_000;

  /** After a long command, time does not jump. */
  private static final long LONGEST_NANOS = 250_000_000;

  /** How long a machine may work for one frame. */
  private static final long BUDGET_NANOS = 40_000_000;

  private static final long LONGEST_WAIT_NANOS = Duration.ofHours(1).toNanos();

  private static final Duration AGES = Duration.ofMinutes(10);

  private final KeyCommands commands;
  private final Done done;
  private final Pace pace = new Pace();
  private long lastNanos = System.nanoTime();
  private double owedNanos;
  private long beganAtNanos = -1;
  private double measured = 1;

  Passing(KeyCommands commands, Done done) {
    this.commands = commands;
    this.done = done;
  }

  String words() {
    return pace.words();
  }

  void faster() {
    pace.faster();
  }

  void slower() {
    pace.slower();
  }

  /** Virtual time for one of real time. */
  double factor() {
    return pace.factor().orElse(measured);
  }

  /** From now on time passes. */
  void begin() {
    beganAtNanos = -1;
    commands.timePasses();
    lastNanos = System.nanoTime();
  }

  /** Lets as much time pass as is due, if the cluster is one in virtual time. */
  void let(ObservedCluster cluster, boolean still) throws InterruptedException {
    long now = System.nanoTime();
    long real = Math.min(now - lastNanos, LONGEST_NANOS);
    lastNanos = now;
    if (still || cluster.world() != World.SIM) {
      owedNanos = 0;
      return;
    }
    long before = time(cluster);
    beganAtNanos = beganAtNanos < 0 ? before : beganAtNanos;
    owedNanos =
        pace.factor().isPresent() ? owedNanos + real * pace.factor().getAsDouble() : AGES.toNanos();
    long due = (long) owedNanos / MICRO * MICRO;
    long end = now + BUDGET_NANOS;
    cluster.runUntil(moment -> System.nanoTime() > end, Duration.ofNanos(due));
    long odd = (time(cluster) - beganAtNanos) % MICRO;
    cluster.runFor(Duration.ofNanos(odd == 0 ? 0 : MICRO - odd));
    long passed = time(cluster) - before;
    measured = (double) passed / Math.max(1, real);
    owedNanos = passed < due || pace.factor().isEmpty() ? 0 : owedNanos - due;
  }

  private static long time(ObservedCluster cluster) {
    return cluster.call(now -> now.trace().nowNanos());
  }

  /**
   * Says how much time has passed since the begin, if any has.
   *
   * @param prefix what a command for this cluster alone begins with
   */
  void end(ObservedCluster cluster, List<String> prefix) {
    if (beganAtNanos < 0) {
      return;
    }
    long left = time(cluster) - beganAtNanos;
    beganAtNanos = -1;
    for (; left > 0; left -= LONGEST_WAIT_NANOS) {
      String time = Quantities.typed(Duration.ofNanos(Math.min(left, LONGEST_WAIT_NANOS)));
      List<String> command = new ArrayList<>(prefix);
      command.addAll(List.of("wait", time));
      done.add(String.join(" ", command));
      commands.passed(command);
    }
  }
}
