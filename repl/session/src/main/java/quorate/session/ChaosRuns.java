package quorate.session;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.ChaosCounts;
import quorate.experiments.chaos.ChaosResult;
import quorate.experiments.chaos.ChaosScenario;
import quorate.experiments.chaos.Shrunk;
import quorate.experiments.chaos.StoppedShrinking;
import quorate.report.ChaosView;

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
    Work work = new Work(chaos, runs);
    boolean stopped = false;
    try {
      new Workers(progress, threads)
          .run(
              Collections.<Callable<Void>>nCopies(threads, work::runAll),
              work::counted,
              runs,
              "runs",
              InterruptedException::new);
    } catch (InterruptedException interrupted) {
      stopped = true;
      if (work.counted() == 0) {
        throw interrupted;
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    Optional<Shrunk> shrunk = Optional.empty();
    if (work.failed().isPresent()) {
      ChaosResult failed = work.failed().get();
      shrunk = Optional.of(stopped ? asItIs(failed, 0) : shrink(chaos, failed));
    }
    return new ChaosView.Found(work.counted(), work.counts(), work.failed(), shrunk, took, stopped);
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

  /** All runs in one row, from which each thread takes the next. They are counted in that order. */
  private static final class Work {
    private final Chaos chaos;
    private final SortedMap<Integer, ChaosResult> waiting = new TreeMap<>();
    private int last;
    private int taken;
    private int counted;
    private ChaosCounts counts = ChaosCounts.NOTHING;
    private Optional<ChaosResult> failed = Optional.empty();

    Work(Chaos chaos, int runs) {
      this.chaos = chaos;
      this.last = runs;
    }

    Void runAll() throws InterruptedException {
      for (int number = take(); number > 0; number = take()) {
        done(chaos.run(number));
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return null;
    }

    /** The number of the next run, or 0 if there is no more to do. */
    private synchronized int take() {
      return taken < last ? ++taken : 0;
    }

    /** What comes after a run that failed is void. */
    private synchronized void done(ChaosResult run) {
      if (run.failure().isPresent()) {
        last = Math.min(last, run.number());
      }
      waiting.put(run.number(), run);
      while (counted < last && waiting.containsKey(counted + 1)) {
        ChaosResult next = waiting.remove(++counted);
        counts = counts.plus(next.counts());
        failed = next.failure().isPresent() ? Optional.of(next) : failed;
      }
    }

    synchronized int counted() {
      return counted;
    }

    synchronized ChaosCounts counts() {
      return counts;
    }

    synchronized Optional<ChaosResult> failed() {
      return failed;
    }
  }
}
