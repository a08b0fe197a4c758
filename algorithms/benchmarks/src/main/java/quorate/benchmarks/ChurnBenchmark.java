package quorate.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A cluster whose leader crashes and comes back, over and over: an election in every two seconds of
 * its time, or more.
 */
public class ChurnBenchmark extends ClusterBenchmark {

  private RunningCluster cluster;

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

  @TearDown
  public void checkThatSomethingHappened() {
    if (cluster.changesOfBelief() == 0) {
      throw new IllegalStateException("nobody noticed that the leader crashed");
    }
  }
}
