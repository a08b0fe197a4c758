package quorate.session;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Trial;

/** The trials of an experiment, as far as they are done; one that broke a promise is the last. */
record TrialRuns(Experiment experiment, Runs<Trial> runs, Queue<Trial> done) {

  static TrialRuns of(Experiment experiment, int trials, Runs.One<Trial> trial) {
    Queue<Trial> done = new ConcurrentLinkedQueue<>();
    return new TrialRuns(
        experiment, new Runs<>(trials, trial, it -> !it.violations().isEmpty(), done::add), done);
  }

  /**
   * Does tasks that do the trials of some experiments.
   *
   * @param number how many trials there are in all
   * @return a sample for each experiment, in the same order
   * @throws StoppedTrials with what was done by then
   */
  static List<Sample> samples(
      List<TrialRuns> all, int number, Workers workers, List<Callable<Void>> tasks)
      throws InterruptedException {
    workers.progress().samples(() -> samples(all));
    workers.run(
        tasks,
        () -> all.stream().mapToInt(it -> it.runs().counted()).sum(),
        number,
        "trials",
        () -> new StoppedTrials(samples(all)));
    return samples(all);
  }

  private static List<Sample> samples(List<TrialRuns> all) {
    return all.stream().map(it -> new Sample(it.experiment(), List.copyOf(it.done()))).toList();
  }
}
