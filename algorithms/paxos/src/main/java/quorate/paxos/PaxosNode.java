package quorate.paxos;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.paxos.PaxosMessage.Accept;
import quorate.paxos.PaxosMessage.Accepted;
import quorate.paxos.PaxosMessage.Decide;
import quorate.paxos.PaxosMessage.Heartbeat;
import quorate.paxos.PaxosMessage.Nack;
import quorate.paxos.PaxosMessage.Prepare;
import quorate.paxos.PaxosMessage.Promise;
import quorate.spi.Belief;
import quorate.spi.Effects;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * Proposer, acceptor and learner in one process (§2.5 of <em>Paxos Made Simple</em>: "each process
 * plays the role of proposer, acceptor, and learner"), for one instance after the other. {@link
 * PaxosProposer} and {@link PaxosAcceptor} decide what to ask and to answer; the node sends it.
 *
 * <p>What this node adds to the paper, which leaves the choice of a leader open: each epoch is an
 * instance of its own, whose decree names who leads the epoch. The chosen node sends heartbeats. A
 * node that hears none suspects it, and opens the next epoch; nobody does so before the present one
 * is decided, so a message of a later epoch tells that all earlier ones are over, and a node that
 * gets it may follow at once. A message to oneself is handled on the spot and is never sent.
 *
 * <p>A leader that restarts does not go on as leader: it cannot know whether it has been suspected
 * meanwhile. Safety would not suffer, since the epoch is still its own.
 */
final class PaxosNode implements ElectionNode {

  static final Timer ELECTION = new Timer("ELECTION");
  static final Timer HEARTBEAT = Timer.heartbeat("HEARTBEAT");

  private static final String PAST_EPOCH = "past epoch";

  private final NodeSetup setup;
  private final boolean everyoneLearns;

  // Durable: the instance, the acceptor's memory of it, and what was learned
  private final PaxosAcceptor acceptor;

  // Volatile: what the node takes itself for
  private Role role = Role.FOLLOWER;
  private NodeId leader;

  // Volatile: the proposal under way, and what came back for it
  private final PaxosProposer proposer;

  // Volatile, learner: who accepted, proposal by proposal
  private final SortedMap<Ballot, SortedSet<NodeId>> acceptors = new TreeMap<>();

  PaxosNode(NodeSetup setup, boolean everyoneLearns, boolean backsOff) {
    this.setup = setup;
    this.everyoneLearns = everyoneLearns;
    PaxosState saved = setup.saved().map(PaxosState.class::cast).orElse(PaxosState.ofEpoch(1));
    this.acceptor = new PaxosAcceptor(saved);
    this.proposer = new PaxosProposer(setup, backsOff);
  }

  @Override
  public void onStart(Effects out) {
    out.setTimer(ELECTION, setup.timing().election());
  }

  @Override
  public void onTimer(Timer timer, Effects out) {
    if (timer.equals(ELECTION)) {
      suspect(out);
    } else if (timer.equals(PaxosProposer.RETRY)) {
      out.explain("ballot " + proposer.proposing() + " got no majority in time");
      propose(out);
    } else if (timer.equals(HEARTBEAT)) {
      sendHeartbeats(out);
    } else {
      throw new IllegalArgumentException("paxos has no timer " + timer);
    }
  }

  /**
   * The leader steps down, and waits like all others. Its epoch is decided all the same, so that a
   * node that suspects it may open the next one.
   */
  @Override
  public void onResign(Effects out) {
    out.explain("resigned on request");
    out.cancelTimer(HEARTBEAT);
    follow(null, out);
  }

