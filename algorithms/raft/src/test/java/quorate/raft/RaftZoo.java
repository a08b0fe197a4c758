package quorate.raft;

import static quorate.testkit.Catch.calm;
import static quorate.testkit.Catch.chaos;
import static quorate.testkit.Catch.overlap;
import static quorate.testkit.Catch.start;
import static quorate.testkit.Catch.transcript;
import static quorate.testkit.Sabotage.doesNotSet;
import static quorate.testkit.Sabotage.drawsNothing;
import static quorate.testkit.Sabotage.hears;
import static quorate.testkit.Sabotage.neverCancels;
import static quorate.testkit.Sabotage.saves;
import static quorate.testkit.Sabotage.savesAfterTheAnswer;
import static quorate.testkit.Sabotage.savesNothingOnTimers;

import java.util.List;
import java.util.function.UnaryOperator;
import quorate.raft.RaftMessage.AppendEntries;
import quorate.raft.RaftMessage.AppendEntriesReply;
import quorate.spi.ElectionNode;
import quorate.testkit.BrokenVariant;

/** Raft with one thing broken: what is broken, which rule falls with it, and what catches it. */
final class RaftZoo {

  private static final String LEADERS = "two leaders in epoch|both lead term";

  private RaftZoo() {}

  static List<BrokenVariant> variants() {
    return List.of(
        // What is saved, and when
        raft(
                "a vote is not saved",
                "votedFor is on stable storage (Figure 2)",
                saves(RaftState.class, s -> new RaftState(s.currentTerm(), null, s.log())))
            .caughtBy(chaos(3, LEADERS)),
        raft(
                "a term is not saved",
                "currentTerm is on stable storage (Figure 2)",
                saves(RaftState.class, s -> new RaftState(0, null, s.log())))
            .caughtBy(chaos(3, "went back from epoch")),
        raft(
                "a vote is saved after the answer",
                "saved before responding to RPCs (Figure 2)",
                savesAfterTheAnswer())
            .caughtBy(chaos(3, LEADERS)),
        raft(
                "a candidate does not save its own vote",
                "the vote for itself is a vote (§5.2)",
                savesNothingOnTimers())
            .caughtBy(chaos(3, LEADERS + "|went back from epoch")),

        // Votes
        raft(
                "a vote is given twice in a term",
                "one vote per term, first come, first served (§5.2)",
                BrokenRaft::votingTwice)
            .caughtBy(chaos(3, LEADERS)),
        raft(
                "a vote is refused to the candidate that has it",
                "votedFor is null or candidateId (Figure 2)",
                BrokenRaft::refusingItsCandidate)
            .caughtBy(transcript("one-vote-a-term.txt")),
        raft(
                "a candidate whose log is behind gets votes",
                "the log is at least as up-to-date (§5.4.1)",
                hears(BrokenRaft::withTheLongestLog))
            .caughtBy(transcript("figure-7.txt")),
        raft(
                "a vote that arrives twice counts twice",
                "votes are of different servers (§5.2)",
                BrokenRaft::countingVotesNotVoters)
            .caughtBy(chaos(5, LEADERS)),
        raft(
                "a vote of a past term counts",
                "a majority for the same term (§5.2)",
                hears(BrokenRaft::withRepliesOfNow))
            .caughtBy(chaos(3, LEADERS)),
        raft(
                "votes are kept from one term to the next",
                "a candidate votes for itself and begins to count (§5.2)",
                BrokenRaft::keepingItsVotes)
            .caughtBy(overlap(5, LEADERS)),
        raft(
                "a majority is one too few",
                "a majority of the servers in the full cluster (§5.2)",
                BrokenRaft::countingOneVoteTooMany)
            .caughtBy(chaos(5, LEADERS)),

        // Terms
        raft(
                "a higher term is ignored",
                "a node that hears of a later term adopts it (§5.1)",
                hears((node, m) -> BrokenRaft.isOfALaterTerm(node, m) ? null : m))
            .caughtBy(chaos(3, "no leader came")),
        raft(
                "a leader of a past term is believed",
                "requests with a stale term are rejected (§5.1)",
                hears(BrokenRaft::withHeartbeatsOfNow))
            .caughtBy(chaos(3, LEADERS)),
        raft(
                "a candidate does not give way to the leader of its term",
                "AppendEntries of the own term ends a candidacy (§5.2)",
                hears((node, m) -> BrokenRaft.endsACandidacy(node, m) ? null : m))
            .caughtBy(transcript("an-isolated-candidate-comes-back.txt")),

        // Timers
        raft(
                "a leader sends no heartbeat",
                "heartbeats during idle periods (Figure 2)",
                BrokenRaft::silentOnTimers)
            .caughtBy(calm(3)),
        raft(
                "a heartbeat does not restart the election timer",
                "AppendEntries restarts the timer (Figure 2)",
                doesNotSet(RaftNode.ELECTION, AppendEntries.class::isInstance))
            .caughtBy(calm(3)),
        raft(
                "a refused vote restarts the election timer",
                "only granting a vote restarts it (Figure 2)",
                BrokenRaft::restartingItsTimerOnRefusals)
            .caughtBy(transcript("one-vote-a-term.txt")),
        raft(
                "a leader keeps its election timer",
                "only followers and candidates time out (Figure 2)",
                neverCancels(RaftNode.ELECTION))
            .caughtBy(calm(3)),
        raft(
                "a deposed leader goes on sending heartbeats",
                "a deposed leader is a follower (§5.1)",
                neverCancels(RaftNode.HEARTBEAT))
            .caughtBy(chaos(3, LEADERS)),
        raft("all election timeouts are equal", "randomized timeouts (§5.2)", drawsNothing())
            .caughtBy(start(3)),

        // Variants
        raft(
                "a promise of a vote counts as a vote",
                "to be told that one would win is not to win (diss. §9.6)",
                hears(BrokenRaft::withPromisesAsVotes))
            .with("prevote", "on")
            .caughtBy(chaos(3, LEADERS)),
        raft(
                "a candidate raises its term before it asks",
                "it only increments its term if it first learns that it would win (diss. §9.6)",
                hears(BrokenRaft::withQuestionsOfTheNextTerm))
            .with("prevote", "on")
            .caughtBy(start(3)),
        raft(
                "a vote is given while a leader is heard, and forgotten",
                "who hears a leader does not grant its vote (diss. §4.2.3)",
                BrokenRaft::votingWhileItHearsALeader)
            .with("recent-leader", "on")
            .caughtBy(chaos(3, LEADERS)),
        raft(
                "a leader once heard is recent for ever",
                "within the minimum election timeout of hearing from a leader (diss. §4.2.3)",
                BrokenRaft::neverForgettingItsLeader)
            .with("recent-leader", "on")
            .caughtBy(transcript("a-recent-leader-is-protected.txt")),
        raft(
                "an answered round gives the leader no further time",
                "an election timeout without a successful round (diss. §6.2)",
                doesNotSet(Acknowledgements.QUORUM, AppendEntriesReply.class::isInstance))
            .with("check-quorum", "on")
            .caughtBy(calm(3)),
        raft(
                "a deposed leader goes on to watch its quorum",
                "a deposed leader is a follower (§5.1)",
                neverCancels(Acknowledgements.QUORUM))
            .with("check-quorum", "on")
            .caughtBy(chaos(3, "an office that it does not have")));
  }

  private static BrokenVariant raft(
      String broken, String falls, UnaryOperator<ElectionNode> sabotage) {
    return BrokenVariant.of(new RaftAlgorithm(), broken, falls, sabotage);
  }
}
