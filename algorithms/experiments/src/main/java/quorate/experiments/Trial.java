package quorate.experiments;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Availability.Figures;
import quorate.lab.measure.Outcome;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;

/**
 * One run of an experiment with a fresh cluster.
 *
 * @param number which trial of its experiment it is, from 1
 * @param seed the cluster's seed, the same for all algorithms in the same trial
 * @param outcome what became of the cluster
 * @param figures how well it was led from the first fault that was measured until it settled
 * @param latestTimerNanos by how much the latest timer ran late meanwhile, in nanoseconds; 0 in
 *     virtual time
 * @param violations the promises that were broken
 * @param fingerprint of the run's trace; empty over TCP
 * @param undone the step of the scenario that could not be done, and why; then the trial did not
 *     run, and its outcome says nothing about the algorithm
 */
public record Trial(
    int number,
    long seed,
    Outcome outcome,
    Figures figures,
    long latestTimerNanos,
    List<Violation> violations,
    Optional<String> fingerprint,
    Optional<String> undone) {

  public boolean ran() {
    return undone.isEmpty();
  }

  /** Runs a trial of an experiment that has a network in virtual time, on the caller's thread. */
  public static Trial simulate(Experiment experiment, int number) throws InterruptedException {
    try (Run run = Run.simulate(experiment, number)) {
      return run.trial();
    }
  }

  /**
   * Runs a trial.
   *
   * @param driver makes a cluster whose nodes are still down
   * @param number which trial it is; the trial's seed, and the moment of the fault, follow from it
   */
  public static Trial run(Function<ClusterSpec, Cluster> driver, Experiment experiment, int number)
      throws InterruptedException {
    try (Run run = Run.of(driver, experiment, number)) {
      return run.trial();
    }
  }

  /** A trial whose cluster is still there to be looked at. */
  public record Run(ObservedCluster cluster, Trial trial) implements AutoCloseable {

    /** Runs a trial in virtual time, as {@link Trial#simulate} does, and keeps the cluster. */
    public static Run simulate(Experiment experiment, int number) throws InterruptedException {
      Network network = experiment.network().orElseThrow();
      return of(spec -> new SimulatedCluster(spec, network), experiment, number);
    }

    /**
     * Runs a trial, and keeps the cluster.
     *
     * @throws InterruptedException if the waiting thread is interrupted; then no cluster is left
     */
    public static Run of(Function<ClusterSpec, Cluster> driver, Experiment experiment, int number)
        throws InterruptedException {
      Chance chance = Chance.ofTrial(experiment.cluster().seed(), number);
      long seed = chance.drawSeed();
      double first = chance.drawShare();
      ObservedCluster cluster =
          new ObservedCluster(driver.apply(experiment.clusterOf(seed, chance)));
      try {
        ScenarioRun.Result result =
            new ScenarioRun(
                    experiment.scenario(), cluster, experiment.setup(), moments(first, chance))
                .fromStart();
        return new Run(
            cluster,
            new Trial(
                number,
                seed,
                result.outcome(),
                result.figures(),
                result.latestTimerNanos(),
                cluster.violations(),
                cluster.fingerprint(),
                result.undone()));
      } catch (InterruptedException | RuntimeException | Error failed) {
        cluster.close();
        throw failed;
      }
    }

    /** The first was drawn long before; a scenario may ask for more. */
    private static DoubleSupplier moments(double first, Chance chance) {
      return DoubleStream.concat(DoubleStream.of(first), DoubleStream.generate(chance::drawShare))
              .iterator()
          ::nextDouble;
    }

    @Override
    public void close() {
      cluster.close();
    }
  }
}
