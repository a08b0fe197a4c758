package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.netty.TcpClusters.LIMIT;
import static quorate.netty.TcpClusters.crash;
import static quorate.netty.TcpClusters.leader;
import static quorate.netty.TcpClusters.restart;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Fault.Pause;
import quorate.lab.measure.Outcome;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.lease.LeaseAlgorithm;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/** What matters most of a lease, in real time: when two hold it, and when not. */
@Tag("tcp")
class LeaseOverTcpTest {

  /** Leases last 600 ms; a holder stops after 540. */
  private static final Timing TIMING =
      new Timing(Duration.ofMillis(25), TimeRange.ofMillis(400, 600), Duration.ofMillis(100));

  private static ObservedCluster settled(Map<String, String> options) throws InterruptedException {
    return TcpClusters.settled(
        new ClusterSpec("lease", new LeaseAlgorithm(), 5, TIMING, options, 1));
  }

  private static SortedSet<NodeId> only(NodeId node) {
    return new TreeSet<>(List.of(node));
  }

  @Test
  void a_holder_that_crashes_is_replaced_and_two_never_lead() throws InterruptedException {
    try (ObservedCluster cluster = settled(Map.of())) {
      NodeId first = leader(cluster);
      Outcome outcome = TcpClusters.inject(cluster, crash(first));
      assertThat(outcome.settled()).isTrue();
      assertThat(outcome.leader()).isPresent().isNotEqualTo(Optional.of(first));
      assertThat(outcome.timesTwoLeaders()).isZero();
      assertThat(cluster.violations()).isEmpty();
    }
  }

  @Test
  void a_holder_that_is_paused_for_longer_than_its_lease_stops_before_it_does_anything()
      throws InterruptedException {
    try (ObservedCluster cluster = settled(Map.of())) {
      NodeId first = leader(cluster);
      AtomicInteger stopped = new AtomicInteger();
      cluster.run(
          now ->
              now.trace()
                  .observe(
                      event -> {
                        boolean stops =
                            event instanceof BeliefChanged changed
                                && changed.node().equals(first)
                                && changed.before().leads()
                                && !changed.after().leads();
                        stopped.addAndGet(stops ? 1 : 0);
                      }));
      Pause pause = new Pause(only(first), Optional.of(Duration.ofSeconds(2)));
      Outcome outcome = TcpClusters.inject(cluster, pause);
      assertThat(outcome.settled()).isTrue();
      assertThat(outcome.leader()).isPresent().isNotEqualTo(Optional.of(first));
      assertThat(stopped).hasValue(1);
      assertThat(cluster.violations()).isEmpty();
    }
  }

  @Test
  void a_manager_that_forgets_grants_a_second_lease_while_the_first_one_runs()
      throws InterruptedException {
    // So long a lease that it still runs when the manager is back, however slow this machine is
    Outcome outcome = afterTheManagerRestarts(Map.of("manager", "forgets", "ttl", "30s"));
    assertThat(outcome.timesTwoLeaders()).isPositive();
    assertThat(outcome.twoLeadersNanos()).isPositive();
  }

  @Test
  void a_manager_that_waits_grants_no_other_before_the_first_one_is_over()
      throws InterruptedException {
    Outcome outcome = afterTheManagerRestarts(Map.of());
    assertThat(outcome.timesTwoLeaders()).isZero();
  }

  /** The holder is cut off, and the manager is down for a moment. */
  private static Outcome afterTheManagerRestarts(Map<String, String> options)
      throws InterruptedException {
    try (ObservedCluster cluster = settled(options)) {
      NodeId first = leader(cluster);
      Outcome outcome =
          cluster
              .follow(
                  it -> {
                    it.inject(new Isolate(only(first)));
                    it.inject(crash(NodeId.MANAGER));
                    it.inject(restart(NodeId.MANAGER));
                  })
              .await(LIMIT);
      assertThat(outcome.settled()).isTrue();
      assertThat(outcome.leader()).isPresent().isNotEqualTo(Optional.of(first));
      assertThat(cluster.violations()).isEmpty();
      return outcome;
    }
  }
}