  @Override
  public void onMessage(NodeId from, Message message, Effects out) {
    if (!(message instanceof PaxosMessage paxos)) {
      throw new IllegalArgumentException("not a message of paxos: " + message);
    }
    if (paxos.epoch() < epoch()) {
      onPastEpoch(from, paxos, out);
      return;
    }
    if (paxos.epoch() > epoch()) {
      enterEpoch(paxos.epoch(), from + " is in it already", out);
    }
    if (paxos instanceof Prepare prepare) {
      onPrepare(from, prepare, out);
    } else if (paxos instanceof Promise promise) {
      proposer.onPromise(from, promise, out).ifPresent(accept -> broadcast(accept, out));
    } else if (paxos instanceof Accept accept) {
      onAccept(from, accept, out);
    } else if (paxos instanceof Accepted accepted) {
      onAccepted(from, accepted, out);
    } else if (paxos instanceof Nack nack) {
      if (proposer.onNack(from, nack, out)) {
        propose(out);
      }
    } else if (paxos instanceof Decide decide) {
      onDecide(from, decide, out);
    } else if (paxos instanceof Heartbeat heartbeat) {
      onHeartbeat(from, heartbeat, out);
    } else {
      throw new IllegalArgumentException("paxos has no rule for " + message);
    }
  }

  // Epochs: one instance after the other

  /** Nothing was heard in time: from the leader if there is one, else from a proposer. */
  private void suspect(Effects out) {
    if (decided() == null) {
      out.explain("epoch " + epoch() + " is undecided, and nobody decides it");
    } else {
      String why =
          decided().equals(setup.self())
              ? "it led epoch " + epoch() + " once, and heard from no later leader in time"
              : "leader " + decided() + " is suspected: nothing heard from it in time";
      enterEpoch(epoch() + 1, why, out);
    }
    propose(out);
  }

  /** A fresh acceptor, learner and follower, in an instance that it was not in before. */
  private void enterEpoch(long epoch, String why, Effects out) {
    out.explain(
        (role == Role.LEADER ? "stepped down, " : "") + "enters epoch " + epoch + ": " + why);
    out.cancelTimer(HEARTBEAT);
    acceptor.enter(epoch, out);
    follow(null, out);
    acceptors.clear();
    proposer.enterEpoch();
  }

  /** A node that asks in an epoch that is over learns of the present one. */
  private void onPastEpoch(NodeId from, PaxosMessage message, Effects out) {
    String what = message.name() + " of " + from + ": epoch " + message.epoch() + " is over";
    Ballot asked =
        message instanceof Prepare prepare
            ? prepare.ballot()
            : message instanceof Accept accept ? accept.ballot() : null;
    if (decided() != null && (asked != null || message instanceof Heartbeat)) {
      out.refuse(from, PAST_EPOCH, what);
      out.send(from, new Decide(epoch(), decided()));
    } else if (asked != null) {
      out.refuse(from, PAST_EPOCH, what);
      out.send(from, new Nack(epoch(), asked, acceptor.saved().promised()));
    } else {
      out.ignore(what);
    }
  }

  // Proposer: phase 1(a) and 2(a)

  private void propose(Effects out) {
    role = Role.CANDIDATE;
    leader = null;
    out.cancelTimer(ELECTION);
    broadcast(proposer.propose(acceptor.saved(), out), out);
  }

  // Acceptor: phase 1(b) and 2(b)

  private void onPrepare(NodeId from, Prepare prepare, Effects out) {
    PaxosMessage answer = acceptor.onPrepare(from, prepare, out);
    if (answer instanceof Promise) {
      giveWay(from, out);
    }
    reply(from, answer, out);
  }

  private void onAccept(NodeId from, Accept accept, Effects out) {
    PaxosMessage answer = acceptor.onAccept(from, accept, out);
    if (answer instanceof Accepted) {
      giveWay(from, out);
    }
    if (answer instanceof Accepted && everyoneLearns) {
      broadcast(answer, out);
    } else {
      reply(from, answer, out);
    }
  }

  /** Another proposer is at work: this node waits again before its own next attempt. */
  private void giveWay(NodeId to, Effects out) {
    if (to.equals(setup.self())) {
      return;
    }
    if (role == Role.CANDIDATE) {
      proposer.startWait(out);
    } else {
      out.setTimer(ELECTION, setup.timing().election());
    }
  }

  // Learner

