package quorate.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Trial;

/**
 * Runs trials in virtual time on several threads. Each trial is a run of its own, named by its
 * number, so that the samples are the same whatever the threads.
 */
public final class Simulations {

  private final Progress progress;
  private final int threads;

  public Simulations(Progress progress, int threads) {
    this.progress = progress;
    this.threads = threads;
  }

  /**
   * Runs as many trials of each experiment. A broken promise ends its experiment: the sample then
   * has the trials up to that one.
   *
   * @param experiments each with a network
   * @return a sample for each experiment, in the same order
   * @throws StoppedTrials if a person interrupts; then no thread is left running
   * @throws InterruptedException if that happens again before they have ended
   */
  public List<Sample> run(List<Experiment> experiments, int trials) throws InterruptedException {
    Work work = new Work(experiments, trials);
    new Workers(progress, threads)
        .run(
            Collections.<Callable<Void>>nCopies(threads, work::runAll),
            work::taken,
            experiments.size() * trials,
            "trials",
            () -> new StoppedTrials(work.samplesSoFar()));
    return work.samples();
  }

  /** All trials of all experiments in one row, from which each thread takes the next. */
  private static final class Work {
    private final List<Experiment> experiments;
    private final int trials;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReferenceArray<Trial> done;

    /** Of each experiment, its first trial that broke a promise; the later ones are void. */
    private final AtomicIntegerArray last;

    Work(List<Experiment> experiments, int trials) {
      this.experiments = experiments;
      this.trials = trials;
      this.done = new AtomicReferenceArray<>(Math.multiplyExact(experiments.size(), trials));
      int[] all = new int[experiments.size()];
      Arrays.fill(all, trials);
      this.last = new AtomicIntegerArray(all);
    }

    int taken() {
      return Math.min(next.get(), done.length());
    }

    Void runAll() throws InterruptedException {
      for (int place = next.getAndIncrement();
          place < done.length();
          place = next.getAndIncrement()) {
        int which = place % experiments.size(); // in turn, so that all get on at one pace
        int number = place / experiments.size() + 1;
        if (number <= last.get(which)) {
          Trial trial = Trial.simulate(experiments.get(which), number);
          done.set(place, trial);
          if (!trial.violations().isEmpty()) {
            last.accumulateAndGet(which, number, Math::min);
          }
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return null;
    }

    /** The trials up to the first one that is not done. */
    List<Sample> samplesSoFar() {
      for (int which = 0; which < experiments.size(); which++) {
        int number = 1;
        while (number <= last.get(which) && done.get(place(which, number)) != null) {
          number++;
        }
        last.set(which, Math.min(last.get(which), number - 1));
      }
      return samples();
    }

    private int place(int which, int number) {
      return (number - 1) * experiments.size() + which;
    }

    List<Sample> samples() {
      List<Sample> samples = new ArrayList<>();
      for (int which = 0; which < experiments.size(); which++) {
        List<Trial> sample = new ArrayList<>();
        for (int number = 1; number <= last.get(which); number++) {
          sample.add(done.get(place(which, number)));
        }
        samples.add(new Sample(experiments.get(which), sample));
      }
      return samples;
    }
  }
}
