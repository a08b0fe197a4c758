package quorate.bully;

import static quorate.testkit.Catch.calm;
import static quorate.testkit.Catch.counting;
import static quorate.testkit.Catch.crashedLeader;
import static quorate.testkit.Catch.start;
import static quorate.testkit.Catch.transcript;
import static quorate.testkit.Sabotage.neverCancels;
import static quorate.testkit.Sabotage.neverSends;
import static quorate.testkit.Sabotage.neverSets;
import static quorate.testkit.Sabotage.sendsTwice;

import java.util.List;
import java.util.function.UnaryOperator;
import quorate.bully.BullyMessage.Answer;
import quorate.bully.BullyMessage.Coordinator;
import quorate.bully.BullyMessage.Heartbeat;
import quorate.spi.ElectionNode;
import quorate.testkit.BrokenVariant;
import quorate.testkit.Catch;

/**
 * Bully with one thing broken: what is broken, which rule falls with it, and what catches it. It
 * promises nothing that holds in every run, so what falls is how it gets on, and what that costs.
 */
final class BullyZoo {

  private BullyZoo() {}

  static List<BrokenVariant> variants() {
    return List.of(
        // What is sent
        bully(
                "a coordinator does not announce itself",
                "the winner tells all lower nodes",
                neverSends(Coordinator.class))
            .caughtBy(counting(5)),
        bully(
                "a coordinator announces itself twice",
                "one announcement per episode",
                sendsTwice(Coordinator.class))
            .caughtBy(counting(5)),
        bully(
                "a higher node does not answer",
                "a lower node that asks is told to stand back",
                neverSends(Answer.class))
            .caughtBy(counting(5)),
        bully(
                "an election is held again for every call",
                "one start per episode",
                BrokenBully::forgettingEpisodes)
            .caughtBy(counting(5)),
        bully(
                "a coordinator sends no heartbeat",
                "a live coordinator is heard",
                neverSends(Heartbeat.class))
            .caughtBy(calm(3)),

        // What is waited for
        bully(
                "a coordinator is not watched",
                "a node that hears nothing holds an election",
                neverSets(BullyNode.ELECTION))
            .caughtBy(crashedLeader(3)),
        bully(
                "an answered node announces itself all the same",
                "an answer ends the own bid",
                neverCancels(BullyNode.ANSWER))
            .caughtBy(counting(5)),
        bully(
                "an answered node waits for an announcement for ever",
                "without an announcement in time it begins again",
                neverSets(BullyNode.COORDINATOR))
            .caughtBy(transcript("the-one-that-answered-dies.txt")),
        bully(
                "an episode never ends",
                "asked after the episode, a node begins again",
                neverSets(BullyNode.EPISODE))
            .caughtBy(counting(5)),
        bully(
                "a deposed coordinator goes on sending heartbeats",
                "a node that accepts a higher one is a follower",
                neverCancels(BullyNode.HEARTBEAT))
            .caughtBy(transcript("the-highest-comes-back.txt")),

        // Who bullies whom
        bully(
                "a node that starts holds no election",
                "a process that recovers holds an election",
                BrokenBully::startingInSilence)
            .caughtBy(start(3)),
        BrokenVariant.of(
                new BullyAlgorithm(),
                "a lower coordinator is left alone",
                "a lower claim is answered with an election",
                BrokenBully::toleratingLowerOnes)
            .caughtBy(transcript("a-partition.txt")),
        BrokenVariant.of(
                new BullyAlgorithm(),
                "the lowest bullies all others",
                "the highest node that runs leads",
                BrokenBully::upsideDown)
            .caughtBy(highestLeads(3)));
  }

  private static BrokenVariant bully(
      String broken, String falls, UnaryOperator<ElectionNode> sabotage) {
    return BrokenVariant.of(new BullyAlgorithm(), broken, falls, sabotage);
  }

  private static Catch highestLeads(int size) {
    return new Catch(
        "the_highest_running_node_leads_in_the_end(" + size + ")",
        "(?s).*new ChaosTrial.*",
        (contract, transcripts, variant) ->
            ((BullyContractTest) contract).the_highest_running_node_leads_in_the_end(size));
  }
}
