package quorate.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.raft.RaftFixture.freshNode;
import static quorate.raft.RaftFixture.n;
import static quorate.raft.RaftFixture.node;
import static quorate.raft.RaftFixture.state;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.raft.RaftMessage.AppendEntries;
import quorate.raft.RaftMessage.RequestVote;
import quorate.raft.RaftMessage.RequestVoteReply;
import quorate.spi.Role;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.CancelTimer;
import quorate.testkit.RecordedEffects.Persist;
import quorate.testkit.RecordedEffects.Send;
import quorate.testkit.RecordedEffects.SetTimer;

/** The voter: Figure 2, RequestVote RPC, Receiver implementation; §5.2 and §5.4.1. */
class RaftVotingTest {

  private static final SetTimer NEW_TIMEOUT =
      new SetTimer(RaftNode.ELECTION, Timing.DEFAULT.election());

  /** Figure 2: "Persistent state: updated on stable storage before responding to RPCs." */
  @Test
  void a_vote_is_saved_before_it_is_sent_and_restarts_the_timer() {
    RaftNode voter = node(2, 3, new RaftState(1, null, RaftLog.EMPTY));

    RecordedEffects out = ask(voter, 1, 1);

    assertThat(out.deeds())
        .containsExactly(
            new Persist(new RaftState(1, n(1), RaftLog.EMPTY)),
            NEW_TIMEOUT,
            new Send(n(1), new RequestVoteReply(1, true)));
  }

  /** §5.1: a later term is taken over; the vote of the earlier one is gone. */
  @Test
  void a_request_of_a_later_term_is_answered_in_that_term() {
    RaftNode voter = node(2, 3, new RaftState(1, n(3), RaftLog.EMPTY));

    RecordedEffects out = ask(voter, 1, 5);

    assertThat(out.sentTo(n(1))).containsExactly(new RequestVoteReply(5, true));
    assertThat(out.saved()).contains(new RaftState(5, n(1), RaftLog.EMPTY));
  }

  /** §5.2: "each server will vote for at most one candidate in a given term". */
  @Test
  void a_second_candidate_of_the_term_is_refused() {
    RaftNode voter = freshNode(2, 3);
    ask(voter, 1, 1);

    RecordedEffects out = ask(voter, 3, 1);

    assertThat(out.deeds()).containsExactly(new Send(n(3), new RequestVoteReply(1, false)));
    assertThat(out.refusals()).containsExactly(Voter.VOTE_TAKEN);
  }

  /** Figure 2: "If votedFor is null or candidateId": a lost reply can be asked for again. */
  @Test
  void the_same_candidate_is_granted_its_vote_again() {
    RaftNode voter = freshNode(2, 3);
    ask(voter, 1, 1);

    assertThat(ask(voter, 1, 1).sentTo(n(1))).containsExactly(new RequestVoteReply(1, true));
  }

  /** Figure 2: "1. Reply false if term < currentTerm", with the own term for the candidate. */
  @Test
  void a_candidate_of_a_past_term_is_refused_and_told_the_present_one() {
    RaftNode voter = node(2, 3, new RaftState(4, null, RaftLog.EMPTY));

    RecordedEffects out = ask(voter, 1, 3);

    assertThat(out.deeds()).containsExactly(new Send(n(1), new RequestVoteReply(4, false)));
    assertThat(state(voter).votedFor()).isNull();
  }

  /** Figure 2, Followers: only "granting vote to candidate" postpones the own candidacy. */
  @Test
  void no_refusal_restarts_the_timer() {
    RaftNode voter = node(2, 3, new RaftState(4, n(3), new RaftLog(2, 2)));

    assertThat(ask(voter, 1, 3).touched(RaftNode.ELECTION)).as("past term").isFalse();
    assertThat(ask(voter, 1, 4).touched(RaftNode.ELECTION)).as("voted").isFalse();
    assertThat(ask(voter, 1, 5).touched(RaftNode.ELECTION)).as("log behind").isFalse();
    assertThat(state(voter).currentTerm()).isEqualTo(5);
  }

  @Test
  void a_refusal_names_its_rule() {
    RaftNode voter = node(2, 3, new RaftState(4, n(3), new RaftLog(2, 2)));

    assertThat(ask(voter, 1, 3).refusals()).containsExactly(Voter.PAST_TERM);
    assertThat(ask(voter, 1, 4).refusals()).containsExactly(Voter.VOTE_TAKEN);
    assertThat(ask(voter, 1, 5).refusals()).containsExactly(Voter.LOG_BEHIND);
  }

  /** §5.1: the term counts even if the vote is refused, and it is saved before the refusal. */
  @Test
  void a_refused_request_still_moves_the_term_on() {
    RaftNode voter = node(2, 3, new RaftState(4, n(3), new RaftLog(2, 2)));

    assertThat(ask(voter, 1, 5).deeds())
        .containsExactly(
            new Persist(new RaftState(5, null, new RaftLog(2, 2))),
            new Send(n(1), new RequestVoteReply(5, false)));
  }

