package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.netty.CountingCluster.nodes;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.cluster.Fault.Resume;
import quorate.lab.cluster.Storing;
import quorate.lab.measure.StoreCounts;
import quorate.lab.measure.StoreCounts.Decided;
import quorate.lab.store.StoreSettings;
import quorate.raft.RaftAlgorithm;
import quorate.spi.NodeId;

/** A store over TCP, and a leader that writes as a zombie. */
@Tag("tcp")
class StoreOverTcpTest {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_stale_write_is_accepted_without_fencing_only(boolean fencing) throws InterruptedException {
    Duration pace = Duration.ofMillis(20);
    try (ObservedCluster cluster = TcpClusters.settled(new RaftAlgorithm(), 3)) {
      NodeId old = TcpClusters.leader(cluster);
      cluster.run(
          now ->
              now.cluster()
                  .inject(new Storing(Optional.of(new StoreSettings(fencing, pace, pace)))));
      await(cluster, it -> it.decided().accepted() > 0);
      cluster.run(now -> now.cluster().inject(new Pause(nodes(old.value()))));
      NodeId next = TcpClusters.leader(cluster);
      assertThat(next).isNotEqualTo(old);
      long before = cluster.writes().orElseThrow().decided().accepted();
      await(cluster, it -> it.decided().accepted() > before + 2);
      cluster.run(now -> now.cluster().inject(new Resume(nodes(old.value()))));
      await(cluster, it -> it.decided().overtaken() + it.decided().refused() > 0);

      Decided decided = cluster.writes().orElseThrow().decided();
      assertThat(decided.overtaken() > 0).isEqualTo(!fencing);
      assertThat(decided.refused() > 0).isEqualTo(fencing);
    }
  }

  private static void await(ObservedCluster cluster, Predicate<StoreCounts> condition)
      throws InterruptedException {
    assertThat(
            cluster.runUntil(
                now -> cluster.writes().filter(condition).isPresent(), TcpClusters.LIMIT))
        .isTrue();
  }
}
