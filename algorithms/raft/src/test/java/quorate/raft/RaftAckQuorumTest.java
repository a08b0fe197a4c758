package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.raft.RaftFixture.campaign;
import static quorate.raft.RaftFixture.isolate;
import static quorate.raft.RaftFixture.n;
import static quorate.raft.RaftFixture.standing;
import static quorate.raft.RaftFixture.state;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.TimeRange;
import quorate.spi.Timing;
import quorate.testkit.VirtualCluster;

/** The variant in which a leader gives up that no majority answers. */
class RaftAckQuorumTest {

  private static VirtualCluster cluster(String ackQuorum) {
    ClusterSpec spec =
        new ClusterSpec(
            "test", new RaftAlgorithm(), 5, Timing.DEFAULT, Map.of("ack-quorum", ackQuorum), 1);
    VirtualCluster cluster = RaftFixture.running(spec, TimeRange.fixed(Duration.ZERO));
    campaign(cluster, 1);
    return cluster;
  }

  private static void heartbeat(VirtualCluster cluster) {
    cluster.fire(n(1), RaftNode.HEARTBEAT);
    cluster.deliverAll();
  }

  @Test
  void a_leader_alone_sends_its_heartbeats_once_more_and_then_steps_down() {
    VirtualCluster cluster = cluster("on");
    cluster.inject(isolate(1));

    heartbeat(cluster); // those of before were acknowledged
    assertThat(standing(cluster, 1)).isEqualTo("LEADER t1");
    heartbeat(cluster);
    assertThat(standing(cluster, 1)).isEqualTo("FOLLOWER t1");
    assertThat(state(cluster, 1).leaderId()).isNull();
  }

  @Test
  void it_campaigns_again_after_a_timeout_of_its_own() {
    VirtualCluster cluster = cluster("on");
    cluster.inject(isolate(1));
    heartbeat(cluster);
    heartbeat(cluster);

    campaign(cluster, 1);

    assertThat(standing(cluster, 1)).isEqualTo("CANDIDATE t2");
  }

  @Test
  void a_majority_with_itself_is_enough() {
    VirtualCluster cluster = cluster("on");
    cluster.inject(isolate(4, 5));

    heartbeat(cluster);
    heartbeat(cluster);
    heartbeat(cluster);

    assertThat(standing(cluster, 1)).isEqualTo("LEADER t1");
  }

  @Test
  void plain_raft_leads_on() {
    VirtualCluster cluster = cluster("off");
    cluster.inject(isolate(1));

    heartbeat(cluster);
    heartbeat(cluster);
    heartbeat(cluster);

    assertThat(standing(cluster, 1)).isEqualTo("LEADER t1");
  }
}
