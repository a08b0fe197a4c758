package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.FaultCommand;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.measure.Outcome;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * The same faults in virtual time and over TCP: where the outcome is determined, it is the same.
 */
@Tag("tcp")
class TwoWorldsTest {

  private static final int SEEDS = 20;

  private static final List<String> FAULTS =
      List.of(
          "crash leader",
          "restart all",
          "partition leader,follower",
          "heal",
          "deaf followers",
          "heal",
          "pause leader",
          "resume all",
          "crash majority",
          "restart all",
          "resign leader",
          "isolate all",
          "heal");

  private static ClusterSpec spec(ElectionAlgorithm algorithm, long seed) {
    Timing timing =
        new Timing(Duration.ofMillis(25), TimeRange.ofMillis(500, 1000), Duration.ofMillis(100));
    return new ClusterSpec(algorithm.name(), algorithm, 5, timing, Map.of(), seed);
  }

  @ParameterizedTest
  @MethodSource("quorate.netty.TcpClusters#algorithms")
  void the_same_faults_have_the_same_outcomes(ElectionAlgorithm algorithm)
      throws InterruptedException {
    List<String> virtual = play(new SimulatedCluster(spec(algorithm, 1), Network.DEFAULT));
    for (long seed = 2; seed <= SEEDS; seed++) {
      assertThat(play(new SimulatedCluster(spec(algorithm, seed), Network.DEFAULT)))
          .as("determined, whatever the seed: %d", seed)
          .isEqualTo(virtual);
    }
    assertThat(play(NettyCluster.create(spec(algorithm, 1)))).isEqualTo(virtual);
  }

  /** What is determined of the outcome of each fault. */
  private static List<String> play(Cluster world) throws InterruptedException {
    List<String> outcomes = new ArrayList<>();
    try (ObservedCluster cluster = new ObservedCluster(world)) {
      Outcome start = cluster.follow(LiveCluster::startAll).await(TcpClusters.LIMIT);
      outcomes.add("start: " + words("start", start, 0));
      long epoch = start.epoch().orElse(0);
      for (String fault : FAULTS) {
        Outcome outcome =
            cluster.inject(FaultCommand.parse(fault)).following().await(TcpClusters.LIMIT);
        outcomes.add(fault + ": " + words(fault, outcome, epoch));
        epoch = outcome.epoch().orElse(epoch);
      }
      assertThat(cluster.violations()).isEmpty();
    }
    return outcomes;
  }

  /**
   * Who of the others becomes leader is chance. So is, after a resignation, whether it is another
   * at all.
   */
  private static String words(String fault, Outcome outcome, long epochBefore) {
    List<String> words = new ArrayList<>();
    words.add(outcome.unsettledBecause().orElse("settled on " + outcome.agreed()));
    boolean determined = outcome.before().isPresent() && !fault.startsWith("resign");
    if (determined && outcome.leader().isPresent()) {
      words.add(outcome.leader().equals(outcome.before()) ? "as before" : "another");
    }
    words.add(outcome.newLeaders() > 0 ? "newly elected" : "nobody elected");
    if (outcome.epoch().isPresent()) {
      boolean later = outcome.epoch().getAsLong() > epochBefore;
      words.add(later ? "in a later epoch" : "in the same epoch");
    }
    words.add(outcome.timesTwoLeaders() > 0 ? "two for a while" : "never two");
    return String.join(", ", words);
  }
}
