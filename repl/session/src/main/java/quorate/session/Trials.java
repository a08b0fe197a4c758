package quorate.session;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Trial;
import quorate.lab.UserError;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.NettyCluster;

/**
 * Runs trials over TCP: those of one experiment one after the other, some experiments side by side,
 * as clusters at the prompt run side by side too. A cluster that waits for its timers leaves the
 * machine to the others, so they hardly disturb each other.
 */
public final class Trials {

  private static final int SIDE_BY_SIDE = 4;
  private static final int MANY_SIDE_BY_SIDE = 8;

  private final Progress progress;
  private final Function<ClusterSpec, Cluster> driver;
  private final int mostAtOnce;

  public Trials(Progress progress) {
    this(progress, NettyCluster::create);
  }

  /**
   * The same with clusters of another kind, in real time as well.
   *
   * @param driver makes a cluster whose nodes are down
   */
  public Trials(Progress progress, Function<ClusterSpec, Cluster> driver) {
    this(progress, driver, Integer.MAX_VALUE);
  }

  private Trials(Progress progress, Function<ClusterSpec, Cluster> driver, int mostAtOnce) {
    this.progress = progress;
    this.driver = driver;
    this.mostAtOnce = mostAtOnce;
  }

  /** The same with nothing side by side, for clusters that need the machine for themselves. */
  public Trials oneByOne() {
    return new Trials(progress, driver, 1);
  }

  /**
   * Runs as many trials of each experiment, after one of each that is thrown away.
   *
   * @param experiments each without a network
   * @return a sample for each experiment, in the same order; it ends with the first trial that
   *     broke a promise
   * @throws UserError if a cluster cannot be made
   * @throws StoppedTrials if a person interrupts; then no cluster is left running
   * @throws InterruptedException if that happens again before they have ended
   */
  public List<Sample> run(List<Experiment> experiments, int trials) throws InterruptedException {
    return run(experiments, trials, SIDE_BY_SIDE, true);
  }

  /**
   * The same, with algorithms that are warmed up once, and more experiments side by side: for long
   * trials whose outcome matters more than their milliseconds.
   *
   * @param experiments each without a network
   * @throws UserError if a cluster cannot be made
   * @throws InterruptedException if a person interrupts; then no cluster is left running
   */
  public List<Sample> run(List<Experiment> experiments, int trials, WarmUp warmUp)
      throws InterruptedException {
    for (Experiment experiment : experiments) {
      warmUp.of(experiment.cluster().rules());
    }
    return run(experiments, trials, MANY_SIDE_BY_SIDE, false);
  }

  /**
   * The same with nothing that is thrown away, for clusters whose nodes warm up by themselves.
   *
   * @param experiments each without a network
   * @throws UserError if a cluster cannot be made
   * @throws InterruptedException if a person interrupts; then no cluster is left running
   */
  public List<Sample> runAll(List<Experiment> experiments, int trials) throws InterruptedException {
    return run(experiments, trials, MANY_SIDE_BY_SIDE, false);
  }

  private List<Sample> run(
      List<Experiment> experiments, int trials, int sideBySide, boolean throwFirstAway)
      throws InterruptedException {
    List<TrialRuns> all =
        experiments.stream()
            .map(it -> TrialRuns.of(it, trials, number -> trial(it, number)))
            .toList();
    return TrialRuns.samples(
        all,
        experiments.size() * trials,
        new Workers(progress, Math.min(mostAtOnce, Math.min(experiments.size(), sideBySide))),
        all.stream().<Callable<Void>>map(it -> () -> oneByOne(it, throwFirstAway)).toList());
  }

  private Void oneByOne(TrialRuns trials, boolean throwFirstAway) throws InterruptedException {
    if (throwFirstAway) {
      trial(trials.experiment(), 0); // measures class loading
    }
    return trials.runs().rest();
  }

  private Trial trial(Experiment experiment, int number) throws InterruptedException {
    try {
      return Trial.run(driver, experiment, number);
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
  }
}
