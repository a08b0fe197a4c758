package quorate.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A cluster whose leader crashes and comes back, over and over: an election in every two seconds of
 * its time, or more.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ChurnBenchmark {

  /** What is typed: the name of an algorithm on the class path. */
  @Param({"raft", "paxos", "bully"})
  public String algorithm;

  /** How many nodes the cluster has. */
  @Param({"5", "25", "101"})
  public int nodes;

  private RunningCluster cluster;

  /** A benchmark whose parameters are set later. */
  public ChurnBenchmark() {}

  /** Makes the cluster, before the clock runs. */
  @Setup
  public void start() throws InterruptedException {
    cluster = new RunningCluster(algorithm, nodes);
  }

  /** One crash of the leader, and its restart; about two seconds of the cluster's time. */
  @Benchmark
  public void run(EventCount count) throws InterruptedException {
    count.begin(cluster.events());
    cluster.crashAndRestartLeader();
    count.end(cluster.events());
  }

  /**
   * Checks that there were elections.
   *
   * @throws IllegalStateException if no node changed its belief of late
   */
  @TearDown
  public void checkThatSomethingHappened() {
    if (cluster.changesOfBelief() == 0) {
      throw new IllegalStateException("nobody noticed that the leader crashed");
    }
  }
}