  /** §2.3: a value is chosen when a majority of acceptors accepted the same proposal. */
  private void onAccepted(NodeId acceptor, Accepted accepted, Effects out) {
    if (decided() != null) {
      out.ignore("an acceptance of " + acceptor + ": the decree is known");
      return;
    }
    SortedSet<NodeId> voters =
        acceptors.computeIfAbsent(accepted.ballot(), ballot -> new TreeSet<>());
    voters.add(acceptor);
    if (voters.size() < setup.majority()) {
      return;
    }
    out.explain("ballot " + accepted.ballot() + " is chosen: " + voters + " accepted");
    learn(accepted.leader(), out);
    if (!everyoneLearns) {
      setup.peers().forEach(peer -> out.send(peer, new Decide(epoch(), decided())));
    }
  }

  private void onDecide(NodeId from, Decide decide, Effects out) {
    if (decided() == null) {
      learn(decide.leader(), out);
    } else {
      checkSame(from, decide.leader());
      out.ignore("a Decide of " + from + ": this is known");
    }
  }

  /** The node knows the decree of the epoch. If it is the one chosen, it takes office. */
  private void learn(NodeId chosen, Effects out) {
    acceptor.learn(chosen, out);
    acceptors.clear();
    if (chosen.equals(setup.self())) {
      role = Role.LEADER;
      leader = chosen;
      out.cancelTimer(ELECTION);
      proposer.end(out);
      out.setTimer(HEARTBEAT, TimeRange.fixed(setup.timing().heartbeat()));
      out.explain("leads epoch " + epoch() + ": it was chosen");
    } else {
      follow(chosen, out);
    }
  }

  /** Two learners that know of different decrees in one epoch would refute the paper. */
  private void checkSame(NodeId from, NodeId chosen) {
    if (!chosen.equals(decided())) {
      String both = decided() + " here, " + chosen + " at " + from;
      throw new AssertionError("epoch " + epoch() + " has two decrees: " + both);
    }
  }

  // The leader that was chosen

  private void sendHeartbeats(Effects out) {
    setup.peers().forEach(peer -> out.send(peer, new Heartbeat(epoch(), setup.self())));
    out.setTimer(HEARTBEAT, TimeRange.fixed(setup.timing().heartbeat()));
  }

  private void onHeartbeat(NodeId from, Heartbeat heartbeat, Effects out) {
    if (decided() == null) {
      learn(heartbeat.leader(), out);
    } else {
      checkSame(from, heartbeat.leader());
      follow(heartbeat.leader(), out);
    }
  }

  private void follow(NodeId whom, Effects out) {
    role = Role.FOLLOWER;
    leader = whom;
    proposer.stop(out);
    out.setTimer(ELECTION, setup.timing().election());
  }

  // Sending, to oneself as well

  /** To all, the node itself first: what it saves by that is saved before anything is sent. */
  private void broadcast(PaxosMessage message, Effects out) {
    onMessage(setup.self(), message, out);
    setup.peers().forEach(peer -> out.send(peer, message));
  }

  private void reply(NodeId to, PaxosMessage message, Effects out) {
    if (to.equals(setup.self())) {
      onMessage(to, message, out);
    } else {
      out.send(to, message);
    }
  }

  private long epoch() {
    return acceptor.saved().epoch();
  }

  /** The node that leads this epoch, as far as this node knows, or {@code null}. */
  private NodeId decided() {
    return acceptor.saved().decided();
  }

  @Override
  public Belief belief() {
    OptionalLong epoch = OptionalLong.of(epoch());
    String round = proposer.proposing() == null ? "" : "ballot " + proposer.proposing();
    return switch (role) {
      case FOLLOWER -> Belief.follower(epoch, Optional.ofNullable(leader));
      case CANDIDATE -> Belief.candidate(epoch, round);
      case LEADER -> Belief.leader(epoch, setup.self(), round);
    };
  }

  @Override
  public Record state() {
    PaxosState saved = acceptor.saved();
    return new PaxosState.Inspection(
        saved.epoch(),
        saved.promised(),
        saved.acceptedBallot(),
        saved.acceptedLeader(),
        saved.decided(),
        role,
        leader,
        proposer.proposing(),
        proposer.promises(),
        proposer.highestRound());
  }
}
