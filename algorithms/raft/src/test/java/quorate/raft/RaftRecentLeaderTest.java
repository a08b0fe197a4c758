package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.raft.RaftFixture.n;
import static quorate.raft.RaftFixture.state;
import static quorate.raft.RaftVariant.PREVOTE_AND_RECENT_LEADER;
import static quorate.raft.RaftVariant.RECENT_LEADER;
import static quorate.raft.RaftVariant.expire;
import static quorate.raft.RaftVariant.tell;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import quorate.raft.RaftMessage.AppendEntries;
import quorate.raft.RaftMessage.AppendEntriesReply;
import quorate.raft.RaftMessage.PreVote;
import quorate.raft.RaftMessage.PreVoteReply;
import quorate.raft.RaftMessage.RequestVote;
import quorate.raft.RaftMessage.RequestVoteReply;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.Send;

/** Dissertation §4.2.3 and §9.6: a node that hears a leader does not vote for anybody else. */
class RaftRecentLeaderTest {

  private static final TimeRange MINIMUM = TimeRange.fixed(Duration.ofMillis(150));

  @Test
  void each_heartbeat_is_remembered_for_the_minimum_election_timeout() {
    RaftNode node = RECENT_LEADER.freshNode(2, 3);

    RecordedEffects out = tell(node, 3, new AppendEntries(1, n(3)));

    assertThat(out.delayOf(RecentLeader.TIMER)).contains(MINIMUM);
    assertThat(state(node).hearsLeader()).isTrue();
  }

  /** "it does not update its term or grant its vote" */
  @Test
  void a_request_of_a_later_term_is_denied_and_its_term_is_not_taken_over() {
    RaftNode follower = follower();
    Record before = follower.state();

    RecordedEffects out = tell(follower, 1, new RequestVote(9, n(1), 5, 5));

    assertThat(out.deeds()).containsExactly(new Send(n(1), new RequestVoteReply(1, false)));
    assertThat(out.refusals()).containsExactly("hears leader");
    assertThat(follower.state()).isEqualTo(before);
  }

  @Test
  void the_question_whether_one_would_win_is_denied_as_well() {
    RaftNode follower = follower();

    RecordedEffects out = tell(follower, 1, new PreVote(9, n(1), 5, 5));

    assertThat(out.deeds()).containsExactly(new Send(n(1), new PreVoteReply(1, false)));
    assertThat(state(follower).currentTerm()).isEqualTo(1);
  }

  @Test
  void a_leader_counts_as_hearing_one() {
    RaftNode leader = leader();

    RecordedEffects vote = tell(leader, 3, new RequestVote(9, n(3), 5, 5));
    RecordedEffects question = tell(leader, 3, new PreVote(9, n(3), 5, 5));

    assertThat(vote.deeds()).containsExactly(new Send(n(3), new RequestVoteReply(1, false)));
    assertThat(question.deeds()).containsExactly(new Send(n(3), new PreVoteReply(1, false)));
    assertThat(state(leader).role()).isEqualTo(Role.LEADER);
  }

  @Test
  void when_the_time_is_over_it_votes_as_ever() {
    RaftNode follower = follower();
    expire(follower, RecentLeader.TIMER);

    RecordedEffects question = tell(follower, 1, new PreVote(1, n(1), 0, 0));
    RecordedEffects vote = tell(follower, 1, new RequestVote(2, n(1), 0, 0));

    assertThat(state(follower).hearsLeader()).isFalse();
    assertThat(question.sentTo(n(1))).containsExactly(new PreVoteReply(1, true));
    assertThat(vote.sentTo(n(1))).containsExactly(new RequestVoteReply(2, true));
  }

  @Test
  void a_node_that_never_heard_a_leader_votes_as_ever() {
    RaftNode voter = RECENT_LEADER.freshNode(2, 3);

    assertThat(tell(voter, 1, new RequestVote(1, n(1), 0, 0)).sentTo(n(1)))
        .containsExactly(new RequestVoteReply(1, true));
  }

  /** It has just decided by itself that there is no leader. */
  @Test
  void a_candidate_does_not_hear_a_leader() {
    RaftNode node = follower();
    expire(node, RaftNode.ELECTION);

    RecordedEffects out = tell(node, 1, new RequestVote(7, n(1), 0, 0));

    assertThat(out.sentTo(n(1))).containsExactly(new RequestVoteReply(7, true));
  }

  /** The leader of a past term is none, however lately it was heard. */
  @Test
  void whoever_learns_of_a_later_term_has_heard_no_leader_of_it_yet() {
    RaftNode node = follower();
    tell(node, 1, new AppendEntriesReply(5, false));

    RecordedEffects out = tell(node, 1, new RequestVote(5, n(1), 0, 0));

    assertThat(out.sentTo(n(1))).containsExactly(new RequestVoteReply(5, true));
  }

  /**
   * Nobody is locked out for ever: a node of a later term, whose requests are denied, refuses the
   * leader's heartbeats, and that refusal deposes it (§5.1).
   */
  @Test
  void a_leader_still_steps_down_when_a_follower_answers_from_a_later_term() {
    RaftNode leader = leader();
    RaftNode returned = RECENT_LEADER.node(3, 3, new RaftState(9, n(3), RaftLog.EMPTY));

    RecordedEffects refusal = tell(returned, 1, new AppendEntries(1, n(1)));
    assertThat(refusal.sentTo(n(1))).containsExactly(new AppendEntriesReply(9, false));
    tell(leader, 3, new AppendEntriesReply(9, false));

    assertThat(state(leader).role()).isEqualTo(Role.FOLLOWER);
    assertThat(state(leader).currentTerm()).isEqualTo(9);
    assertThat(state(leader).hearsLeader()).isFalse();
  }

  @Test
  void a_leader_that_resigned_hears_none() {
    RaftNode resigned = leader();
    RecordedEffects.of(resigned::onResign);

    assertThat(tell(resigned, 3, new RequestVote(2, n(3), 0, 0)).sentTo(n(3)))
        .containsExactly(new RequestVoteReply(2, true));
  }

  @Test
  void plain_raft_sets_no_such_timer_and_looks_at_every_request() {
    RaftNode follower = RaftVariant.PLAIN.freshNode(2, 3);

    RecordedEffects heartbeat = tell(follower, 3, new AppendEntries(1, n(3)));

    assertThat(heartbeat.touched(RecentLeader.TIMER)).isFalse();
    assertThat(tell(follower, 1, new RequestVote(2, n(1), 0, 0)).sentTo(n(1)))
        .containsExactly(new RequestVoteReply(2, true));
  }

  /** Node 2 of 3, which has just heard leader 3 of term 1. */
  private static RaftNode follower() {
    RaftNode node = PREVOTE_AND_RECENT_LEADER.freshNode(2, 3);
    tell(node, 3, new AppendEntries(1, n(3)));
    return node;
  }

  /** Node 1 of 3, which leads term 1. */
  private static RaftNode leader() {
    RaftNode node = RECENT_LEADER.freshNode(1, 3);
    expire(node, RaftNode.ELECTION);
    tell(node, 2, new RequestVoteReply(1, true));
    assertThat(state(node).role()).isEqualTo(Role.LEADER);
    return node;
  }
}
