package quorate.experiments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Delay;
import quorate.lab.measure.Availability.Figures;
import quorate.lab.simulator.Network;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/** Who keeps which promise under which fault: the same scenarios with every variant. */
public final class Matrix {

  /** The faults, each the name of a scenario, in the order in which a reader meets them. */
  public static final List<String> FAULTS =
      List.of(
          "no-fault",
          "crash-leader-and-back",
          "crash-minority",
          "crash-majority-and-recover",
          "rejoin-highest",
          "churn",
          "paused-leader",
          "partition-leader-away",
          "partition-even",
          "isolate-follower-and-back",
          "partial-link",
          "one-way-link",
          "deaf-node",
          "mute-node",
          "bridge",
          "ring",
          "lossy-network",
          "slow-network",
          "repeating-network",
          "reordering-network");

  /** Those of them that are worth their real time over TCP. */
  public static final List<String> FAULTS_OVER_TCP =
      List.of(
          "no-fault",
          "crash-leader-and-back",
          "rejoin-highest",
          "paused-leader",
          "partition-leader-away",
          "partition-even",
          "isolate-follower-and-back",
          "deaf-node");

  /** A quick network, not quite even: each message takes 1 to 5 ms. */
  public static final Network NETWORK =
      Network.DEFAULT.withLatency(new Delay.Uniform(TimeRange.ofMillis(1, 5)));

  /** After the last fault a cluster has so many of its longest election timeouts to settle. */
  public static final int TIMEOUTS_TO_SETTLE = 10;

  /** Below this share of the time in which somebody could lead, a cluster counts as stuck. */
  private static final double HARDLY_EVER = 0.1;

  private Matrix() {}

  /** What is said of one variant under one fault. */
  public enum Verdict {
    /** One leader at most in each epoch, and one was there, and came back. */
    KEPT,
    /** Two leaders that nothing tells apart: in one epoch, or at once without epochs. */
    BROKEN,
    /** No leader came after the faults, or hardly ever while a majority was connected. */
    STUCK,
    /** Hardly ever was a majority connected: nobody promises a leader then. */
    NOT_PROMISED,
    /** The scenario cannot be done to such a cluster; this says nothing about the variant. */
    CANNOT_BE_DONE;

    /** The verdict in words: {@code not promised}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * One variant under one fault, figures as means over the seeds.
   *
   * @param experiment what was done
   * @param verdict what is to be said of it
   * @param newLeaders how often a node became leader
   * @param served for which share of the time a majority followed a leader whom it could reach both
   *     ways
   * @param epochs by how much the highest epoch rose
   * @param twoLeadersMillis for how long two nodes believed at once that they lead
   * @param sameEpochLeaders how many epochs had two leaders, in all seeds together; without epochs,
   *     how often there were two leaders at once
   * @param recovered whether the cluster settled in time after the faults, with every seed
   * @param telling the trial that shows the verdict best
   * @param undone how many runs there were in which a step could not be done; no figure is about
   *     them
   * @param step the step, and why it could not be done, in most of them
   */
  public record Cell(
      Experiment experiment,
      Verdict verdict,
      double newLeaders,
      double served,
      double epochs,
      double twoLeadersMillis,
      int sameEpochLeaders,
      boolean recovered,
      Trial telling,
      int undone,
      Optional<String> step) {}

  /**
   * All experiments, fault by fault, and within a fault variant by variant.
   *
   * @param network the simulated network; empty for TCP
   * @throws IllegalArgumentException if a cluster cannot have so many nodes
   */
  public static List<Experiment> experiments(
      List<ElectionAlgorithm> algorithms,
      List<Scenario> faults,
      int nodes,
      Timing timing,
      long seed,
      Optional<Network> network) {
    Duration limit = timing.election().max().multipliedBy(TIMEOUTS_TO_SETTLE);
    Setup setup = Setup.DEFAULT.withLimit(limit);
    List<Experiment> experiments = new ArrayList<>();
    for (Scenario scenario : faults) {
      for (ElectionAlgorithm algorithm : algorithms) {
        for (Map<String, String> options : algorithm.variants()) {
          ClusterSpec cluster =
              new ClusterSpec(algorithm.name(), algorithm, nodes, timing, options, seed);
          experiments.add(new Experiment(cluster, scenario, setup, network));
        }
      }
    }
    return experiments;
  }

  /**
   * What is to be said of a sample, which has at least one trial; of those that ran, if any did.
   */
  public static Cell judge(Sample sample) {
    Experiment experiment = sample.experiment();
    List<Trial> trials = sample.trials();
    Optional<String> step = sample.undoneSteps().keySet().stream().findFirst();
    if (trials.isEmpty()) {
      return new Cell(
          experiment,
          Verdict.CANNOT_BE_DONE,
          0,
          0,
          0,
          0,
          0,
          false,
          sample.undone().get(0),
          sample.undone().size(),
          step);
    }
    Optional<Trial> broken = trials.stream().filter(Matrix::isBroken).findFirst();
    Optional<Trial> unsettled =
        trials.stream().filter(trial -> !trial.outcome().settled()).findFirst();
    double served = mean(trials, Figures::served);
    double connected = mean(trials, Figures::connected);
    Verdict verdict;
    if (broken.isPresent()) {
      verdict = Verdict.BROKEN;
    } else if (unsettled.isPresent() || served < HARDLY_EVER * connected) {
      verdict = Verdict.STUCK;
    } else {
      verdict = connected < HARDLY_EVER ? Verdict.NOT_PROMISED : Verdict.KEPT;
    }
    return new Cell(
        experiment,
        verdict,
        mean(trials, Figures::newLeaders),
        served,
        mean(trials, Figures::epochs),
        mean(trials, figures -> figures.twoLeadersNanos() / 1e6),
        trials.stream().mapToInt(trial -> trial.figures().sameEpochLeaders()).sum(),
        unsettled.isEmpty(),
        broken.or(() -> unsettled).orElse(trials.get(0)),
        sample.undone().size(),
        step);
  }

  private static boolean isBroken(Trial trial) {
    return trial.figures().sameEpochLeaders() > 0 || !trial.violations().isEmpty();
  }

  private static double mean(List<Trial> trials, ToDoubleFunction<Figures> figure) {
    return trials.stream().map(Trial::figures).mapToDouble(figure).average().orElseThrow();
  }
}
