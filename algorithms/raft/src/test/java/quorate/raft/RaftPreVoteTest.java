package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.raft.RaftFixture.n;
import static quorate.raft.RaftFixture.state;
import static quorate.raft.RaftVariant.PREVOTE;
import static quorate.raft.RaftVariant.expire;
import static quorate.raft.RaftVariant.tell;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.raft.RaftMessage.AppendEntries;
import quorate.raft.RaftMessage.AppendEntriesReply;
import quorate.raft.RaftMessage.PreVote;
import quorate.raft.RaftMessage.PreVoteReply;
import quorate.raft.RaftMessage.RequestVote;
import quorate.raft.RaftMessage.RequestVoteReply;
import quorate.spi.Belief;
import quorate.spi.Role;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.Persist;
import quorate.testkit.RecordedEffects.Send;
import quorate.testkit.RecordedEffects.SetTimer;

/** Dissertation §9.6: a candidate asks whether it would win before it raises its term. */
class RaftPreVoteTest {

  private static final SetTimer NEW_TIMEOUT =
      new SetTimer(RaftNode.ELECTION, Timing.DEFAULT.election());

  // Who asks

  @Test
  void a_node_that_times_out_asks_everybody_in_its_old_term_and_saves_nothing() {
    RaftNode node = PREVOTE.node(1, 3, new RaftState(4, n(2), new RaftLog(5, 3)));

    RecordedEffects out = expire(node, RaftNode.ELECTION);

    PreVote question = new PreVote(4, n(1), 5, 3);
    assertThat(out.deeds())
        .containsExactly(NEW_TIMEOUT, new Send(n(2), question), new Send(n(3), question));
    assertThat(state(node).currentTerm()).isEqualTo(4);
    assertThat(state(node).votedFor()).isEqualTo(n(2));
  }

