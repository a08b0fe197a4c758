package quorate.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.ChaosRun;
import quorate.experiments.chaos.Failure;
import quorate.experiments.chaos.Step;
import quorate.experiments.typed.Assignments;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.lab.measure.ClusterState;
import quorate.lab.measure.Outcome;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.TraceText;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Timing;

/**
 * One run of the command {@code chaos}, in a test: a cluster starts, goes through random faults,
 * and recovers. The same algorithm, options, size and number make the same run, here and at the
 * prompt.
 *
 * <p>Every failure is an {@link AssertionError} with the line that replays the run, and the faults.
 */
public final class ChaosTrial {

  /** With this seed every broken variant that chaos has to find is found within the runs. */
  private static final long SEED = 1;

  private static final int STEPS_SHOWN = 60;

  private final ClusterSpec named;
  private final boolean recovers;
  private final ChaosRun run;

  private ChaosTrial(ClusterSpec named, boolean recovers) {
    this.named = named;
    this.recovers = recovers;
    Chaos chaos =
        new Chaos(
            named.algorithm(),
            named.options(),
            OptionalInt.of(named.size()),
            Assignments.of(List.of()),
            recovers,
            SEED);
    this.run = chaos.open((int) named.seed());
  }

  /**
   * A run that is yet to begin, of a cluster that must recover.
   *
   * @param number which run, from 1
   */
  public ChaosTrial(
      ElectionAlgorithm algorithm, Map<String, String> options, int size, int number) {
    this(spec(algorithm, options, size, number), true);
  }

  private static ClusterSpec spec(
      ElectionAlgorithm algorithm, Map<String, String> options, int size, int number) {
    return new ClusterSpec("chaos", algorithm, size, Timing.DEFAULT, options, number);
  }

  /** The same run, but all that is asked is that no promise and no rule is broken. */
  public static ChaosTrial ofPromises(
      ElectionAlgorithm algorithm, Map<String, String> options, int size, int number) {
    return new ChaosTrial(spec(algorithm, options, size, number), false);
  }

  /**
   * Starts the cluster and lets the faults loose on it. If it must recover, all is made whole then,
   * and a leader has to come and stay.
   *
   * @throws AssertionError if none does, or a promise or a rule is broken
   */
  public ChaosTrial run() {
    return checked(
        () -> {
          run.injectFaults();
          if (recovers) {
            run.recover();
          }
          return this;
        });
  }

  /**
   * Does one more fault, and waits until the cluster agrees again.
   *
   * @throws AssertionError if it does not, or a promise or a rule is broken
   */
  public Outcome settleAfter(Fault fault) {
    return checked(
        () -> {
          Outcome outcome = run.settleAfter(fault);
          if (outcome.leader().isEmpty()) {
            throw new AssertionError("after " + fault + " the cluster did not settle: " + outcome);
          }
          return outcome;
        });
  }

  /** Lets time pass. */
  public void runFor(Duration time) {
    checked(() -> cluster().runUntil(live -> false, time));
  }

  /** The cluster, for a closer look. */
  public SimulatedCluster cluster() {
    return run.cluster();
  }

  /** What the trace has told of the cluster. */
  public ClusterState state() {
    return run.state();
  }

  /** How often somebody became leader. */
  public long leaders() {
    return run.result().counts().leaders();
  }

  /** The line of Java that makes this run again. */
  public String replay() {
    return replay(recovers ? "new ChaosTrial" : "ChaosTrial.ofPromises", named);
  }

  /** The part of such a line that makes a run from a spec. */
  static String replay(String call, ClusterSpec spec) {
    String options =
        spec.options().isEmpty()
            ? "Map.of()"
            : spec.options().entrySet().stream()
                .map(option -> '"' + option.getKey() + "\", \"" + option.getValue() + '"')
                .collect(Collectors.joining(", ", "Map.of(", ")"));
    return String.format(
        Locale.ROOT,
        "%s(new %s(), %s, %d, %d).run()",
        call,
        spec.algorithm().getClass().getSimpleName(),
        options,
        spec.size(),
        spec.seed());
  }

  /** A part of a run, which may be interrupted. */
  @FunctionalInterface
  private interface Part<T> {
    T run() throws InterruptedException;
  }

  private <T> T checked(Part<T> part) {
    T done;
    try {
      done = part.run();
    } catch (AssertionError unsettled) {
      throw failure(unsettled.getMessage());
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    run.result()
        .failure()
        .ifPresent(
            failure -> {
              throw failure(because(failure));
            });
    return done;
  }

  private static String because(Failure failure) {
    String chains =
        failure.chains().stream()
            .map(chain -> chain.stream().map(TraceText::line).collect(Collectors.joining("\n")))
            .collect(Collectors.joining("\n--\n"));
    return failure.description() + (chains.isEmpty() ? "" : "\nbecause\n" + chains);
  }

  private AssertionError failure(String what) {
    List<Step> steps = run.result().scenario().steps();
    return new AssertionError(
        String.format(
            "%s%nreplay: %s%nthe last of %d faults and waits:%n%s",
            what,
            replay(),
            steps.size(),
            steps.stream()
                .skip(Math.max(0, steps.size() - STEPS_SHOWN))
                .map(Step::toString)
                .collect(Collectors.joining("\n"))));
  }
}
