package quorate.benchmarks;

import java.time.Duration;
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

/** A cluster that has settled runs on: heartbeats, their answers, and timers that are wound up. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SettledBenchmark {

  private static final Duration ONE_CALL = Duration.ofSeconds(1);

  /** So long that no event of the first election is in the trace any more, whatever the size. */
  private static final Duration AT_REST = Duration.ofMinutes(5);

  /** What is typed: the name of an algorithm on the class path. */
  @Param({"raft", "paxos", "bully"})
  public String algorithm;

  /** How many nodes the cluster has. */
  @Param({"5", "25", "101"})
  public int nodes;

  private RunningCluster cluster;

  /** A benchmark whose parameters are set later. */
  public SettledBenchmark() {}

  /** Makes the cluster, before the clock runs. */
  @Setup
  public void start() throws InterruptedException {
    cluster = new RunningCluster(algorithm, nodes);
    cluster.lookAway();
    cluster.run(AT_REST);
  }

  /** Lets a second of the cluster's time pass. */
  @Benchmark
  public void run(EventCount count) throws InterruptedException {
    count.begin(cluster.events());
    cluster.run(ONE_CALL);
    count.end(cluster.events());
  }

  /**
   * Checks that what ran was a settled cluster.
   *
   * @throws IllegalStateException if a node changed its belief of late
   */
  @TearDown
  public void checkThatNothingHappened() {
    if (cluster.changesOfBelief() > 0) {
      throw new IllegalStateException("the cluster did not stay settled");
    }
  }
}
