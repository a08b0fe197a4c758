package quorate.session;

import java.util.Collections;
import java.util.List;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Shard;
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
    return run(experiments, trials, Shard.WHOLE);
  }

  /**
   * The same with a part of the trials.
   *
   * @param trials how many trials all parts have together
   */
  public List<Sample> run(List<Experiment> experiments, int trials, Shard shard)
      throws InterruptedException {
    int part = shard.count(trials);
    List<TrialRuns> all =
        experiments.stream()
            .map(it -> TrialRuns.of(it, part, place -> Trial.simulate(it, shard.trial(place))))
            .toList();
    return TrialRuns.samples(
        all,
        experiments.size() * part,
        new Workers(progress, threads),
        Collections.nCopies(threads, () -> inTurn(all)));
  }

  /** Does a trial of each experiment, again and again, so that all get on at one pace. */
  private static Void inTurn(List<TrialRuns> all) throws InterruptedException {
    boolean any = true;
    while (any) {
      any = false;
      for (TrialRuns each : all) {
        any |= each.runs().next();
      }
    }
    return null;
  }
}
