package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.raft.RaftFixture.freshNode;
import static quorate.raft.RaftFixture.n;
import static quorate.raft.RaftFixture.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.raft.RaftMessage.AppendEntriesReply;
import quorate.raft.RaftMessage.RequestVote;
import quorate.raft.RaftMessage.RequestVoteReply;
import quorate.spi.Belief;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Role;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.CancelTimer;
import quorate.testkit.RecordedEffects.Send;
import quorate.testkit.RecordedEffects.SetTimer;

/** A leader steps down because somebody asks it to; Figure 2 does the rest. */
class RaftResignTest {

  /** Nobody is told, and nothing is saved: the others find out by its silence. */
  @Test
  void it_becomes_a_follower_of_nobody_in_the_same_term_and_only_its_timers_change() {
    RaftNode leader = leader();

    RecordedEffects out = resign(leader);

    assertThat(leader.belief()).isEqualTo(Belief.follower(OptionalLong.of(1), Optional.empty()));
    assertThat(out.deeds())
        .containsExactly(
            new CancelTimer(RaftNode.HEARTBEAT),
            new SetTimer(RaftNode.ELECTION, Timing.DEFAULT.election()));
    assertThat(out.explanations()).isEqualTo("resigned on request");
  }

  /** §5.2: its vote of that term is its own, so there can be no other leader in it. */
  @Test
  void it_votes_for_nobody_else_in_the_term_in_which_it_led() {
    RaftNode resigned = leader();
    resign(resigned);

    RecordedEffects out = tell(resigned, 3, new RequestVote(1, n(3), 0, 0));

    assertThat(out.sentTo(n(3))).containsExactly(new RequestVoteReply(1, false));
  }

  @Test
  void answers_to_its_heartbeats_that_come_later_do_not_bring_it_back() {
    RaftNode resigned = leader();
    resign(resigned);

    RecordedEffects heartbeat = tell(resigned, 2, new AppendEntriesReply(1, true));
    RecordedEffects vote = tell(resigned, 3, new RequestVoteReply(1, true));

    assertThat(heartbeat.deeds()).isEmpty();
    assertThat(vote.deeds()).isEmpty();
    assertThat(state(resigned).role()).isEqualTo(Role.FOLLOWER);
  }

  /** It is not barred: the first to time out leads, and that may be itself, in a later term. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whoever_stands_first_afterwards_leads_a_later_term(int first) {
    Map<NodeId, RaftNode> nodes = new TreeMap<>();
    List.of(1, 2, 3).forEach(id -> nodes.put(n(id), freshNode(id, 3)));
    campaign(1, nodes);
    assertThat(state(nodes.get(n(1))).role()).isEqualTo(Role.LEADER);

    resign(nodes.get(n(1)));
    campaign(first, nodes);

    RaftNode leader = nodes.get(n(first));
    assertThat(leader.belief()).isEqualTo(Belief.leader(OptionalLong.of(2), n(first), "term 2"));
    assertThat(nodes.values().stream().filter(node -> node.belief().leads())).hasSize(1);
    assertThat(nodes.values()).extracting(node -> state(node).leaderId()).containsOnly(n(first));
  }

  private static RaftNode leader() {
    RaftNode node = freshNode(1, 3);
    RecordedEffects.of(out -> node.onTimer(RaftNode.ELECTION, out));
    tell(node, 2, new RequestVoteReply(1, true));
    return node;
  }

  private static RecordedEffects resign(RaftNode leader) {
    return RecordedEffects.of(leader::onResign);
  }

  private static RecordedEffects tell(RaftNode node, int from, Message message) {
    return RecordedEffects.of(out -> node.onMessage(n(from), message, out));
  }

  /** A node's election timeout elapses, and all messages that follow from it are delivered. */
  private static void campaign(int candidate, Map<NodeId, RaftNode> nodes) {
    RaftNode node = nodes.get(n(candidate));
    deliver(n(candidate), RecordedEffects.of(out -> node.onTimer(RaftNode.ELECTION, out)), nodes);
  }

  private static void deliver(NodeId from, RecordedEffects out, Map<NodeId, RaftNode> nodes) {
    for (Send sent : out.all(Send.class)) {
      RaftNode receiver = nodes.get(sent.to());
      deliver(
          sent.to(),
          RecordedEffects.of(more -> receiver.onMessage(from, sent.message(), more)),
          nodes);
    }
  }
}
