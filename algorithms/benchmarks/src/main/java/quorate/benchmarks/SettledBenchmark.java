package quorate.benchmarks;

import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A cluster that has settled runs on: heartbeats, their answers, and timers that are wound up. */
public class SettledBenchmark extends ClusterBenchmark {

  private static final Duration ONE_CALL = Duration.ofSeconds(1);

  /** So long that no event of the first election is in the trace any more, whatever the size. */
  private static final Duration AT_REST = Duration.ofMinutes(5);

  private RunningCluster cluster;

  @Setup
  public void start() throws InterruptedException {
    cluster = new RunningCluster(algorithm, nodes);
    cluster.lookAway();
    cluster.run(AT_REST);
  }

  @Benchmark
  public void run(EventCount count) throws InterruptedException {
    count.begin(cluster.events());
    cluster.run(ONE_CALL);
    count.end(cluster.events());
  }

  @TearDown
  public void checkThatNothingHappened() {
    if (cluster.changesOfBelief() > 0) {
      throw new IllegalStateException("the cluster did not stay settled");
    }
  }
}
