package quorate.raft;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import quorate.raft.RaftMessage.AppendEntries;
import quorate.raft.RaftMessage.RequestVote;
import quorate.raft.RaftMessage.RequestVoteReply;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.testkit.AlteredAlgorithm;
import quorate.testkit.AlteredAlgorithm.AlteredEffects;
import quorate.testkit.AlteredAlgorithm.AlteredNode;
import quorate.testkit.ElectionContract;
import quorate.testkit.SavesLast;

/** Tests of the tests: Raft with one rule broken, which the contract must notice. */
class RaftPlantedBugsTest {

  @Test
  void a_vote_that_is_not_saved_is_caught() {
    caughtByChaos(3, saving(state -> new RaftState(state.currentTerm(), null, state.log())))
        .hasMessageContaining("lead");
  }

  @Test
  void a_term_that_is_not_saved_is_caught() {
    caughtByChaos(3, saving(state -> new RaftState(0, null, state.log())))
        .hasMessageContaining("went back from epoch");
  }

  @Test
  void a_vote_that_is_sent_before_it_is_saved_is_caught() {
    caughtByChaos(3, node("saves last", SavesLast::new)).hasMessageContaining("lead");
  }

  @Test
  void a_vote_given_twice_in_a_term_is_caught() {
    caughtByChaos(3, node("votes twice", VotesTwice::new)).hasMessageContaining("lead");
  }

  @Test
  void a_repeated_vote_that_counts_again_is_caught() {
    caughtByChaos(5, node("counts votes, not voters", CountsVotesNotVoters::new))
        .hasMessageContaining("lead");
  }

  @Test
  void a_vote_of_a_past_term_that_counts_is_caught() {
    caughtByChaos(3, node("counts past votes", CountsPastVotes::new)).hasMessageContaining("lead");
  }

  @Test
  void a_higher_term_that_is_ignored_is_caught() {
    caughtByChaos(3, node("ignores higher terms", IgnoresHigherTerms::new))
        .hasMessageContaining("did not settle");
  }

  @Test
  void a_leader_that_sends_no_heartbeat_is_caught() {
    assertThatThrownBy(
            () -> contract(node("no heartbeat", Silent::new)).a_leader_stays_when_nothing_fails(3))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void a_leader_that_keeps_its_election_timer_is_caught() {
    assertThatThrownBy(
            () ->
                contract(node("keeps its timer", KeepsElectionTimer::new))
                    .a_leader_stays_when_nothing_fails(3))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void equal_election_timeouts_are_caught() {
    assertThatThrownBy(
            () -> contract(node("no chance", EqualTimeouts::new)).a_cluster_that_starts_settles(3))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("settles");
  }

  // The broken nodes

  /** Grants what it should refuse, in its own term. */
  private static final class VotesTwice extends AlteredNode {
    VotesTwice(ElectionNode honest) {
      super(honest);
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      honest.onMessage(
          from,
          message,
          new AlteredEffects(out) {
            @Override
            public void send(NodeId to, Message reply) {
              boolean grant =
                  message instanceof RequestVote request
                      && reply instanceof RequestVoteReply refusal
                      && refusal.term() == request.term();
              super.send(
                  to, grant ? new RequestVoteReply(((RaftMessage) reply).term(), true) : reply);
            }
          });
    }
  }

  /** Takes the second vote of the same voter for that of another node. */
  private static final class CountsVotesNotVoters extends AlteredNode {
    private final SortedSet<NodeId> voters = new TreeSet<>();

    CountsVotesNotVoters(ElectionNode honest) {
      super(honest);
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      voters.clear();
      super.onTimer(timer, out);
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      boolean again = message instanceof RequestVoteReply && !voters.add(from);
      super.onMessage(again ? new NodeId(from.value() % 5 + 1) : from, message, out);
    }
  }

  /** Takes a vote of a past term for one of the present. */
  private static final class CountsPastVotes extends AlteredNode {
    CountsPastVotes(ElectionNode honest) {
      super(honest);
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      boolean past = message instanceof RequestVoteReply reply && reply.term() < term(honest);
      super.onMessage(
          from,
          past
              ? new RequestVoteReply(term(honest), ((RequestVoteReply) message).voteGranted())
              : message,
          out);
    }
  }

  /** Does not hear what is of a later term. */
  private static final class IgnoresHigherTerms extends AlteredNode {
    IgnoresHigherTerms(ElectionNode honest) {
      super(honest);
    }

    @Override
    public void onMessage(NodeId from, Message message, Effects out) {
      if (((RaftMessage) message).term() <= term(honest)) {
        super.onMessage(from, message, out);
      }
    }
  }

  /** Never sends AppendEntries but at its election. */
  private static final class Silent extends AlteredNode {
    Silent(ElectionNode honest) {
      super(honest);
    }

    @Override
    public void onTimer(Timer timer, Effects out) {
      honest.onTimer(
          timer,
          new AlteredEffects(out) {
            @Override
            public void send(NodeId to, Message message) {
              if (!(message instanceof AppendEntries)) {
                super.send(to, message);
              }
            }
          });
    }
  }

  private static final class KeepsElectionTimer extends AlteredNode {
    KeepsElectionTimer(ElectionNode honest) {
      super(honest);
    }

    @Override
    protected Effects between(Effects out) {
      return new AlteredEffects(out) {
        @Override
        public void cancelTimer(Timer timer) {
          if (!timer.equals(RaftNode.ELECTION)) {
            super.cancelTimer(timer);
          }
        }
      };
    }
  }

  private static final class EqualTimeouts extends AlteredNode {
    EqualTimeouts(ElectionNode honest) {
      super(honest);
    }

    @Override
    protected Effects between(Effects out) {
      return new AlteredEffects(out) {
        @Override
        public void setTimer(Timer timer, TimeRange delay) {
          super.setTimer(timer, TimeRange.fixed(delay.min()));
        }
      };
    }
  }

  private static long term(ElectionNode node) {
    return node.belief().epoch().getAsLong();
  }

  private static ElectionAlgorithm saving(Function<RaftState, RaftState> forgets) {
    return node(
        "forgets",
        honest ->
            new AlteredNode(honest) {
              @Override
              protected Effects between(Effects out) {
                return new AlteredEffects(out) {
                  @Override
                  public void persist(Durable state) {
                    super.persist(forgets.apply((RaftState) state));
                  }
                };
              }
            });
  }

  private static ElectionAlgorithm node(String bug, Function<ElectionNode, ElectionNode> broken) {
    return new AlteredAlgorithm(
        bug, new RaftAlgorithm(), (setup, raft) -> broken.apply(raft.newNode(setup)));
  }

  // What catches them

  private static AbstractThrowableAssert<?, ? extends Throwable> caughtByChaos(
      int size, ElectionAlgorithm broken) {
    return assertThatThrownBy(
            () ->
                contract(broken)
                    .promises_hold_under_all_faults_and_the_cluster_settles_when_they_end(size))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("replay: ");
  }

  private static ElectionContract contract(ElectionAlgorithm algorithm) {
    return new ElectionContract() {
      @Override
      protected ElectionAlgorithm algorithm() {
        return algorithm;
      }
    };
  }
}
