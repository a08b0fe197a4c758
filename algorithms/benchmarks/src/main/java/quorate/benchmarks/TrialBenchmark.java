package quorate.benchmarks;

import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import quorate.experiments.Experiment;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.Trial;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;

/**
 * Trials as a comparison runs them: a fresh cluster, everything that looks at it, a crash of the
 * leader, and the outcome. They are trials 1, 2, 3 ... of one experiment, so each is another run.
 */
public class TrialBenchmark extends ClusterBenchmark {

  private Experiment experiment;
  private int number;

  @org.openjdk.jmh.annotations.Setup
  public void name() {
    experiment =
        new Experiment(
            RunningCluster.spec(algorithm, nodes),
            Scenarios.CRASH_LEADER,
            Setup.DEFAULT,
            Optional.of(Network.DEFAULT));
  }

  /**
   * Runs the next trial, just as {@link Trial#simulate} does, and counts the events of its cluster.
   *
   * @throws IllegalStateException if it did not settle, or a promise was broken
   */
  @Benchmark
  public Trial run(EventCount count) throws InterruptedException {
    number++;
    count.begin(0);
    try (Trial.Run run =
        Trial.Run.of(spec -> new SimulatedCluster(spec, Network.DEFAULT), experiment, number)) {
      count.end(run.cluster().<Long>call(now -> now.trace().last()));
      if (!run.trial().outcome().settled() || !run.trial().violations().isEmpty()) {
        throw new IllegalStateException("trial " + number + " is none to measure: " + run.trial());
      }
      return run.trial();
    }
  }
}
