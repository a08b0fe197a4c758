package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.bully.BullyAlgorithm;
import quorate.experiments.ObservedCluster;
import quorate.highestofmajority.HighestOfMajorityAlgorithm;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.LiveCluster;
import quorate.lab.measure.Counts.Tally;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.Purpose;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * Nodes that start together hear what each says in its first moment, in virtual time as over TCP.
 */
@Tag("tcp")
class StartTogetherTest {

  private static final Timing PATIENT =
      new Timing(Duration.ofMillis(50), TimeRange.ofMillis(2000, 3000), Duration.ofMillis(1000));

  /** Each size with what all nodes send if they begin together: (n-1)(n+1). */
  @ParameterizedTest
  @CsvSource({"3, 8", "5, 24", "7, 48"})
  void all_that_bully_says_at_the_start_is_heard(int size, long messages)
      throws InterruptedException {
    List<Long> theory = List.of(messages, messages);
    for (Cluster world : worlds(new BullyAlgorithm(), size)) {
      assertThat(played(world, size)).as(world.world().word()).containsExactly(theory, theory);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void nothing_that_highest_of_majority_says_at_the_start_is_lost(int size)
      throws InterruptedException {
    for (Cluster world : worlds(new HighestOfMajorityAlgorithm(), size)) {
      assertThat(played(world, size))
          .as(world.world().word())
          .allMatch(counts -> counts.get(0) > 0 && counts.get(1).equals(counts.get(0)));
    }
  }

  @Test
  void several_that_come_back_together_hear_each_other() throws InterruptedException {
    List<Cluster> worlds = worlds(new BullyAlgorithm(), 5);
    assertThat(played(worlds.get(0), 3).get(1)).isEqualTo(played(worlds.get(1), 3).get(1));
  }

  private static List<Cluster> worlds(ElectionAlgorithm algorithm, int size) {
    ClusterSpec spec = TcpClusters.spec(algorithm, size, PATIENT);
    return List.of(new SimulatedCluster(spec, Network.DEFAULT), NettyCluster.create(spec));
  }

  /** What was sent and delivered: when all start, and when the lowest so many come back. */
  private static List<List<Long>> played(Cluster world, int comeBack) throws InterruptedException {
    try (ObservedCluster cluster = new ObservedCluster(world)) {
      cluster.follow(LiveCluster::startAll).await(TcpClusters.LIMIT);
      List<Long> first = sentAndDelivered(cluster);
      List<NodeId> all = world.spec().members();
      TcpClusters.inject(cluster, new Crash(new TreeSet<>(all)));
      cluster.resetCounts();
      TcpClusters.inject(cluster, new Restart(new TreeSet<>(all.subList(0, comeBack))));
      return List.of(first, sentAndDelivered(cluster));
    }
  }

  private static List<Long> sentAndDelivered(ObservedCluster cluster) {
    Tally tally = cluster.counts().of(Purpose.ELECTION);
    return List.of(tally.sent(), tally.delivered());
  }
}
