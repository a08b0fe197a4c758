package quorate.paxos;

import java.lang.reflect.Field;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /** Accepts a proposal whose ballot it has not promised, and is not bound by that ballot then. */
  static ElectionNode acceptingWithoutPromising(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        PaxosState before = savedBy(honest);
        super.onMessage(from, message, out);
        PaxosState now = savedBy(honest);
        boolean accepts = message instanceof Accept accept && accept.epoch() == now.epoch();
        if (accepts && now.decided() == null && now.acceptedBallot() != null) {
          Ballot promised = before.epoch() == now.epoch() ? before.promised() : null;
          save(now.withPromise(promised), honest, out);
        }
      }
    };
  }

  /** Accepts whatever it is asked to, whatever it has promised. */
  static ElectionNode acceptingAnyBallot(ElectionNode honest) {
    return forgettingItsPromiseAt(Accept.class, honest);
  }

  /** Promises whatever it is asked to, also below what it promised before. */
  static ElectionNode promisingAnyBallot(ElectionNode honest) {
    return forgettingItsPromiseAt(Prepare.class, honest);
  }

  private static ElectionNode forgettingItsPromiseAt(
      Class<? extends PaxosMessage> question, ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        PaxosState now = savedBy(honest);
        if (question.isInstance(message)
            && ((PaxosMessage) message).epoch() == now.epoch()
            && now.decided() == null) {
          setSavedBy(honest, now.withPromise(null));
        }
        super.onMessage(from, message, out);
      }
    };
  }

  /** What a learner has counted in one epoch is still there in the next. */
  static ElectionNode keepingItsCountOfAcceptances(ElectionNode honest) {
    return new AlteredNode(honest) {
      @Override
      public void onMessage(NodeId from, Message message, Effects out) {
        counting(() -> super.onMessage(from, message, out));
      }

      @Override
      public void onTimer(Timer timer, Effects out) {
        counting(() -> super.onTimer(timer, out));
      }

      private void counting(Runnable rule) {
        long epoch = stateOf(honest).epoch();
        SortedMap<Ballot, SortedSet<NodeId>> before = new TreeMap<>();
        acceptorsOf(honest).forEach((ballot, voters) -> before.put(ballot, new TreeSet<>(voters)));
        rule.run();
        if (stateOf(honest).epoch() > epoch) {
          before.forEach(
              (ballot, voters) ->
                  acceptorsOf(honest)
                      .computeIfAbsent(ballot, none -> new TreeSet<>())
                      .addAll(voters));
        }
      }
    };
  }

  // What a node keeps to itself

  private static PaxosState savedBy(ElectionNode node) {
    return acceptorOf(node).saved();
  }

  private static void save(PaxosState state, ElectionNode node, Effects out) {
    setSavedBy(node, state);
    out.persist(state);
  }

  private static void setSavedBy(ElectionNode node, PaxosState state) {
    try {
      Field saved = PaxosAcceptor.class.getDeclaredField("saved");
      saved.setAccessible(true);
      saved.set(acceptorOf(node), state);
    } catch (ReflectiveOperationException renamed) {
      throw new AssertionError(renamed);
    }
  }

  private static PaxosAcceptor acceptorOf(ElectionNode node) {
    return (PaxosAcceptor) field("acceptor", node);
  }

  @SuppressWarnings("unchecked")
  private static SortedMap<Ballot, SortedSet<NodeId>> acceptorsOf(ElectionNode node) {
    return (SortedMap<Ballot, SortedSet<NodeId>>) field("acceptors", node);
  }

  private static Object field(String name, ElectionNode node) {
    try {
      Field field = PaxosNode.class.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(node);
    } catch (ReflectiveOperationException renamed) {
      throw new AssertionError(renamed);
    }
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
