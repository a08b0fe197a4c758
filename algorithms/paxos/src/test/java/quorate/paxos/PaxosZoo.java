package quorate.paxos;

import static quorate.testkit.Catch.calm;
import static quorate.testkit.Catch.chaos;
import static quorate.testkit.Catch.counting;
import static quorate.testkit.Catch.overlap;
import static quorate.testkit.Catch.start;
import static quorate.testkit.Sabotage.hears;
import static quorate.testkit.Sabotage.neverCancels;
import static quorate.testkit.Sabotage.neverSends;
import static quorate.testkit.Sabotage.saves;
import static quorate.testkit.Sabotage.savesAfterTheAnswer;

import java.util.List;
import java.util.function.UnaryOperator;
import quorate.paxos.PaxosMessage.Decide;
import quorate.paxos.PaxosMessage.Heartbeat;
import quorate.spi.ElectionNode;
import quorate.testkit.BrokenVariant;

/** Paxos with one thing broken: what is broken, which rule falls with it, and what catches it. */
final class PaxosZoo {

  private static final String DECREES = "two leaders in epoch|has two decrees";

  private PaxosZoo() {}

  static List<BrokenVariant> variants() {
    return List.of(
        // What is saved, and when
        paxos(
                "a promise is not saved",
                "an acceptor remembers even if it fails (§2.2)",
                saves(PaxosState.class, BrokenPaxos::withoutPromise))
            .caughtBy(chaos(3, DECREES)),
        paxos(
                "an accepted proposal is not saved",
                "an acceptor remembers even if it fails (§2.2)",
                saves(PaxosState.class, BrokenPaxos::withoutAccepted))
            .caughtBy(chaos(3, DECREES)),
        paxos(
                "a promise is saved after the answer",
                "recorded before the response is sent (§2.5)",
                savesAfterTheAnswer())
            .caughtBy(chaos(3, DECREES)),
        paxos(
                "a ballot is used again after a restart",
                "different proposals have different numbers (§2.2)",
                BrokenPaxos::forgettingItsProposals)
            .caughtBy(chaos(3, DECREES)),
        paxos(
                "an epoch is not saved",
                "a node's epoch never decreases",
                saves(PaxosState.class, s -> PaxosState.ofEpoch(1)))
            .caughtBy(chaos(3, "went back from epoch|" + DECREES)),

        // Proposers
        paxos(
                "a proposer proposes itself, whatever the promises report",
                "the value of the highest-numbered proposal (P2c)",
                hears(BrokenPaxos::withoutReport))
            .caughtBy(chaos(3, DECREES)),
        paxos(
                "a proposer prefers the proposal that it accepted itself",
                "the value of the highest-numbered proposal (P2c)",
                hears(BrokenPaxos::withReportsOfNoRank))
            .caughtBy(chaos(3, DECREES)),
        paxos(
                "a promise to an earlier ballot counts",
                "promises to this number, from a majority (§2.2)",
                hears(BrokenPaxos::withPromisesOfNow))
            .caughtBy(chaos(3, DECREES)),
        paxos(
                "a majority is one too few",
                "any two majorities have an acceptor in common (§2.2)",
                BrokenPaxos::countingOneAnswerTooMany)
            .caughtBy(chaos(5, DECREES)),
        BrokenVariant.of(
                new PaxosAlgorithm(),
                "two proposers use the same ballot",
                "proposers choose from disjoint sets of numbers (§2.5)",
                BrokenPaxos::leavingItselfOut)
            .caughtBy(chaos(3, DECREES)),

        // Acceptors
        paxos(
                "an acceptor accepts below its promise",
                "accept unless promised to a greater number (P1a)",
                BrokenPaxos::promisingLightly)
            .caughtBy(chaos(3, DECREES)),
        paxos(
                "an acceptor accepts without promising",
                "to accept a ballot is to promise it as well (§2.2)",
                BrokenPaxos::acceptingWithoutPromising)
            .caughtBy(overlap(3, DECREES)),
        paxos(
                "an acceptor accepts any ballot",
                "accept unless promised to a greater number (P1a)",
                BrokenPaxos::acceptingAnyBallot)
            .caughtBy(overlap(3, DECREES)),
        paxos(
                "an acceptor promises any ballot",
                "a number greater than that of any prepare request before (§2.2)",
                BrokenPaxos::promisingAnyBallot)
            .caughtBy(overlap(3, DECREES)),

        // Learners
        paxos(
                "acceptances of different ballots are counted together",
                "a majority accepts the same proposal (§2.3)",
                hears(BrokenPaxos::withoutBallot))
            .with("learning", "everyone")
            .caughtBy(chaos(3, DECREES)),
        paxos(
                "a decree of an earlier epoch is believed in this one",
                "an instance decides for itself only",
                hears(BrokenPaxos::withDecreesOfNow))
            .caughtBy(chaos(3, DECREES)),
        paxos("a decree is told to nobody", "learners are told (§2.3)", neverSends(Decide.class))
            .caughtBy(counting(3)),

        // Timers
        paxos("a leader sends no heartbeat", "a live leader is heard", neverSends(Heartbeat.class))
            .caughtBy(calm(3)),
        paxos(
                "a leader goes on proposing",
                "a decided epoch needs no proposal",
                neverCancels(PaxosProposer.RETRY))
            .caughtBy(start(3)));
  }

  /** So rare that the contract's runs do not show it. */
  static BrokenVariant rare() {
    return paxos(
        "acceptances are kept from one epoch to the next",
        "an instance decides for itself only",
        BrokenPaxos::keepingItsCountOfAcceptances);
  }

  private static BrokenVariant paxos(
      String broken, String falls, UnaryOperator<ElectionNode> sabotage) {
    return BrokenVariant.of(new PaxosAlgorithm(), broken, falls, sabotage);
  }
}
