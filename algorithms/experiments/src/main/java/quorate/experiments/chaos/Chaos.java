package quorate.experiments.chaos;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import quorate.lab.cluster.Chance;
import quorate.spi.ElectionAlgorithm;

/**
 * Many runs of an algorithm through random faults. Which cluster a run has, and what it goes
 * through, follow from the seed and the number of the run alone.
 *
 * @param algorithm whom to torment
 * @param options its options that were typed, by name
 * @param size how many nodes each cluster has; empty if each run draws that, from 1 to 7
 * @param given what else is not to be drawn
 * @param recovers whether a leader must come and stay when the faults are over
 * @param seed what all chance comes from
 */
public record Chaos(
    ElectionAlgorithm algorithm,
    Map<String, String> options,
    OptionalInt size,
    Given given,
    boolean recovers,
    long seed) {

  /** Small clusters, in which things go wrong soonest, come more often. */
  private static final List<Integer> SIZES =
      List.of(1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4, 5, 5, 5, 6, 7);

  /**
   * Copies the options.
   *
   * @throws IllegalArgumentException if some cluster cannot be made with what is given
   */
  public Chaos {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    List<Integer> sizes = size.isPresent() ? List.of(size.getAsInt()) : SIZES;
    for (int each : sizes) {
      Swarm.draw(Chance.ofChaos(seed, 1), each).ordeal(algorithm, options, given);
    }
  }

  /** All is drawn, and the algorithm must recover. */
  public Chaos(ElectionAlgorithm algorithm, Map<String, String> options, long seed) {
    this(algorithm, options, OptionalInt.empty(), Given.nothing(), true, seed);
  }

  /**
   * One run.
   *
   * @param number which, from 1
   * @param ordeal the cluster, and what was done to it until the end, or until it failed
   * @param failure what failed, if something did
   * @param tally what happened
   */
  public record Run(int number, Ordeal ordeal, Optional<Failure> failure, Tally tally) {}

  /**
   * Does a run, on the caller's thread.
   *
   * @param number which, from 1
   * @throws InterruptedException if the thread is interrupted
   */
  public Run run(int number) throws InterruptedException {
    Chance chance = Chance.ofChaos(seed, number);
    int nodes = size.orElseGet(() -> SIZES.get(chance.drawBelow(SIZES.size())));
    Swarm drawn = Swarm.draw(chance, nodes);
    Swarm swarm = given.contests() ? drawn : drawn.withoutContests();
    Ordeal beginning = swarm.ordeal(algorithm, options, given);
    try (OrdealRun run = new OrdealRun(beginning, recovers)) {
      new Tormentor(swarm, run, chance).torment();
      OrdealRun.Result result = run.end(recovers, OrdealRun.PATIENCE);
      return new Run(number, result.done(), result.failure(), result.tally());
    }
  }

  /**
   * Runs an ordeal again, from the beginning.
   *
   * @return a run without a number
   * @throws InterruptedException if the thread is interrupted
   */
  public Run again(Ordeal ordeal) throws InterruptedException {
    return again(ordeal, OrdealRun.PATIENCE);
  }

  private Run again(Ordeal ordeal, Duration patience) throws InterruptedException {
    OrdealRun.Result result = OrdealRun.of(ordeal, recovers, patience);
    return new Run(0, result.done(), result.failure(), result.tally());
  }

  /**
   * Shrinks a failed run to what still fails in the same way. The same run is always shrunk to the
   * same ordeal.
   *
   * @param failed a run of this chaos that failed
   * @param progress is shown each ordeal that is smaller than all before, on the caller's thread
   * @throws InterruptedException if the thread is interrupted
   */
  public Shrunk shrink(Run failed, Consumer<Ordeal> progress) throws InterruptedException {
    if (failed.failure().orElseThrow().kind() == Failure.Kind.LEADER) {
      Shrunk hasty = shrink(failed, OrdealRun.HASTE, progress);
      Optional<Failure> lasting = again(hasty.ordeal()).failure();
      if (lasting.isPresent()) {
        return new Shrunk(hasty.ordeal(), lasting.get(), hasty.tried(), hasty.finished());
      } // it would have found a leader in the end
    }
    return shrink(failed, OrdealRun.PATIENCE, progress);
  }

  private Shrunk shrink(Run failed, Duration patience, Consumer<Ordeal> progress)
      throws InterruptedException {
    return new Shrinking(this, failed, ordeal -> again(ordeal, patience), progress).shrink();
  }
}
