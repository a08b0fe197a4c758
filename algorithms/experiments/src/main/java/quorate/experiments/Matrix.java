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
      Scenarios.words(
              """
              no-fault crash-leader-and-back crash-minority crash-majority-and-recover
              rejoin-highest churn paused-leader partition-leader-away partition-even
              isolate-follower-and-back partial-link one-way-link deaf-node mute-node bridge ring
              lossy-network slow-network repeating-network reordering-network
              zombie-leader
              """)
          .toList();

  /** Those of them that are worth their real time over TCP. */
  public static final List<String> FAULTS_OVER_TCP =
      Scenarios.words(
              """
              no-fault crash-leader-and-back rejoin-highest paused-leader partition-leader-away
              partition-even isolate-follower-and-back deaf-node
              """)
          .toList();

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
   * One variant under one fault. Figures are means over the runs in which all steps could be done;
   * 0 if there was none.
   *
   * @param sample what was done, with at least one trial
   * @param verdict what is to be said of it
   */
  public record Cell(Sample sample, Verdict verdict) {

    public Experiment experiment() {
      return sample.experiment();
    }

    public double newLeaders() {
      return mean(sample, Figures::newLeaders);
    }

    /** For which share of the time a majority followed a leader whom it could reach both ways. */
    public double served() {
      return mean(sample, Figures::served);
    }

    /** By how much the highest epoch rose. */
    public double epochs() {
      return mean(sample, Figures::epochs);
    }

    public double twoLeadersMillis() {
      return mean(sample, figures -> figures.twoLeadersNanos() / 1e6);
    }

    /**
     * How many epochs had two leaders, in all runs together; without epochs, how often there were
     * two leaders at once.
     */
    public int sameEpochLeaders() {
      return sample.trials().stream().mapToInt(trial -> trial.figures().sameEpochLeaders()).sum();
    }

    /** Whether the cluster settled in time after the faults, in every run. */
    public boolean recovered() {
      return sample.allSettled();
    }

    public Trial telling() {
      return broken(sample)
          .or(() -> unsettled(sample))
          .or(() -> sample.trials().stream().findFirst())
          .orElseGet(() -> sample.undone().get(0));
    }

    /** How many runs there were in which a step could not be done; no figure is about them. */
    public int undone() {
      return sample.undone().size();
    }

    /** The step, and why it could not be done, in most of them. */
    public Optional<String> step() {
      return sample.undoneSteps().keySet().stream().findFirst();
    }
  }

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
    double served = mean(sample, Figures::served);
    double connected = mean(sample, Figures::connected);
    Verdict verdict;
    if (sample.trials().isEmpty()) {
      verdict = Verdict.CANNOT_BE_DONE;
    } else if (broken(sample).isPresent()) {
      verdict = Verdict.BROKEN;
    } else if (!sample.allSettled() || served < HARDLY_EVER * connected) {
      verdict = Verdict.STUCK;
    } else {
      verdict = connected < HARDLY_EVER ? Verdict.NOT_PROMISED : Verdict.KEPT;
    }
    return new Cell(sample, verdict);
  }

  private static Optional<Trial> broken(Sample sample) {
    return sample.trials().stream()
        .filter(it -> it.figures().sameEpochLeaders() > 0 || !it.violations().isEmpty())
        .findFirst();
  }

  private static Optional<Trial> unsettled(Sample sample) {
    return sample.trials().stream().filter(it -> !it.outcome().settled()).findFirst();
  }

  private static double mean(Sample sample, ToDoubleFunction<Figures> figure) {
    return sample.trials().stream().map(Trial::figures).mapToDouble(figure).average().orElse(0);
  }
}
