package quorate.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import quorate.experiments.Shard;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.ChaosCounts;
import quorate.experiments.chaos.ChaosResult;
import quorate.experiments.chaos.ChaosScenario;
import quorate.experiments.chaos.Failure;
import quorate.experiments.chaos.Shrunk;
import quorate.experiments.chaos.StoppedShrinking;
import quorate.lab.UserError;
import quorate.report.ChaosView;
import quorate.report.shard.RunLine;

/**
 * Does runs through random faults on several threads, until one fails. Which one that is, and what
 * the runs up to it have seen, is the same whatever the threads.
 */
public final class ChaosRuns {

  private final Progress progress;
  private final int threads;

  public ChaosRuns(Progress progress, int threads) {
    this.progress = progress;
    this.threads = threads;
  }

  /**
   * Does so many runs, or as many as it takes until one fails, and shrinks that one. If a person
   * interrupts, it is about what was done until then.
   *
   * @throws InterruptedException if that was nothing, or a person interrupts again; no thread is
   *     left running
   */
  public ChaosView.Found run(Chaos chaos, int runs) throws InterruptedException {
    long began = System.nanoTime();
    Seen seen = new Seen();
    Runs<ChaosResult> all = new Runs<>(runs, chaos::run, it -> it.failure().isPresent(), seen::add);
    boolean stopped = false;
    try {
      new Workers(progress, threads)
          .run(
              Collections.<Callable<Void>>nCopies(threads, all::rest),
              all::counted,
              runs,
              "runs",
              InterruptedException::new);
    } catch (InterruptedException interrupted) {
      stopped = true;
      if (all.counted() == 0) {
        throw interrupted;
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    Optional<Shrunk> shrunk = Optional.empty();
    if (seen.failed.isPresent()) {
      ChaosResult failed = seen.failed.get();
      shrunk = Optional.of(stopped ? asItIs(failed, 0) : shrink(chaos, failed));
    }
    return new ChaosView.Found(all.counted(), seen.counts, seen.failed, shrunk, took, stopped);
  }

  /**
   * Does a part of so many runs, up to the first that fails, which is not shrunk.
   *
   * @return what came of each, in order
   * @throws InterruptedException if a person interrupts; no thread is left running
   */
  public List<RunLine> part(Chaos chaos, int runs, Shard shard) throws InterruptedException {
    List<RunLine> lines = new ArrayList<>();
    Runs<RunLine> all =
        new Runs<>(
            shard.count(runs),
            place -> RunLine.of(chaos.run(shard.trial(place))),
            RunLine::failed,
            lines::add);
    new Workers(progress, threads)
        .run(
            Collections.<Callable<Void>>nCopies(threads, all::rest),
            all::counted,
            shard.count(runs),
            "runs",
            InterruptedException::new);
    return lines;
  }

  /**
   * What came of runs that were done elsewhere. The last of them is done again if it failed, to be
   * shrunk.
   *
   * @param lines the runs in order, from the first to the last, or to the first that failed
   * @throws UserError if it does not fail here
   */
  public ChaosView.Found merged(Chaos chaos, List<RunLine> lines) throws InterruptedException {
    ChaosCounts counts =
        lines.stream().map(RunLine::counts).reduce(ChaosCounts.NOTHING, ChaosCounts::plus);
    RunLine last = lines.get(lines.size() - 1);
    if (!last.failed()) {
      return new ChaosView.Found(
          lines.size(), counts, Optional.empty(), Optional.empty(), Duration.ZERO, false);
    }
    ChaosResult again = chaos.run(last.run());
    if (!again.failure().map(Failure::description).equals(Optional.of(last.failure()))) {
      throw new UserError(
          "run %s fails in another way here; run all shards with this version of the program"
              .formatted(last.run()));
    }
    Optional<Shrunk> shrunk = Optional.of(shrink(chaos, again));
    return new ChaosView.Found(
        lines.size(), counts, Optional.of(again), shrunk, Duration.ZERO, false);
  }

  private static Shrunk asItIs(ChaosResult failed, int tried) {
    return new Shrunk(failed.scenario(), failed.failure().orElseThrow(), tried, false);
  }

  private Shrunk shrink(Chaos chaos, ChaosResult failed) throws InterruptedException {
    show(failed.scenario());
    try {
      return chaos.shrink(failed, this::show);
    } catch (StoppedShrinking interrupted) {
      Shrunk soFar = interrupted.soFar();
      return chaos
          .again(soFar.scenario())
          .failure()
          .map(it -> new Shrunk(soFar.scenario(), it, soFar.tried(), false))
          .orElseGet(() -> asItIs(failed, soFar.tried()));
    } finally {
      progress.over();
    }
  }

  private void show(ChaosScenario smallest) {
    progress.shrunkTo(smallest.spec().size(), Math.toIntExact(smallest.faults()));
  }

  /** What the runs up to the first that failed have seen. */
  private static final class Seen {
    private ChaosCounts counts = ChaosCounts.NOTHING;
    private Optional<ChaosResult> failed = Optional.empty();

    void add(ChaosResult run) {
      counts = counts.plus(run.counts());
      failed = run.failure().isPresent() ? Optional.of(run) : Optional.empty();
    }
  }
}
