package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.raft.RaftFixture.n;
import static quorate.raft.RaftFixture.state;
import static quorate.raft.RaftVariant.CHECK_QUORUM;
import static quorate.raft.RaftVariant.expire;
import static quorate.raft.RaftVariant.tell;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import quorate.raft.RaftMessage.AppendEntries;
import quorate.raft.RaftMessage.AppendEntriesReply;
import quorate.raft.RaftMessage.RequestVoteReply;
import quorate.spi.Belief;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.CancelTimer;
import quorate.testkit.RecordedEffects.SetTimer;

/**
 * Dissertation §6.2: "a leader in Raft steps down if an election timeout elapses without a
 * successful round of heartbeats to a majority of its cluster".
 */
class RaftCheckQuorumTest {

  private static final SetTimer WATCH =
      new SetTimer(Acknowledgements.QUORUM, Timing.DEFAULT.election());

  @Test
  void a_new_leader_has_an_election_timeout_for_its_first_round() {
    RaftNode node = CHECK_QUORUM.freshNode(1, 3);
    expire(node, RaftNode.ELECTION);

    RecordedEffects out = tell(node, 2, new RequestVoteReply(1, true));

    assertThat(out.deeds()).containsOnlyOnce(WATCH);
  }

  /** With itself: two answers of four make a majority of five. */
  @Test
  void a_round_that_a_majority_answers_gives_it_another_election_timeout() {
    RaftNode leader = leader();

    RecordedEffects first = tell(leader, 2, new AppendEntriesReply(1, true));
    RecordedEffects again = tell(leader, 2, new AppendEntriesReply(1, true));
    RecordedEffects second = tell(leader, 3, new AppendEntriesReply(1, true));
    RecordedEffects third = tell(leader, 4, new AppendEntriesReply(1, true));

    assertThat(first.deeds()).isEmpty();
    assertThat(again.deeds()).as("the same follower").isEmpty();
    assertThat(second.deeds()).containsExactly(WATCH);
    assertThat(third.deeds()).as("the round has succeeded already").isEmpty();
    assertThat(state(leader).acknowledgedBy()).containsExactly(n(1), n(2), n(3), n(4));
  }

  @Test
  void every_round_counts_anew() {
    RaftNode leader = leader();
    tell(leader, 2, new AppendEntriesReply(1, true));
    expire(leader, RaftNode.HEARTBEAT);

    assertThat(tell(leader, 3, new AppendEntriesReply(1, true)).deeds()).isEmpty();
    assertThat(tell(leader, 2, new AppendEntriesReply(1, true)).deeds()).containsExactly(WATCH);
  }

  @Test
  void when_the_time_is_over_it_steps_down_in_the_same_term() {
    RaftNode leader = leader();

    RecordedEffects out = expire(leader, Acknowledgements.QUORUM);

    assertThat(leader.belief()).isEqualTo(Belief.follower(OptionalLong.of(1), Optional.empty()));
    assertThat(out.all(CancelTimer.class)).contains(new CancelTimer(RaftNode.HEARTBEAT));
    assertThat(out.delayOf(RaftNode.ELECTION)).contains(Timing.DEFAULT.election());
    assertThat(out.explanations()).startsWith("stepped down: no majority");
  }

  /** An answer that was on its way must not set the timer of an office that it has left. */
  @Test
  void answers_that_come_after_it_stepped_down_do_not_count() {
    RaftNode leader = leader();
    tell(leader, 2, new AppendEntriesReply(1, true));
    expire(leader, Acknowledgements.QUORUM);

    assertThat(tell(leader, 2, new AppendEntriesReply(1, true)).deeds()).isEmpty();
    assertThat(tell(leader, 3, new AppendEntriesReply(1, true)).deeds()).isEmpty();
    assertThat(state(leader).acknowledgedBy()).isEmpty();
  }

  @Test
  void whoever_is_deposed_watches_no_longer() {
    RaftNode leader = leader();

    RecordedEffects out = tell(leader, 2, new AppendEntries(2, n(2)));

    assertThat(out.all(CancelTimer.class)).contains(new CancelTimer(Acknowledgements.QUORUM));
  }

  @Test
  void a_node_alone_is_its_own_majority() {
    RaftNode node = CHECK_QUORUM.freshNode(1, 1);
    expire(node, RaftNode.ELECTION);

    assertThat(expire(node, RaftNode.HEARTBEAT).deeds()).contains(WATCH);
  }

  @Test
  void plain_raft_has_no_such_timer() {
    RaftNode node = RaftVariant.PLAIN.freshNode(1, 3);
    expire(node, RaftNode.ELECTION);

    assertThat(tell(node, 2, new RequestVoteReply(1, true)).touched(Acknowledgements.QUORUM))
        .isFalse();
    assertThat(tell(node, 2, new AppendEntriesReply(1, true)).deeds()).isEmpty();
  }

  @Test
  void a_follower_that_watched_would_be_a_bug() {
    assertThatThrownBy(() -> expire(CHECK_QUORUM.freshNode(1, 3), Acknowledgements.QUORUM))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not have");
  }

  /** Node 1 of 5, which leads term 1. */
  private static RaftNode leader() {
    RaftNode node = CHECK_QUORUM.freshNode(1, 5);
    expire(node, RaftNode.ELECTION);
    tell(node, 2, new RequestVoteReply(1, true));
    tell(node, 3, new RequestVoteReply(1, true));
    assertThat(node.belief().leads()).isTrue();
    return node;
  }
}
