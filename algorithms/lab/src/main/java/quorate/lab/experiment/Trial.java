package quorate.lab.experiment;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Outcome;

/**
 * One run of a scenario with a fresh cluster.
 *
 * @param number which trial of its experiment it is, from 1
 * @param seed the cluster's seed, the same for all algorithms in the same trial
 * @param outcome what became of the cluster
 * @param violations the promises that were broken
 */
public record Trial(int number, long seed, Outcome outcome, List<Violation> violations) {

  /**
   * Runs a trial.
   *
   * @param driver makes a cluster whose nodes are down as yet
   * @param spec what the cluster is like; its seed is the experiment's
   * @param number which trial it is; the trial's seed, and the moment of the fault, follow from it
   * @param limit how long to wait for each settlement at most, in the cluster's time
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public static Trial run(
      Function<ClusterSpec, Cluster> driver,
      ClusterSpec spec,
      Scenario scenario,
      int number,
      Duration limit)
      throws InterruptedException {
    Chance chance = Chance.ofTrial(spec.seed(), number);
    long seed = chance.drawSeed();
    double moment = chance.drawShare();
    try (ObservedCluster cluster = new ObservedCluster(driver.apply(spec.withSeed(seed)))) {
      Outcome outcome = scenario.run(cluster, moment, limit);
      return new Trial(number, seed, outcome, cluster.violations());
    }
  }
}
