package quorate.experiments.chaos;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import quorate.experiments.typed.Assignments;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Drift;
import quorate.lab.trace.TraceText;
import quorate.spi.ClockBound;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Timing;

/**
 * Many runs of an algorithm through random faults. Which cluster a run has, and what it goes
 * through, follow from the seed and the number of the run alone.
 *
 * @param algorithm the algorithm to test
 * @param options its options that were typed, by name
 * @param size how many nodes each cluster has; empty if each run draws that, from 1 to 7
 * @param overrides what else is not to be drawn
 * @param recovers whether a leader must come and stay when the faults are over
 * @param seed the source of all random choices
 * @param clocksOffBy how far the rates of clocks are from 1 at most; 0 if no clock is to drift
 */
public record Chaos(
    ElectionAlgorithm algorithm,
    Map<String, String> options,
    OptionalInt size,
    Assignments overrides,
    boolean recovers,
    long seed,
    double clocksOffBy) {

  /** A clock that is further off would hardly run. */
  public static final double MOST_OFF = 1 - Drift.SLOWEST;

  /** Small clusters, in which things go wrong soonest, come more often. */
  private static final List<Integer> SIZES =
      List.of(1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4, 5, 5, 5, 6, 7);

  /** Throws an IllegalArgumentException if some cluster cannot be made with what is given. */
  public Chaos {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    List<Integer> sizes = size.isPresent() ? List.of(size.getAsInt()) : SIZES;
    for (int each : sizes) {
      Swarm.draw(Chance.ofChaos(seed, 1), each).scenario(algorithm, options, overrides);
    }
    if (!(clocksOffBy >= 0 && clocksOffBy <= MOST_OFF)) {
      throw new IllegalArgumentException(
          "clocks are off by 0%% to %s, got %s"
              .formatted(TraceText.share(MOST_OFF), TraceText.share(clocksOffBy)));
    }
  }

  /** No clock drifts. */
  public Chaos(
      ElectionAlgorithm algorithm,
      Map<String, String> options,
      OptionalInt size,
      Assignments overrides,
      boolean recovers,
      long seed) {
    this(algorithm, options, size, overrides, recovers, seed, 0);
  }

  /**
   * Under which clocks two nodes never lead at the same time, with the timing that is not drawn;
   * empty if that is not promised.
   */
  public Optional<ClockBound> clockBound() {
    return algorithm.clockBound(Timing.DEFAULT, options);
  }

  /** All is drawn, and the algorithm must recover. */
  public Chaos(ElectionAlgorithm algorithm, Map<String, String> options, long seed) {
    this(algorithm, options, OptionalInt.empty(), Assignments.of(List.of()), true, seed);
  }

  /** Does the run of a number, from 1, on the caller's thread. */
  public ChaosResult run(int number) throws InterruptedException {
    try (ChaosRun run = open(number)) {
      run.injectFaults();
      return run.recover();
    }
  }

  /** The run of a number, from 1, that is yet to begin, for those who look closer. */
  public ChaosRun open(int number) {
    Chance chance = Chance.ofChaos(seed, number);
    int nodes = size.orElseGet(() -> chance.pick(SIZES));
    Swarm drawn = Swarm.draw(chance, nodes);
    Swarm swarm = clocksOffBy == 0 ? drawn : drawn.withClocks(clocksOffBy, chance);
    return new ChaosRun(
        number,
        swarm.scenario(algorithm, options, overrides),
        run -> new FaultGenerator(swarm, run, chance).injectAll(),
        recovers,
        ChaosRun.PATIENCE);
  }

  /** Runs a scenario again, from the beginning; the result has no number. */
  public ChaosResult again(ChaosScenario scenario) throws InterruptedException {
    return again(scenario, ChaosRun.PATIENCE);
  }

  private ChaosResult again(ChaosScenario scenario, Duration patience) throws InterruptedException {
    try (ChaosRun run =
        new ChaosRun(0, scenario, it -> it.takeAll(scenario.steps()), recovers, patience)) {
      run.injectFaults();
      return run.recover();
    }
  }

  /**
   * Shrinks a failed run to what still fails in the same way. The same run is always shrunk to the
   * same scenario.
   *
   * @param failed a run of this chaos that failed
   * @param progress is shown each scenario that is smaller than all before, on the caller's thread
   */
  public Shrunk shrink(ChaosResult failed, Consumer<ChaosScenario> progress)
      throws InterruptedException {
    if (failed.failure().orElseThrow().kind() == Failure.Kind.LEADER) {
      Shrunk hasty = shrink(failed, ChaosRun.HASTE, progress);
      Optional<Failure> lasting = again(hasty.scenario()).failure();
      if (lasting.isPresent()) {
        return new Shrunk(hasty.scenario(), lasting.get(), hasty.tried(), hasty.finished());
      } // it would have found a leader in the end
    }
    return shrink(failed, ChaosRun.PATIENCE, progress);
  }

  private Shrunk shrink(ChaosResult failed, Duration patience, Consumer<ChaosScenario> progress)
      throws InterruptedException {
    return new Shrinking(this, failed, scenario -> again(scenario, patience), progress).shrink();
  }
}
