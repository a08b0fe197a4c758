package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.netty.TcpClusters.LIMIT;
import static quorate.netty.TcpClusters.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.Observer;
import quorate.lab.trace.TraceEvent.Resumed;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/** A leader stands still for longer than the others wait for it. */
@Tag("tcp")
class PausedLeaderTest {

  private static final Timing TIMING =
      new Timing(Duration.ofMillis(25), TimeRange.ofMillis(400, 600), Duration.ofMillis(100));

  @ParameterizedTest
  @MethodSource("quorate.netty.TcpClusters#algorithms")
  void two_believe_that_they_lead_when_it_resumes_and_one_afterwards(ElectionAlgorithm algorithm)
      throws InterruptedException {
    try (ObservedCluster cluster = TcpClusters.settled(TcpClusters.spec(algorithm, 5, TIMING))) {
      NodeId first = leader(cluster);
      List<SortedSet<NodeId>> believersOnResume = new ArrayList<>();
      Observer atResume =
          event -> {
            if (event instanceof Resumed) {
              believersOnResume.add(cluster.call(now -> now.state().believers()));
            }
          };
      cluster.run(now -> now.trace().observe(atResume));
      Pause pause = new Pause(new TreeSet<>(List.of(first)), Optional.of(Duration.ofSeconds(2)));

      Outcome outcome = cluster.follow(it -> it.inject(pause)).await(LIMIT);

      assertThat(believersOnResume).hasSize(1);
      assertThat(believersOnResume.get(0)).hasSize(2).contains(first);
      assertThat(outcome.settled()).isTrue();
      assertThat(outcome.newLeaders()).isPositive();
      assertThat(outcome.timesTwoLeaders()).isPositive();
      assertThat(outcome.twoLeadersNanos()).isPositive();
      assertThat(cluster.<SortedSet<NodeId>>call(now -> now.state().believers()))
          .containsExactly(outcome.leader().orElseThrow());
      assertThat(cluster.violations()).isEmpty();
    }
  }
}
