package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.raft.RaftFixture.freshNode;
import static quorate.raft.RaftFixture.n;
import static quorate.raft.RaftFixture.node;
import static quorate.raft.RaftFixture.state;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.raft.RaftMessage.AppendEntries;
import quorate.raft.RaftMessage.AppendEntriesReply;
import quorate.raft.RaftMessage.RequestVote;
import quorate.raft.RaftMessage.RequestVoteReply;
import quorate.spi.Belief;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.CancelTimer;
import quorate.testkit.RecordedEffects.Persist;
import quorate.testkit.RecordedEffects.Send;
import quorate.testkit.RecordedEffects.SetTimer;

/** Figure 2, Rules for Servers: followers, candidates and leaders, one rule at a time. */
class RaftCandidateTest {

  private static final SetTimer NEW_TIMEOUT =
      new SetTimer(RaftNode.ELECTION, Timing.DEFAULT.election());
  private static final SetTimer NEXT_HEARTBEAT =
      new SetTimer(RaftNode.HEARTBEAT, TimeRange.fixed(Timing.DEFAULT.heartbeat()));

  /** §5.2: "When servers start up, they begin as followers." */
  @Test
  void a_node_starts_as_a_follower_that_waits() {
    RaftNode node = freshNode(1, 3);

    RecordedEffects out = RecordedEffects.of(node::onStart);

    assertThat(out.deeds()).containsExactly(NEW_TIMEOUT);
    assertThat(node.belief()).isEqualTo(Belief.follower(OptionalLong.of(0), Optional.empty()));
  }

  /** A restart keeps term and vote (Figure 2, Persistent state) and nothing else. */
  @Test
  void a_node_starts_again_from_what_it_saved() {
    RaftState saved = new RaftState(7, n(3), new RaftLog(4, 6));
    RaftNode node = node(1, 3, saved);

    assertThat(state(node))
        .isEqualTo(
            new RaftState.Inspection(
                7,
                n(3),
                new RaftLog(4, 6),
                Role.FOLLOWER,
                null,
                List.of(),
                List.of(),
                false,
                List.of()));
  }

  /** Figure 2, Candidates: increment, vote for self, reset the timer, ask; saved before asking. */
  @Test
  void an_election_begins_as_the_figure_says() {
    RaftNode node = node(1, 3, new RaftState(4, n(2), new RaftLog(5, 3)));

    RecordedEffects out = timeout(node);

    RequestVote request = new RequestVote(5, n(1), 5, 3);
    assertThat(out.deeds())
        .containsExactly(
            new Persist(new RaftState(5, n(1), new RaftLog(5, 3))),
            NEW_TIMEOUT,
            new Send(n(2), request),
            new Send(n(3), request));
    assertThat(node.belief()).isEqualTo(Belief.candidate(OptionalLong.of(5), "term 5"));
  }

  @Test
  void a_candidate_believes_in_no_leader() {
    RaftNode node = freshNode(1, 3);
    heartbeat(node, 2, 1);

    RecordedEffects out = timeout(node);

    assertThat(state(node).leaderId()).isNull();
    assertThat(out.explanations()).isEqualTo("heard nothing from leader n2 in time");
  }

  /** Figure 2, Candidates: "If election timeout elapses: start new election". */
  @Test
  void a_candidate_without_success_stands_again_in_the_next_term() {
    RaftNode node = freshNode(1, 5);
    timeout(node);
    reply(node, 2, 1, true);

    RecordedEffects out = timeout(node);

    assertThat(out.saved()).contains(new RaftState(2, n(1), RaftLog.EMPTY));
    assertThat(state(node).votesReceived())
        .as("votes of the past term are void")
        .containsOnly(n(1));
  }

