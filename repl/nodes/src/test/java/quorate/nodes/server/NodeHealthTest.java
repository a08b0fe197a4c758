package quorate.nodes.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/** When a node is ready: its leader is alive, as far as it can know. */
class NodeHealthTest {

  private static final long PATIENCE = 300_000_000;
  private static final OptionalLong EPOCH = OptionalLong.of(2);
  private static final NodeId SELF = new NodeId(1);
  private static final Belief FOLLOWER = Belief.follower(EPOCH, Optional.of(new NodeId(3)));

  private static Optional<String> why(boolean up, Belief belief, OptionalLong heard, long now) {
    NodeState state = new NodeState(up, false, "-", belief);
    return NodeHealth.of(SELF, state, heard, now, PATIENCE).why();
  }

  @Test
  void a_leader_is_ready() {
    assertThat(why(true, Belief.leader(EPOCH, SELF, ""), OptionalLong.empty(), 9 * PATIENCE))
        .isEmpty();
  }

  @Test
  void a_follower_is_ready_for_as_long_as_an_election_timeout_after_it_heard_of_its_leader() {
    assertThat(why(true, FOLLOWER, OptionalLong.of(0), PATIENCE)).isEmpty();
    assertThat(why(true, FOLLOWER, OptionalLong.of(0), PATIENCE + 1))
        .hasValue("n1 has not heard from n3, its leader, for 300 ms");
    assertThat(why(true, FOLLOWER, OptionalLong.empty(), 0))
        .hasValue("n1 has not heard from n3, its leader");
  }

  @Test
  void a_candidate_and_one_that_is_starting_are_not_ready() {
    assertThat(why(true, Belief.candidate(EPOCH, "term 2"), OptionalLong.empty(), 0))
        .hasValue("n1 knows no leader");
    assertThat(why(false, Belief.NOTHING, OptionalLong.empty(), 0)).hasValue("n1 is starting");
  }
}
