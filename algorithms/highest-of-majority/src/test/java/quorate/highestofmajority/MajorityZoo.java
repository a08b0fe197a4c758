package quorate.highestofmajority;

import static quorate.testkit.Catch.calm;
import static quorate.testkit.Catch.chaos;
import static quorate.testkit.Catch.crashedLeader;
import static quorate.testkit.Catch.transcript;
import static quorate.testkit.Sabotage.hears;
import static quorate.testkit.Sabotage.neverCancels;
import static quorate.testkit.Sabotage.neverSends;
import static quorate.testkit.Sabotage.neverSets;
import static quorate.testkit.Sabotage.saves;

import java.util.List;
import java.util.function.UnaryOperator;
import quorate.highestofmajority.HighestOfMajorityMessage.Acknowledged;
import quorate.highestofmajority.HighestOfMajorityMessage.Answer;
import quorate.highestofmajority.HighestOfMajorityMessage.Consent;
import quorate.highestofmajority.HighestOfMajorityMessage.Heartbeat;
import quorate.highestofmajority.HighestOfMajorityMessage.Refusal;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.testkit.AlteredAlgorithm.AlteredEffects;
import quorate.testkit.AlteredAlgorithm.AlteredNode;
import quorate.testkit.BrokenVariant;
import quorate.testkit.Catch;
import quorate.testkit.Sabotage;

/** The algorithm with one thing broken: what is broken, which rule falls, and what catches it. */
final class MajorityZoo {

  /** An id that no cluster here has. */
  private static final NodeId NOBODY = new NodeId(1000);

  private MajorityZoo() {}

  static List<BrokenVariant> variants() {
    return List.of(
        // Whose consent counts
        broken(
                "a majority is one too few",
                "nobody leads without a majority",
                MajorityZoo::countingOneConsentTooMany)
            .caughtBy(consents(5)),
        broken(
                "a consent to an earlier election counts",
                "a majority consents to this election",
                hears(MajorityZoo::withConsentsOfNow))
            .caughtBy(consents(3)),
        broken(
                "the number of an election is not saved",
                "no two elections of a node have one number",
                saves(HighestOfMajorityState.class, state -> null))
            .caughtBy(consents(3)),
        broken(
                "refusals are taken for consents",
                "a node that hears a coordinator stands by it",
                Sabotage.sends(MajorityZoo::consentingAlways))
            .caughtBy(transcript("a-node-stands-by-its-coordinator.txt")),

        // Who gives way
        broken(
                "a powerless node keeps lower ones back",
                "a powerless node bows to lower ones",
                MajorityZoo::hopingAlways)
            .caughtBy(transcript("at-the-edge.txt")),
        broken(
                "a higher node does not answer",
                "the highest that can lead does",
                neverSends(Answer.class))
            .caughtBy(transcript("a-start.txt")),
        broken(
                "a node that found no majority gives up",
                "it tries again and again",
                neverSets(HighestOfMajorityNode.AGAIN))
            .caughtBy(chaos(3, "no leader came")),
        BrokenVariant.of(
                new HighestOfMajorityAlgorithm(),
                "a node that bowed to a lower one never contests it",
                "the highest that can lead does, in the end",
                MajorityZoo::contentWithLowerOnes)
            .caughtBy(highestLeads(3)),

        // Who stays in office
        broken(
                "a leader never steps down",
                "a leader hears a majority",
                neverSets(Heartbeats.MAJORITY))
            .caughtBy(transcript("a-leader-without-a-majority-steps-down.txt")),
        broken(
                "heartbeats are not acknowledged",
                "a leader hears a majority",
                neverSends(Acknowledged.class))
            .caughtBy(calm(3)),
        broken("a leader sends no heartbeat", "a live leader is heard", neverSends(Heartbeat.class))
            .caughtBy(calm(3)),
        broken(
                "a leader is not watched",
                "a node that hears nothing holds an election",
                neverSets(HighestOfMajorityNode.ELECTION))
            .caughtBy(crashedLeader(3)),
        broken(
                "a deposed leader goes on sending heartbeats",
                "a node that accepts a higher one is a follower",
                neverCancels(Heartbeats.HEARTBEAT))
            .caughtBy(transcript("the-highest-comes-back.txt")));
  }

  private static BrokenVariant broken(
      String broken, String falls, UnaryOperator<ElectionNode> sabotage) {
    return BrokenVariant.of(new HighestOfMajorityAlgorithm(), broken, falls, sabotage);
  }

  private static Catch consents(int size) {
    return new Catch(
        "every_new_coordinator_has_the_consent_of_a_majority_to_that_very_election(" + size + ")",
        "(?s).*ChaosTrial.*believes +leads with.*",
        (contract, transcripts, variant) ->
            ((HighestOfMajorityContractTest) contract)
                .every_new_coordinator_has_the_consent_of_a_majority_to_that_very_election(size));
  }

  private static Catch highestLeads(int size) {
    return new Catch(
        "the_highest_running_node_leads_in_the_end(" + size + ")",
        "(?s).*new ChaosTrial.*",
        (contract, transcripts, variant) ->
            ((HighestOfMajorityContractTest) contract)
                .the_highest_running_node_leads_in_the_end(size));
  }

  // How they are broken

  /** With every consent there is one of nobody. */
  private static ElectionNode countingOneConsentTooMany(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        super.onMessage(from, message, out);
        if (message instanceof Consent) {
          super.onMessage(NOBODY, message, out);
        }
      }
    };
  }

  private static Message withConsentsOfNow(ElectionNode node, Message message) {
    long now = ((HighestOfMajorityState.Inspection) node.state()).election();
    return message instanceof Consent ? new Consent(now) : message;
  }

  private static Message consentingAlways(Message message) {
    return message instanceof Refusal refusal ? new Consent(refusal.election()) : message;
  }

  /** Forgets to try again once it follows somebody below itself. */
  private static ElectionNode contentWithLowerOnes(NodeSetup setup, ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        super.onMessage(from, message, out);
        NodeId coordinator = ((HighestOfMajorityState.Inspection) state()).coordinator();
        if (coordinator != null && setup.self().isAbove(coordinator)) {
          out.cancelTimer(HighestOfMajorityNode.AGAIN);
        }
      }
    };
  }

  /** Answers lower candidates where it should consent to them. */
  private static ElectionNode hopingAlways(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        honest.onMessage(from, message, answering(out));
      }

      private Effects answering(Effects out) {
        return new AlteredEffects(out) {
          @Override
          public void send(NodeId to, Message message) {
            boolean powerless = ((HighestOfMajorityState.Inspection) honest.state()).powerless();
            super.send(
                to,
                powerless && message instanceof Consent consent
                    ? new Answer(consent.election())
                    : message);
          }
        };
      }
    };
  }
}
