package quorate.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /**
   * A run that is yet to begin, of a cluster that must recover.
   *
   * @param number which run, from 1
   */
  public ChaosTrial(
      ElectionAlgorithm algorithm, Map<String, String> options, int size, int number) {
    this(algorithm, options, size, number, true);
  }

  private ChaosTrial(
      ElectionAlgorithm algorithm,
      Map<String, String> options,
      int size,
      int number,
      boolean recovers) {
    this.named = new ClusterSpec("chaos", algorithm, size, Timing.DEFAULT, options, number);
    this.recovers = recovers;
    OptionalInt nodes = OptionalInt.of(size);
    Assignments none = Assignments.of(List.of());
    this.run = new Chaos(algorithm, options, nodes, none, recovers, SEED).open(number);
  }

  /** The same run, but all that is asked is that no promise and no rule is broken. */
  public static ChaosTrial ofPromises(
      ElectionAlgorithm algorithm, Map<String, String> options, int size, int number) {
    return new ChaosTrial(algorithm, options, size, number, false);
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

  public void runFor(Duration time) {
    checked(() -> cluster().runUntil(live -> false, time));
  }

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
        spec.options().entrySet().stream()
            .map(option -> '"' + option.getKey() + "\", \"" + option.getValue() + '"')
            .collect(Collectors.joining(", ", "Map.of(", ")"));
    String algorithm = spec.algorithm().getClass().getSimpleName();
    return "%s(new %s(), %s, %s, %s).run()"
        .formatted(call, algorithm, options, spec.size(), spec.seed());
  }

  /** A part of a run, which may be interrupted. */
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
    Optional<Failure> failure = run.result().failure();
    if (failure.isPresent()) {
      throw failure(because(failure.get()));
    }
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
    int left = Math.max(0, steps.size() - STEPS_SHOWN);
    Stream<String> shown = steps.stream().skip(left).map(Step::toString);
    return failure(what, replay(), steps.size() + " faults and waits", shown, null);
  }

  /** What went wrong, how to run it again, and the last things that were done, one per line. */
  static AssertionError failure(
      String what, String replay, String all, Stream<String> last, Throwable cause) {
    return new AssertionError(
        last.collect(
            Collectors.joining(
                "\n", what + "\nreplay: " + replay + "\nthe last of " + all + ":\n", "")),
        cause);
  }
}
