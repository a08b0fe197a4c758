package quorate.session;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import quorate.experiments.Experiment;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.Trial;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.NettyCluster;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * Runs a small impatient cluster of an algorithm and throws the result away, once for each
 * algorithm: the first election in a program takes most of a second to load its classes, and nobody
 * wants to measure that.
 */
public final class WarmUp {

  private static final int NODES = 3;
  private static final Timing IMPATIENT =
      new Timing(Duration.ofMillis(5), TimeRange.ofMillis(20, 40), Duration.ofMillis(5));

  /** One that cannot agree is warm by then, too. */
  private static final Setup SHORT =
      new Setup(new TreeSet<>(), new TreeSet<>(), false, 0, Duration.ofSeconds(2));

  private final Set<String> warm = new TreeSet<>();

  WarmUp() {}

  /**
   * Warms an algorithm up, unless it is warm.
   *
   * @throws InterruptedException if a person interrupts
   */
  public void of(ElectionAlgorithm algorithm) throws InterruptedException {
    if (warm.add(algorithm.name())) {
      ClusterSpec spec =
          new ClusterSpec(algorithm.name(), algorithm, NODES, IMPATIENT, Map.of(), 0);
      Experiment experiment = new Experiment(spec, Scenarios.CRASH_LEADER, SHORT, Optional.empty());
      try {
        Trial.run(NettyCluster::create, experiment, 0);
      } catch (UserError noRoom) {
        warm.remove(algorithm.name()); // what is wanted may be smaller
      }
    }
  }
}