  /** §5.4.1: the later last term wins; with equal last terms the longer log. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, false",
    "9, 1, false",
    "1, 2, false",
    "2, 2, true",
    "3, 2, true",
    "1, 3, true"
  })
  void a_log_must_be_at_least_as_up_to_date(long lastIndex, long lastTerm, boolean granted) {
    RaftNode voter = node(2, 3, new RaftState(3, null, new RaftLog(2, 2)));

    RequestVote request = new RequestVote(3, n(1), lastIndex, lastTerm);
    RecordedEffects out = RecordedEffects.of(effects -> voter.onMessage(n(1), request, effects));

    assertThat(out.sentTo(n(1))).containsExactly(new RequestVoteReply(3, granted));
  }

  /** §5.2: a candidate votes for itself, so for nobody else in its term. */
  @Test
  void a_candidate_refuses_another_of_the_same_term() {
    RaftNode candidate = freshNode(2, 3);
    RecordedEffects.of(out -> candidate.onTimer(RaftNode.ELECTION, out));

    RecordedEffects out = ask(candidate, 1, 1);

    assertThat(out.sentTo(n(1))).containsExactly(new RequestVoteReply(1, false));
    assertThat(state(candidate).role()).isEqualTo(Role.CANDIDATE);
  }

  /** §5.1: a leader, which has no election timer, needs one as soon as it follows. */
  @Test
  void a_leader_that_votes_for_a_later_candidate_stops_its_heartbeats() {
    RaftNode leader = freshNode(1, 3);
    RecordedEffects.of(out -> leader.onTimer(RaftNode.ELECTION, out));
    reply(leader, 2, 1, true);
    assertThat(state(leader).role()).isEqualTo(Role.LEADER);

    RecordedEffects out = ask(leader, 3, 2);

    assertThat(state(leader).role()).isEqualTo(Role.FOLLOWER);
    assertThat(out.all(CancelTimer.class)).containsExactly(new CancelTimer(RaftNode.HEARTBEAT));
    assertThat(out.delayOf(RaftNode.ELECTION)).contains(Timing.DEFAULT.election());
  }

  /** The same if it refuses the vote: else nobody would ever stand again. */
  @Test
  void a_leader_that_refuses_a_later_candidate_gets_an_election_timer_all_the_same() {
    RaftNode leader = node(1, 3, new RaftState(1, null, new RaftLog(1, 1)));
    RecordedEffects.of(out -> leader.onTimer(RaftNode.ELECTION, out));
    reply(leader, 2, 2, true);
    assertThat(state(leader).role()).isEqualTo(Role.LEADER);

    RecordedEffects out = ask(leader, 3, 3);

    assertThat(out.sentTo(n(3))).containsExactly(new RequestVoteReply(3, false));
    assertThat(out.delayOf(RaftNode.ELECTION)).contains(Timing.DEFAULT.election());
  }

  /**
   * §5.2, the reason to save votedFor: A and C stand, B votes for A, restarts without a disk, and
   * hears C. With its disk it refuses: that is the transcript a-vote-survives-a-crash.
   */
  @Test
  void a_voter_that_forgot_its_vote_makes_two_leaders_of_one_term() {
    RaftNode a = candidate(1);
    RaftNode c = candidate(3);
    deliver(ask(freshNode(2, 3), 1, 1), a, 1);

    RaftNode withoutDisk = freshNode(2, 3);
    deliver(ask(withoutDisk, 3, 1), c, 3);

    assertThat(state(a).role()).isEqualTo(Role.LEADER);
    assertThat(state(c).role()).isEqualTo(Role.LEADER);
    assertThat(state(a).currentTerm()).isEqualTo(state(c).currentTerm()).isEqualTo(1);
  }

  /** A candidate that restarts has voted already: for itself. */
  @Test
  void a_candidate_that_restarts_remembers_its_vote_for_itself() {
    RaftNode candidate = freshNode(1, 3);
    RecordedEffects campaign = RecordedEffects.of(out -> candidate.onTimer(RaftNode.ELECTION, out));

    RaftNode restarted = node(1, 3, campaign.saved().orElseThrow());

    assertThat(state(restarted).role()).isEqualTo(Role.FOLLOWER);
    assertThat(ask(restarted, 3, 1).sentTo(n(3))).containsExactly(new RequestVoteReply(1, false));
  }

  /** A follower of the leader of a term has not voted by that, and may have to. */
  @Test
  void a_heartbeat_is_not_a_vote() {
    RaftNode follower = freshNode(2, 3);
    AppendEntries heartbeat = new AppendEntries(1, n(1));
    RecordedEffects.of(out -> follower.onMessage(n(1), heartbeat, out));

    assertThat(state(follower).votedFor()).isNull();
    assertThat(state(follower).leaderId()).isEqualTo(n(1));
  }

  private static RaftNode candidate(int self) {
    RaftNode candidate = freshNode(self, 3);
    RecordedEffects.of(out -> candidate.onTimer(RaftNode.ELECTION, out));
    return candidate;
  }

  /** A candidate with an empty log asks for a vote. */
  private static RecordedEffects ask(RaftNode voter, int candidate, long term) {
    RequestVote request = new RequestVote(term, n(candidate), 0, 0);
    return RecordedEffects.of(out -> voter.onMessage(n(candidate), request, out));
  }

  private static void reply(RaftNode candidate, int voter, long term, boolean granted) {
    RequestVoteReply reply = new RequestVoteReply(term, granted);
    RecordedEffects.of(out -> candidate.onMessage(n(voter), reply, out));
  }

  /** What the voter, which is n2, sent to a candidate arrives there. */
  private static void deliver(RecordedEffects voter, RaftNode candidate, int id) {
    voter
        .sentTo(n(id))
        .forEach(message -> RecordedEffects.of(out -> candidate.onMessage(n(2), message, out)));
  }
}
