package quorate.raft;

import java.util.SortedSet;
import java.util.TreeSet;
import quorate.raft.RaftMessage.AppendEntries;
import quorate.raft.RaftMessage.PreVote;
import quorate.raft.RaftMessage.PreVoteReply;
import quorate.raft.RaftMessage.RequestVote;
import quorate.raft.RaftMessage.RequestVoteReply;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.Role;
import quorate.spi.Timer;
import quorate.spi.Timing;
import quorate.testkit.AlteredAlgorithm.AlteredEffects;
import quorate.testkit.AlteredAlgorithm.AlteredNode;

/** How the animals in Raft's zoo are broken, where no usual way of breaking does it. */
final class BrokenRaft {

  private BrokenRaft() {}

  // Messages that are taken for others

  static Message withTheLongestLog(ElectionNode node, Message message) {
    return message instanceof RequestVote request
        ? new RequestVote(
            request.term(), request.candidateId(), Integer.MAX_VALUE, Integer.MAX_VALUE)
        : message;
  }

  static Message withRepliesOfNow(ElectionNode node, Message message) {
    return message instanceof RequestVoteReply reply && reply.term() < term(node)
        ? new RequestVoteReply(term(node), reply.voteGranted())
        : message;
  }

  static Message withHeartbeatsOfNow(ElectionNode node, Message message) {
    return message instanceof AppendEntries append && append.term() < term(node)
        ? new AppendEntries(term(node), append.leaderId())
        : message;
  }

  static boolean isOfALaterTerm(ElectionNode node, Message message) {
    return ((RaftMessage) message).term() > term(node);
  }

  static boolean endsACandidacy(ElectionNode node, Message message) {
    return message instanceof AppendEntries append
        && append.term() == term(node)
        && node.belief().role() == Role.CANDIDATE;
  }

  /** The promises that are left over when it stands already. */
  static Message withPromisesAsVotes(ElectionNode node, Message message) {
    boolean stands = stateOf(node).votesReceived().size() > 0;
    return stands && message instanceof PreVoteReply promise && promise.wouldVote()
        ? new RequestVoteReply(term(node), true)
        : message;
  }

  /** As those who are asked see it. */
  static Message withQuestionsOfTheNextTerm(ElectionNode node, Message message) {
    return message instanceof PreVote question
        ? new PreVote(
            question.term() + 1,
            question.candidateId(),
            question.lastLogIndex(),
            question.lastLogTerm())
        : message;
  }

  private static long term(ElectionNode node) {
    return stateOf(node).currentTerm();
  }

  private static RaftState.Inspection stateOf(ElectionNode node) {
    return (RaftState.Inspection) node.state();
  }

  // Nodes

  /** Grants what it should refuse, in its own term. */
  static ElectionNode votingTwice(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        honest.onMessage(
            from,
            message,
            new AlteredEffects(out) {
              @Override
              public void send(NodeId to, Message reply) {
                boolean grants =
                    message instanceof RequestVote request
                        && reply instanceof RequestVoteReply refusal
                        && refusal.term() == request.term();
                super.send(
                    to, grants ? new RequestVoteReply(((RaftMessage) reply).term(), true) : reply);
              }
            });
      }
    };
  }

  /** It denies nothing, but neither takes over the term nor remembers its vote. */
  static ElectionNode votingWhileItHearsALeader(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        RaftState.Inspection now = stateOf(honest);
        if (message instanceof RequestVote request
            && now.hearsLeader()
            && request.term() > now.currentTerm()) {
          out.send(from, new RequestVoteReply(request.term(), true));
        } else {
          super.onMessage(from, message, out);
        }
      }
    };
  }

  /** The time in which a leader counts as heard never ends. */
  static ElectionNode neverForgettingItsLeader(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onTimer(Timer timer, Effects out) {
        if (!timer.equals(RecentLeader.TIMER)) {
          super.onTimer(timer, out);
        }
      }
    };
  }

  /** "Already voted" is all that it looks at. */
  static ElectionNode refusingItsCandidate(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        RaftState.Inspection now = stateOf(honest);
        if (message instanceof RequestVote request
            && request.term() == now.currentTerm()
            && request.candidateId().equals(now.votedFor())) {
          out.send(from, new RequestVoteReply(now.currentTerm(), false));
        } else {
          super.onMessage(from, message, out);
        }
      }
    };
  }

  /** Takes the second vote of the same voter, of five, for that of another node. */
  static ElectionNode countingVotesNotVoters(ElectionNode honest) {
    SortedSet<NodeId> voters = new TreeSet<>();
    return new AlteredNode(honest) {
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
    };
  }

  /** A node that has ever voted for it counts again with the next vote, whatever the term. */
  static ElectionNode keepingItsVotes(ElectionNode honest) {
    SortedSet<NodeId> voters = new TreeSet<>();
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        boolean voted =
            message instanceof RequestVoteReply reply
                && reply.voteGranted()
                && reply.term() == term(honest);
        super.onMessage(from, message, out);
        if (voted) {
          voters.add(from);
          RequestVoteReply again = new RequestVoteReply(term(honest), true);
          voters.forEach(voter -> super.onMessage(voter, again, out));
        }
      }
    };
  }

  /** A vote of nobody is in its count: that of an id which no cluster here has. */
  static ElectionNode countingOneVoteTooMany(ElectionNode honest) {
    NodeId nobody = new NodeId(1000);
    return new AlteredNode(honest) {
      @Override
      public void onTimer(Timer timer, Effects out) {
        super.onTimer(timer, out);
        if (timer.equals(RaftNode.ELECTION)) {
          super.onMessage(nobody, new RequestVoteReply(term(honest), true), out);
        }
      }
    };
  }

  /** Sends AppendEntries at its election only. */
  static ElectionNode silentOnTimers(ElectionNode honest) {
    return new AlteredNode(honest) {
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
    };
  }

  /** Any RequestVote resets its timer. */
  static ElectionNode restartingItsTimerOnRefusals(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      protected Effects between(Effects out) {
        return new AlteredEffects(out) {
          @Override
          public void send(NodeId to, Message message) {
            super.send(to, message);
            if (message instanceof RequestVoteReply reply && !reply.voteGranted()) {
              super.setTimer(RaftNode.ELECTION, Timing.DEFAULT.election());
            }
          }
        };
      }
    };
  }
}
