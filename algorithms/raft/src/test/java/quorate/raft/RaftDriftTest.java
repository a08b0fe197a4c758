package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.raft.RaftFixture.leaders;
import static quorate.raft.RaftFixture.n;
import static quorate.raft.RaftFixture.spec;
import static quorate.raft.RaftFixture.state;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Drift;
import quorate.lab.invariant.Invariants;
import quorate.lab.trace.TraceEvent.BeliefChanged;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;
import quorate.testkit.VirtualCluster;

/**
 * Clocks that run fast or slow cost Raft its leaders, never its safety (§5.6). Timeouts are 150 to
 * 300 ms, heartbeats come every 50 ms, and messages take 1 ms.
 */
class RaftDriftTest {

  private final VirtualCluster cluster =
      new VirtualCluster(spec(3, Timing.DEFAULT, "0", 1), TimeRange.ofMillis(1, 1));
  private final Invariants invariants = new Invariants(cluster.spec(), cluster.trace());
  private int elections;

  /** A cluster that has a leader, all of whose followers have heard of it. */
  private NodeId led() {
    cluster.trace().observe(invariants);
    cluster.startAll();
    cluster.runUntil(() -> !leaders(cluster).isEmpty(), Duration.ofSeconds(10));
    cluster.runFor(Duration.ofMillis(100));
    cluster
        .trace()
        .observe(
            event -> elections += event instanceof BeliefChanged it && it.beginsElection() ? 1 : 0);
    return leaders(cluster).get(0);
  }

  private void drift(NodeId node, double rate) {
    cluster.inject(new Drift(new TreeSet<>(List.of(node)), rate));
  }

  private static NodeId other(NodeId leader) {
    return leader.equals(n(1)) ? n(2) : n(1);
  }

  /** 150 / 2.99 is just above 50. */
  @Test
  void a_follower_whose_shortest_timeout_is_longer_than_a_heartbeat_interval_stays_one() {
    NodeId leader = led();
    drift(other(leader), 2.99);
    cluster.runFor(Duration.ofSeconds(10));
    assertThat(elections).isZero();
    assertThat(leaders(cluster)).containsExactly(leader);
  }

  /** 300 / 6 is 50, and a timeout is drawn below its longest. Then its own heartbeats are quick. */
  @Test
  void a_follower_whose_longest_timeout_is_no_longer_than_that_does_not_wait_for_one() {
    NodeId leader = led();
    NodeId fast = other(leader);
    drift(fast, 6);
    cluster.runFor(Duration.ofMillis(50));
    assertThat(elections).isPositive();
    assertThat(state(cluster, fast.value()).currentTerm()).isGreaterThan(1);
    cluster.runFor(Duration.ofSeconds(10));
    assertThat(leaders(cluster)).containsExactly(fast);
    assertThat(invariants.violations()).isEmpty();
  }

  /** Heartbeats of a leader at a sixth of its rate come every 300 ms. */
  @Test
  void a_leader_whose_clock_is_too_slow_is_replaced() {
    NodeId leader = led();
    drift(leader, 1 / 6.25);
    cluster.runFor(Duration.ofSeconds(2));
    assertThat(elections).isPositive();
    assertThat(leaders(cluster)).doesNotContain(leader);
  }

  @Test
  void clocks_that_are_all_as_fast_change_nothing_but_the_time_it_takes() {
    NodeId leader = led();
    for (NodeId node : cluster.spec().members()) {
      drift(node, 2);
    }
    cluster.runFor(Duration.ofSeconds(10));
    assertThat(elections).isZero();
    assertThat(leaders(cluster)).containsExactly(leader);
  }
}
