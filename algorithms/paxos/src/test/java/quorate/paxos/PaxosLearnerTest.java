package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.paxos.PaxosFixture.accepted;
import static quorate.paxos.PaxosFixture.acceptedByItself;
import static quorate.paxos.PaxosFixture.ballot;
import static quorate.paxos.PaxosFixture.freshNode;
import static quorate.paxos.PaxosFixture.n;
import static quorate.paxos.PaxosFixture.node;
import static quorate.paxos.PaxosFixture.promise;
import static quorate.paxos.PaxosFixture.receive;
import static quorate.paxos.PaxosFixture.saved;
import static quorate.paxos.PaxosFixture.state;
import static quorate.paxos.PaxosFixture.tellingEveryone;
import static quorate.paxos.PaxosFixture.timeout;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.paxos.PaxosMessage.Decide;
import quorate.paxos.PaxosMessage.Heartbeat;
import quorate.paxos.PaxosMessage.Promise;
import quorate.spi.Belief;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.RecordedEffects.CancelTimer;
import quorate.testkit.RecordedEffects.Persist;
import quorate.testkit.RecordedEffects.Send;
import quorate.testkit.RecordedEffects.SetTimer;

/** The learner of §2.3, and the leader that was chosen. */
class PaxosLearnerTest {

  /** §2.3: "a proposal has been accepted by a majority of acceptors": then it is chosen. */
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "4, 2", "5, 2", "7, 3"})
  void a_majority_of_acceptances_makes_a_decree(int size, int acceptancesOfOthers) {
    PaxosNode proposer = acceptedByItself(size);
    for (int acceptor = 2; acceptor <= acceptancesOfOthers; acceptor++) {
      accepted(proposer, acceptor, ballot(1, 1), 1);
    }
    assertThat(state(proposer).decided()).as("one short").isNull();

    accepted(proposer, acceptancesOfOthers + 1, ballot(1, 1), 1);

    assertThat(state(proposer).decided()).isEqualTo(n(1));
  }

  @Test
  void a_decree_is_saved_and_then_told_to_all_and_the_chosen_one_takes_office() {
    PaxosNode proposer = acceptedByItself(3);

    RecordedEffects out = accepted(proposer, 2, ballot(1, 1), 1);

    Decide decide = new Decide(1, n(1));
    assertThat(out.deeds())
        .containsExactly(
            new Persist(PaxosFixture.decided(1, 1)),
            new CancelTimer(PaxosNode.ELECTION),
            new CancelTimer(PaxosProposer.RETRY),
            new SetTimer(PaxosNode.HEARTBEAT, TimeRange.fixed(Timing.DEFAULT.heartbeat())),
            new Send(n(2), decide),
            new Send(n(3), decide));
    assertThat(proposer.belief()).isEqualTo(Belief.leader(OptionalLong.of(1), n(1), "ballot 1.1"));
  }

  /** §2.3, second form: everyone counts for itself, nobody announces. */
  @Test
  void a_learner_that_counts_for_itself_announces_nothing() {
    PaxosNode learner = tellingEveryone(3, 3);
    accepted(learner, 1, ballot(1, 1), 1);

    RecordedEffects out = accepted(learner, 2, ballot(1, 1), 1);

    assertThat(state(learner).decided()).isEqualTo(n(1));
    assertThat(out.all(Send.class)).isEmpty();
    assertThat(out.delayOf(PaxosNode.ELECTION)).contains(Timing.DEFAULT.election());
  }

  /** Acceptances of different proposals do not add up, not even if the value is the same. */
  @Test
  void learners_count_acceptors_per_ballot() {
    PaxosNode learner = tellingEveryone(5, 5);
    accepted(learner, 1, ballot(1, 1), 1);
    accepted(learner, 2, ballot(1, 1), 1);
    accepted(learner, 3, ballot(2, 3), 1);
    accepted(learner, 4, ballot(2, 3), 1);
    assertThat(state(learner).decided()).isNull();

    accepted(learner, 2, ballot(2, 3), 1);

    assertThat(state(learner).decided()).isEqualTo(n(1));
  }

  @Test
  void an_acceptor_counts_once_however_often_it_tells() {
    PaxosNode learner = tellingEveryone(5, 5);
    for (int i = 0; i < 3; i++) {
      accepted(learner, 1, ballot(1, 1), 1);
    }

    assertThat(state(learner).decided()).isNull();
  }

  @Test
  void acceptances_beyond_the_majority_change_nothing() {
    PaxosNode proposer = acceptedByItself(3);
    accepted(proposer, 2, ballot(1, 1), 1);

    RecordedEffects out = accepted(proposer, 3, ballot(1, 1), 1);

    assertThat(out.deeds()).isEmpty();
    assertThat(out.ignored()).isTrue();
  }

  /** A bound proposer elects somebody else, and follows it. */
  @Test
  void a_proposer_follows_whom_it_had_to_propose() {
    PaxosNode proposer = node(1, 3, saved(ballot(1, 3), ballot(1, 3), n(3)));
    timeout(proposer);
    receive(proposer, 2, new Promise(1, ballot(2, 1), null, null));

    RecordedEffects out = accepted(proposer, 2, ballot(2, 1), 3);

    assertThat(state(proposer).role()).isEqualTo(Role.FOLLOWER);
    assertThat(state(proposer).leader()).isEqualTo(n(3));
    assertThat(out.sentTo(n(2))).containsExactly(new Decide(1, n(3)));
    assertThat(out.deeds()).contains(new CancelTimer(PaxosProposer.RETRY));
  }

  /** It may be chosen by somebody else's ballot while its own is under way. */
  @Test
  void a_leader_does_not_go_on_with_a_proposal_of_its_own() {
    PaxosNode proposer = freshNode(1, 3);
    timeout(proposer);
    receive(proposer, 3, new Decide(1, n(1)));
    assertThat(state(proposer).role()).isEqualTo(Role.LEADER);

    RecordedEffects out = promise(proposer, 2);

    assertThat(out.deeds()).isEmpty();
    assertThat(out.ignored()).isTrue();
  }

  @Test
  void a_leader_repeats_its_heartbeats() {
    PaxosNode leader = acceptedByItself(3);
    accepted(leader, 2, ballot(1, 1), 1);

    RecordedEffects out = RecordedEffects.of(o -> leader.onTimer(PaxosNode.HEARTBEAT, o));

    assertThat(out.deeds())
        .containsExactly(
            new Send(n(2), new Heartbeat(1, n(1))),
            new Send(n(3), new Heartbeat(1, n(1))),
            new SetTimer(PaxosNode.HEARTBEAT, TimeRange.fixed(Timing.DEFAULT.heartbeat())));
  }

  @Test
  void a_node_alone_leads_at_once_and_sends_nothing() {
    PaxosNode alone = freshNode(1, 1);

    RecordedEffects out = timeout(alone);

    assertThat(state(alone).role()).isEqualTo(Role.LEADER);
    assertThat(out.all(Send.class)).isEmpty();
    assertThat(out.delayOf(PaxosProposer.RETRY)).isEmpty();
  }
}