  /**
   * Figure 2: "If votes received from majority of servers: become leader", of all, not of the live.
   */
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "4, 2", "5, 2", "6, 3", "7, 3"})
  void a_candidate_leads_with_the_vote_that_makes_a_majority(int size, int votesOfOthers) {
    RaftNode node = freshNode(1, size);
    timeout(node);
    for (int voter = 2; voter <= votesOfOthers; voter++) {
      reply(node, voter, 1, true);
    }
    assertThat(state(node).role()).as("one vote short").isEqualTo(Role.CANDIDATE);

    reply(node, votesOfOthers + 1, 1, true);

    assertThat(node.belief()).isEqualTo(Belief.leader(OptionalLong.of(1), n(1), "term 1"));
  }

  @Test
  void a_node_alone_leads_at_once_and_sends_nothing() {
    RaftNode node = freshNode(1, 1);

    RecordedEffects out = timeout(node);

    assertThat(state(node).role()).isEqualTo(Role.LEADER);
    assertThat(out.all(Send.class)).isEmpty();
  }

  /** A repeated reply is one vote. */
  @Test
  void the_same_voter_counts_once() {
    RaftNode node = freshNode(1, 5);
    timeout(node);

    reply(node, 2, 1, true);
    reply(node, 2, 1, true);

    assertThat(state(node).role()).isEqualTo(Role.CANDIDATE);
  }

  @Test
  void a_refusal_is_no_vote() {
    RaftNode node = freshNode(1, 3);
    timeout(node);

    RecordedEffects out = reply(node, 2, 1, false);

    assertThat(state(node).role()).isEqualTo(Role.CANDIDATE);
    assertThat(out.deeds()).isEmpty();
  }

  /** A reply counts in the term in which it was given. */
  @Test
  void a_vote_of_a_past_term_does_not_count() {
    RaftNode node = freshNode(1, 3);
    timeout(node);
    timeout(node);

    RecordedEffects out = reply(node, 2, 1, true);

    assertThat(state(node).role()).isEqualTo(Role.CANDIDATE);
    assertThat(out.ignored()).isTrue();
  }

  /** §5.1: "If RPC request or response contains term T > currentTerm ... convert to follower". */
  @Test
  void a_candidate_steps_down_when_a_reply_has_a_later_term() {
    RaftNode node = freshNode(1, 3);
    timeout(node);

    RecordedEffects out = reply(node, 2, 9, false);

    assertThat(state(node).role()).isEqualTo(Role.FOLLOWER);
    assertThat(state(node).votesReceived()).isEmpty();
    assertThat(out.deeds()).containsExactly(new Persist(new RaftState(9, null, RaftLog.EMPTY)));
  }

  /** Figure 2, Leaders: heartbeats at once and then again and again; the own timer is off. */
  @Test
  void a_new_leader_cancels_its_timer_and_sends_heartbeats_at_once() {
    RaftNode node = freshNode(1, 3);
    timeout(node);

    RecordedEffects out = reply(node, 2, 1, true);

    AppendEntries heartbeat = new AppendEntries(1, n(1));
    assertThat(out.deeds())
        .containsExactly(
            new CancelTimer(RaftNode.ELECTION),
            new Send(n(2), heartbeat),
            new Send(n(3), heartbeat),
            NEXT_HEARTBEAT);
  }

  @Test
  void a_leader_repeats_its_heartbeats() {
    RaftNode leader = leader();

    RecordedEffects out = RecordedEffects.of(o -> leader.onTimer(RaftNode.HEARTBEAT, o));

    AppendEntries heartbeat = new AppendEntries(1, n(1));
    assertThat(out.deeds())
        .containsExactly(new Send(n(2), heartbeat), new Send(n(3), heartbeat), NEXT_HEARTBEAT);
  }

  /** A candidate waits for a majority, not for all: the rest comes too late to matter. */
  @Test
  void a_vote_that_comes_after_the_election_is_ignored() {
    RaftNode leader = leader();

    RecordedEffects out = reply(leader, 3, 1, true);

    assertThat(out.deeds()).isEmpty();
    assertThat(out.ignored()).isTrue();
  }

  /** §5.2: a candidate that hears the leader of its own term "returns to follower state". */
  @Test
  void a_candidate_gives_up_when_another_leads_its_term() {
    RaftNode node = freshNode(1, 3);
    timeout(node);

    RecordedEffects out = heartbeat(node, 2, 1);

    assertThat(node.belief()).isEqualTo(Belief.follower(OptionalLong.of(1), Optional.of(n(2))));
    assertThat(out.deeds())
        .containsExactly(NEW_TIMEOUT, new Send(n(2), new AppendEntriesReply(1, true)));
    assertThat(state(node).votedFor()).as("the vote stays where it was").isEqualTo(n(1));
  }

  /** Figure 2, AppendEntries RPC: "1. Reply false if term < currentTerm (§5.1)". */
  @Test
  void a_leader_of_a_past_term_is_refused_and_learns_it() {
    RaftNode node = node(1, 3, new RaftState(4, null, RaftLog.EMPTY));

    RecordedEffects out = heartbeat(node, 2, 3);

    assertThat(out.deeds()).containsExactly(new Send(n(2), new AppendEntriesReply(4, false)));
    assertThat(state(node).leaderId()).isNull();
  }

  @Test
  void a_leader_of_a_later_term_is_followed_in_that_term() {
    RaftNode node = node(1, 3, new RaftState(4, n(1), RaftLog.EMPTY));

    RecordedEffects out = heartbeat(node, 2, 6);

    assertThat(out.saved()).contains(new RaftState(6, null, RaftLog.EMPTY));
    assertThat(node.belief()).isEqualTo(Belief.follower(OptionalLong.of(6), Optional.of(n(2))));
  }

  @Test
  void a_deposed_leader_steps_down_when_it_sees_a_higher_term() {
    RaftNode leader = leader();

    RecordedEffects out =
        RecordedEffects.of(o -> leader.onMessage(n(2), new AppendEntriesReply(2, false), o));

    assertThat(leader.belief()).isEqualTo(Belief.follower(OptionalLong.of(2), Optional.empty()));
    assertThat(out.deeds())
        .containsExactly(
            new Persist(new RaftState(2, null, RaftLog.EMPTY)),
            new CancelTimer(RaftNode.HEARTBEAT),
            NEW_TIMEOUT);
  }

  /** §5.2, Election Safety (Figure 3): this cannot be, so it must not pass in silence. */
  @Test
  void two_leaders_of_one_term_are_a_bug() {
    assertThatThrownBy(() -> heartbeat(leader(), 2, 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("both lead term 1");
  }

  @Test
  void an_unknown_timer_is_rejected() {
    assertThatThrownBy(() -> RecordedEffects.of(o -> leader().onTimer(new Timer("TEA"), o)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TEA");
  }

  private static RaftNode leader() {
    RaftNode node = freshNode(1, 3);
    timeout(node);
    reply(node, 2, 1, true);
    return node;
  }

  private static RecordedEffects timeout(RaftNode node) {
    return RecordedEffects.of(out -> node.onTimer(RaftNode.ELECTION, out));
  }

  private static RecordedEffects reply(RaftNode node, int voter, long term, boolean granted) {
    RequestVoteReply reply = new RequestVoteReply(term, granted);
    return RecordedEffects.of(out -> node.onMessage(n(voter), reply, out));
  }

  private static RecordedEffects heartbeat(RaftNode node, int leader, long term) {
    AppendEntries append = new AppendEntries(term, n(leader));
    return RecordedEffects.of(out -> node.onMessage(n(leader), append, out));
  }
}
