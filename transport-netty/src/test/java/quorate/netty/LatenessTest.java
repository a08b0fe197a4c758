package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import quorate.experiments.Following;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Fault.Crash;
import quorate.raft.RaftAlgorithm;
import quorate.spi.NodeId;

class LatenessTest {

  @Test
  void the_latest_since_a_moment_is_that_of_somebody_who_kept_all() {
    SplittableRandom random = new SplittableRandom(1);
    Lateness lateness = new Lateness();
    List<Long> all = new ArrayList<>();
    for (int at = 0; at < 500; at++) {
      long late = random.nextLong(-100, 100);
      all.add(late);
      lateness.note(at, late);
      for (int since = 0; since <= at; since += 7) {
        Optional<Long> most = all.subList(since, at + 1).stream().max(Long::compare);
        assertThat(lateness.since(since)).isEqualTo(Math.max(0, most.orElseThrow()));
      }
    }
    assertThat(lateness.since(500)).isZero();
  }

  /** A heartbeat that is late when the leader crashes makes the followers' timers run out early. */
  @Test
  @Tag("tcp")
  void a_stall_just_before_the_crash_is_seen_in_the_outcome() throws InterruptedException {
    try (ObservedCluster cluster = TcpClusters.settled(new RaftAlgorithm(), 3)) {
      NodeId leader = TcpClusters.leader(cluster);
      Following following =
          cluster.follow(
              its -> {
                long heartbeat = its.spec().timing().heartbeat().toNanos();
                long until = its.trace().nowNanos() + 2 * heartbeat;
                while (its.trace().nowNanos() < until) {
                  LockSupport.parkNanos(heartbeat); // the whole cluster stands still
                }
                its.inject(new Crash(new TreeSet<>(List.of(leader))));
              });
      following.await(TcpClusters.LIMIT);
      assertThat(following.latestTimerNanos())
          .isGreaterThanOrEqualTo(cluster.spec().timing().heartbeat().toNanos());
    }
  }
}