  /** Observers see one election, from the question on; its epoch is that in which the node is. */
  @Test
  void it_holds_an_election_for_the_next_term_while_it_is_in_the_old_one() {
    RaftNode node = PREVOTE.freshNode(1, 5);

    expire(node, RaftNode.ELECTION);
    assertThat(node.belief()).isEqualTo(Belief.candidate(OptionalLong.of(0), "term 1"));

    tell(node, 2, new PreVoteReply(0, true));
    tell(node, 3, new PreVoteReply(0, true));
    assertThat(node.belief()).isEqualTo(Belief.candidate(OptionalLong.of(1), "term 1"));
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "4, 2", "5, 2", "6, 3", "7, 3"})
  void it_stands_as_soon_as_a_majority_of_all_would_vote_for_it(int size, int others) {
    RaftNode node = PREVOTE.freshNode(1, size);
    expire(node, RaftNode.ELECTION);
    for (int voter = 2; voter <= others; voter++) {
      tell(node, voter, new PreVoteReply(0, true));
    }
    assertThat(state(node).currentTerm()).as("one short").isZero();

    RecordedEffects out = tell(node, others + 1, new PreVoteReply(0, true));

    assertThat(out.all().get(0).toString()).contains("would vote for it");
    assertThat(out.deeds().subList(0, 3))
        .containsExactly(
            new Persist(new RaftState(1, n(1), RaftLog.EMPTY)),
            NEW_TIMEOUT,
            new Send(n(2), new RequestVote(1, n(1), 0, 0)));
    assertThat(state(node).votesReceived()).as("none of the answers is a vote").containsOnly(n(1));
    assertThat(state(node).preVotes()).isEmpty();
  }

  @Test
  void a_node_alone_leads_at_once() {
    RaftNode node = PREVOTE.freshNode(1, 1);

    expire(node, RaftNode.ELECTION);

    assertThat(node.belief()).isEqualTo(Belief.leader(OptionalLong.of(1), n(1), "term 1"));
  }

  @Test
  void refusals_and_repeated_answers_do_not_count() {
    RaftNode node = PREVOTE.freshNode(1, 5);
    expire(node, RaftNode.ELECTION);

    tell(node, 2, new PreVoteReply(0, true));
    tell(node, 2, new PreVoteReply(0, true));
    tell(node, 3, new PreVoteReply(0, false));

    assertThat(state(node).currentTerm()).isZero();
    assertThat(state(node).preVotes()).containsExactly(n(1), n(2));
  }

  /** A candidate that nobody hears asks for ever, and its term stays what it was. */
  @Test
  void without_answers_it_asks_again_at_every_timeout_and_its_term_does_not_grow() {
    RaftNode node = PREVOTE.freshNode(1, 3);
    for (int i = 0; i < 10; i++) {
      assertThat(expire(node, RaftNode.ELECTION).sentTo(n(2)))
          .containsExactly(new PreVote(0, n(1), 0, 0));
    }

    assertThat(state(node).currentTerm()).isZero();
  }

  @Test
  void a_candidate_whose_vote_was_split_asks_again_before_it_stands_in_a_further_term() {
    RaftNode node = standing();

    RecordedEffects out = expire(node, RaftNode.ELECTION);

    assertThat(out.sentTo(n(2))).containsExactly(new PreVote(1, n(1), 0, 0));
    assertThat(node.belief()).isEqualTo(Belief.candidate(OptionalLong.of(1), "term 2"));
  }

  /** The votes of the term that it gave up: they would be valid, but it asks for another now. */
  @Test
  void while_it_asks_late_votes_do_not_make_it_lead() {
    RaftNode node = standing();
    expire(node, RaftNode.ELECTION);

    RecordedEffects out = tell(node, 2, new RequestVoteReply(1, true));

    assertThat(out.ignored()).isTrue();
    assertThat(state(node).role()).isEqualTo(Role.CANDIDATE);
  }

  @Test
  void answers_that_come_when_it_stands_already_are_ignored() {
    RaftNode node = standing();

    RecordedEffects late = tell(node, 3, new PreVoteReply(1, true));
    RecordedEffects past = tell(node, 3, new PreVoteReply(0, true));

    assertThat(late.deeds()).isEmpty();
    assertThat(late.ignored()).isTrue();
    assertThat(past.ignored()).isTrue();
    assertThat(past.explanations()).contains("past term 0");
    assertThat(state(node).votesReceived()).containsOnly(n(1));
  }

  /** §5.1 holds for these messages as for all others. */
  @Test
  void a_refusal_of_a_later_term_makes_it_a_follower_of_that_term() {
    RaftNode node = PREVOTE.freshNode(1, 3);
    expire(node, RaftNode.ELECTION);

    RecordedEffects out = tell(node, 2, new PreVoteReply(7, false));

    assertThat(out.deeds()).containsExactly(new Persist(new RaftState(7, null, RaftLog.EMPTY)));
    assertThat(state(node).role()).isEqualTo(Role.FOLLOWER);
    assertThat(state(node).preVotes()).isEmpty();
  }

  @Test
  void a_heartbeat_of_its_term_ends_the_question() {
    RaftNode node = PREVOTE.node(1, 3, new RaftState(4, n(2), RaftLog.EMPTY));
    expire(node, RaftNode.ELECTION);

    RecordedEffects heartbeat = tell(node, 2, new AppendEntries(4, n(2)));
    RecordedEffects late = tell(node, 3, new PreVoteReply(4, true));

    assertThat(heartbeat.sentTo(n(2))).containsExactly(new AppendEntriesReply(4, true));
    assertThat(state(node).leaderId()).isEqualTo(n(2));
    assertThat(late.deeds()).as("one more would have been enough").isEmpty();
  }

  /** It may have voted for nobody in its old term, and another asks for just that vote. */
  @Test
  void a_node_that_asks_votes_for_a_candidate_of_its_term_and_then_follows() {
    RaftNode node = PREVOTE.node(1, 3, new RaftState(4, null, RaftLog.EMPTY));
    expire(node, RaftNode.ELECTION);

    RecordedEffects out = tell(node, 2, new RequestVote(4, n(2), 0, 0));

    assertThat(out.sentTo(n(2))).containsExactly(new RequestVoteReply(4, true));
    assertThat(state(node).role()).isEqualTo(Role.FOLLOWER);
    assertThat(out.delayOf(RaftNode.ELECTION)).contains(Timing.DEFAULT.election());
  }

  // Who is asked

  @Test
  void the_answer_changes_nothing_at_the_voter() {
    RaftNode voter = PREVOTE.node(2, 3, new RaftState(4, n(3), RaftLog.EMPTY));
    Record before = voter.state();

    RecordedEffects out = tell(voter, 1, new PreVote(4, n(1), 0, 0));

    assertThat(out.deeds()).containsExactly(new Send(n(1), new PreVoteReply(4, true)));
    assertThat(voter.state()).isEqualTo(before);
  }

  /** The question is about the next term, in which the vote is free; so several hear a yes. */
  @Test
  void a_voter_says_yes_to_several() {
    RaftNode voter = PREVOTE.freshNode(2, 3);

    assertThat(tell(voter, 1, new PreVote(0, n(1), 0, 0)).sentTo(n(1)))
        .containsExactly(new PreVoteReply(0, true));
    assertThat(tell(voter, 3, new PreVote(0, n(3), 0, 0)).sentTo(n(3)))
        .containsExactly(new PreVoteReply(0, true));
  }

  @Test
  void whoever_asks_in_a_past_term_hears_no_and_the_present_term() {
    RaftNode voter = PREVOTE.node(2, 3, new RaftState(4, null, RaftLog.EMPTY));

    RecordedEffects out = tell(voter, 1, new PreVote(3, n(1), 9, 9));

    assertThat(out.sentTo(n(1))).containsExactly(new PreVoteReply(4, false));
    assertThat(out.refusals()).containsExactly(Voter.PAST_TERM);
  }

  @Test
  void whoever_asks_in_a_later_term_is_answered_in_that_term() {
    RaftNode voter = PREVOTE.node(2, 3, new RaftState(4, n(2), RaftLog.EMPTY));

    RecordedEffects out = tell(voter, 1, new PreVote(6, n(1), 0, 0));

    assertThat(out.sentTo(n(1))).containsExactly(new PreVoteReply(6, true));
    assertThat(out.saved()).contains(new RaftState(6, null, RaftLog.EMPTY));
  }

  /** §5.4.1, as for a vote. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "9, 1, false",
    "1, 2, false",
    "2, 2, true",
    "3, 2, true",
    "1, 3, true"
  })
  void the_log_must_be_at_least_as_up_to_date(long lastIndex, long lastTerm, boolean yes) {
    RaftNode voter = PREVOTE.node(2, 3, new RaftState(3, null, new RaftLog(2, 2)));

    RecordedEffects out = tell(voter, 1, new PreVote(3, n(1), lastIndex, lastTerm));

    assertThat(out.sentTo(n(1))).containsExactly(new PreVoteReply(3, yes));
  }

  /** Without recent-leader a voter does not ask itself whether it hears a leader, or leads. */
  @Test
  void a_voter_says_yes_even_if_it_hears_a_leader_or_leads() {
    RaftNode follower = PREVOTE.freshNode(2, 3);
    tell(follower, 3, new AppendEntries(1, n(3)));
    RaftNode leader = standing();
    tell(leader, 2, new RequestVoteReply(1, true));

    assertThat(tell(follower, 1, new PreVote(1, n(1), 0, 0)).sentTo(n(1)))
        .containsExactly(new PreVoteReply(1, true));
    assertThat(tell(leader, 3, new PreVote(1, n(3), 0, 0)).sentTo(n(3)))
        .containsExactly(new PreVoteReply(1, true));
    assertThat(state(leader).role()).isEqualTo(Role.LEADER);
  }

  /** Node 1 of 3, a candidate of term 1. */
  private static RaftNode standing() {
    RaftNode node = PREVOTE.freshNode(1, 3);
    expire(node, RaftNode.ELECTION);
    tell(node, 2, new PreVoteReply(0, true));
    assertThat(node.belief()).isEqualTo(Belief.candidate(OptionalLong.of(1), "term 1"));
    return node;
  }
}
