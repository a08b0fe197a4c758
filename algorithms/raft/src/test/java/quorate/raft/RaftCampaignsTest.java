package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.raft.RaftFixture.campaign;
import static quorate.raft.RaftFixture.cluster;
import static quorate.raft.RaftFixture.crash;
import static quorate.raft.RaftFixture.standing;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.testkit.VirtualCluster;

/**
 * One campaign, in clusters of many kinds: delivery is instant, and no time passes. What happens
 * move by move is told in the transcripts.
 */
class RaftCampaignsTest {

  /** A majority of all is needed, not of those that run (§5.2). */
  @ParameterizedTest
  @CsvSource({
    "3, 3-3, LEADER t1",
    "3, 2-3, CANDIDATE t1",
    "4, 2-3, CANDIDATE t1",
    "4, 4-4, LEADER t1",
    "5, 2-3, LEADER t1",
    "5, 2-4, CANDIDATE t1"
  })
  void a_campaign_succeeds_as_long_as_a_majority_of_all_is_up(
      int size, String dead, String standing) {
    VirtualCluster cluster = cluster(size);
    for (int node = dead.charAt(0) - '0'; node <= dead.charAt(2) - '0'; node++) {
      cluster.inject(crash(node));
    }

    campaign(cluster, 1);

    assertThat(standing(cluster, 1)).isEqualTo(standing);
  }
}
