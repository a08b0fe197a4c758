package quorate.paxos;

import quorate.paxos.PaxosMessage.Accept;
import quorate.paxos.PaxosMessage.Accepted;
import quorate.paxos.PaxosMessage.Decide;
import quorate.paxos.PaxosMessage.Heartbeat;
import quorate.paxos.PaxosMessage.Prepare;
import quorate.paxos.PaxosMessage.Promise;
import quorate.spi.Durable;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Timer;
import quorate.testkit.AlteredAlgorithm.AlteredEffects;
import quorate.testkit.AlteredAlgorithm.AlteredNode;

/** How the animals in the zoo of Paxos are broken, where no usual way of breaking does it. */
final class BrokenPaxos {

  /** An id that no cluster here has. */
  private static final NodeId NOBODY = new NodeId(1000);

  private BrokenPaxos() {}

  // States that are saved in place of others

  static PaxosState withoutPromise(PaxosState s) {
    return new PaxosState(
        s.epoch(), s.acceptedBallot(), s.acceptedBallot(), s.acceptedLeader(), s.decided());
  }

  static PaxosState withoutAccepted(PaxosState s) {
    return new PaxosState(s.epoch(), s.promised(), null, null, s.decided());
  }

  // Messages that are taken for others

  static Message withoutReport(ElectionNode node, Message message) {
    return message instanceof Promise promise
        ? new Promise(promise.epoch(), promise.ballot(), null, null)
        : message;
  }

  /** The proposal that the node accepted itself wins over all that others report. */
  static Message withReportsOfNoRank(ElectionNode node, Message message) {
    return message instanceof Promise p && p.acceptedBallot() != null
        ? new Promise(
            p.epoch(), p.ballot(), new Ballot(0, p.acceptedBallot().proposer()), p.acceptedLeader())
        : message;
  }

  static Message withPromisesOfNow(ElectionNode node, Message message) {
    return message instanceof Promise p && stateOf(node).proposing() != null
        ? new Promise(p.epoch(), stateOf(node).proposing(), p.acceptedBallot(), p.acceptedLeader())
        : message;
  }

  static Message withoutBallot(ElectionNode node, Message message) {
    return message instanceof Accepted accepted
        ? new Accepted(accepted.epoch(), new Ballot(1, NOBODY), accepted.leader())
        : message;
  }

  static Message withDecreesOfNow(ElectionNode node, Message message) {
    long epoch = stateOf(node).epoch();
    if (message instanceof Decide decide && decide.epoch() < epoch) {
      return new Decide(epoch, decide.leader());
    }
    return message instanceof Heartbeat heartbeat && heartbeat.epoch() < epoch
        ? new Heartbeat(epoch, heartbeat.leader())
        : message;
  }

  private static PaxosState.Inspection stateOf(ElectionNode node) {
    return (PaxosState.Inspection) node.state();
  }

  // Nodes

  /**
   * Saves nothing of its own proposals, neither that it promised nor that it accepted. (Without the
   * promise alone it would be safe: what it accepted itself would still bind it.)
   */
  static ElectionNode forgettingItsProposals(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onTimer(Timer timer, Effects out) {
        honest.onTimer(timer, savingNoVote(out));
      }

      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        honest.onMessage(from, message, message instanceof Promise ? savingNoVote(out) : out);
      }
    };
  }

  private static Effects savingNoVote(Effects out) {
    return new AlteredEffects(out) {
      @Override
      public void persist(Durable state) {
        PaxosState now = (PaxosState) state;
        if (now.promised() == null || now.decided() != null) {
          super.persist(state);
        }
      }
    };
  }

  /** Answers a Prepare with a promise, and does not remember it. */
  static ElectionNode promisingLightly(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        PaxosState.Inspection now = stateOf(honest);
        if (message instanceof Prepare prepare
            && prepare.epoch() == now.epoch()
            && now.decided() == null
            && !prepare.ballot().isBelow(now.promised())) {
          out.send(
              from,
              new Promise(
                  now.epoch(), prepare.ballot(), now.acceptedBallot(), now.acceptedLeader()));
        } else {
          super.onMessage(from, message, out);
        }
      }
    };
  }

  /** With every answer there is one of nobody. */
  static ElectionNode countingOneAnswerTooMany(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        super.onMessage(from, message, out);
        if (message instanceof Promise || message instanceof Accepted) {
          super.onMessage(NOBODY, message, out);
        }
      }
    };
  }

  /** Leaves itself out of the ballots that others see. */
  static ElectionNode leavingItselfOut(NodeSetup setup, ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      protected Effects between(Effects out) {
        return new AlteredEffects(out) {
          @Override
          public void send(NodeId to, Message message) {
            super.send(to, withProposer(new NodeId(1), message));
          }
        };
      }

      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        super.onMessage(from, withOwnBallot(message), out);
      }

      private Message withOwnBallot(Message message) {
        if (message instanceof Promise p) {
          Ballot own = new Ballot(p.ballot().round(), setup.self());
          return new Promise(p.epoch(), own, p.acceptedBallot(), p.acceptedLeader());
        }
        return message instanceof Accepted a
            ? new Accepted(a.epoch(), new Ballot(a.ballot().round(), setup.self()), a.leader())
            : message;
      }
    };
  }

  private static Message withProposer(NodeId proposer, Message message) {
    if (message instanceof Prepare p) {
      return new Prepare(p.epoch(), new Ballot(p.ballot().round(), proposer));
    }
    return message instanceof Accept a
        ? new Accept(a.epoch(), new Ballot(a.ballot().round(), proposer), a.leader())
        : message;
  }
}
