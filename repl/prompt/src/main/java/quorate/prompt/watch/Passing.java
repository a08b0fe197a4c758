package quorate.prompt.watch;

import java.util.ArrayList;
import java.util.List;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.World;
import quorate.session.PassingTime;

/** Lets virtual time pass at a pace that keys change, and says how much it was, as a command. */
final class Passing {

  /** After a long command, time does not jump. */
  private static final long LONGEST_NANOS = 250_000_000;

  /** How long a machine may work for one frame. */
  private static final long BUDGET_NANOS = 40_000_000;

  private final KeyCommands commands;
  private final Done done;
  private final Pace pace = new Pace();
  private final PassingTime time = new PassingTime();
  private long lastNanos = System.nanoTime();
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
    time.begin();
    commands.timePasses();
    lastNanos = System.nanoTime();
  }

  /** Lets as much time pass as is due, if the cluster is one in virtual time. */
  void let(ObservedCluster cluster, boolean still) throws InterruptedException {
    long now = System.nanoTime();
    long real = Math.min(now - lastNanos, LONGEST_NANOS);
    lastNanos = now;
    if (still || cluster.world() != World.SIM) {
      time.standStill();
      return;
    }
    long passed = time.let(cluster, real, pace.factor(), BUDGET_NANOS);
    measured = (double) passed / Math.max(1, real);
  }

  /**
   * Says how much time has passed since the begin, if any has.
   *
   * @param prefix what a command for this cluster alone begins with
   */
  void end(ObservedCluster cluster, List<String> prefix) {
    for (String part : time.end(cluster)) {
      List<String> command = new ArrayList<>(prefix);
      command.addAll(List.of("wait", part));
      done.add(String.join(" ", command));
      commands.passed(command);
    }
  }
}
