package quorate.benchmarks;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
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
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TrialBenchmark {

  /** What is typed: the name of an algorithm on the class path. */
  @Param({"raft", "paxos", "bully"})
  public String algorithm;

  /** How many nodes the cluster has. */
  @Param({"5", "25", "101"})
  public int nodes;

  private Experiment experiment;
  private int number;

  /** A benchmark whose parameters are set later. */
  public TrialBenchmark() {}

  /** Names the experiment, before the clock runs. */
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
