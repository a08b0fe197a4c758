package quorate.paxos;

import java.util.Comparator;
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
 * plays the role of proposer, acceptor, and learner"), for one instance after the other.
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
  static final Timer RETRY = new Timer("RETRY");
  static final Timer HEARTBEAT = Timer.heartbeat("HEARTBEAT");

  // the rules by which a node refuses
  private static final String PAST_EPOCH = "past epoch";
  private static final String PROMISED = "promised to a higher ballot";
  private static final String DECIDED = "decided";

  private final NodeSetup setup;
  private final boolean everyoneLearns;
  private final boolean backsOff;

  // Durable: the instance, the acceptor's memory of it, and what was learned
  private PaxosState saved;

  // Volatile: what the node takes itself for
  private Role role = Role.FOLLOWER;
  private NodeId leader;

  // Volatile, proposer: the proposal under way, and what came back for it
  private Ballot proposing;
  private boolean accepting;
  private final SortedMap<NodeId, Promise> promises = new TreeMap<>();
  private long highestRound;

  // Volatile, learner: who accepted, proposal by proposal
  private final SortedMap<Ballot, SortedSet<NodeId>> acceptors = new TreeMap<>();

  PaxosNode(NodeSetup setup, boolean everyoneLearns, boolean backsOff) {
    this.setup = setup;
    this.everyoneLearns = everyoneLearns;
    this.backsOff = backsOff;
    this.saved = setup.saved().map(PaxosState.class::cast).orElse(PaxosState.ofEpoch(1));
  }

  @Override
  public void onStart(Effects out) {
    out.setTimer(ELECTION, setup.timing().election());
  }

  @Override
  public void onTimer(Timer timer, Effects out) {
    if (timer.equals(ELECTION)) {
      suspect(out);
    } else if (timer.equals(RETRY)) {
      out.explain("ballot " + proposing + " got no majority in time");
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
    if (paxos.epoch() < saved.epoch()) {
      onPastEpoch(from, paxos, out);
      return;
    }
    if (paxos.epoch() > saved.epoch()) {
      enterEpoch(paxos.epoch(), from + " is in it already", out);
    }
    if (paxos instanceof Prepare prepare) {
      onPrepare(from, prepare, out);
    } else if (paxos instanceof Promise promise) {
      onPromise(from, promise, out);
    } else if (paxos instanceof Accept accept) {
      onAccept(from, accept, out);
    } else if (paxos instanceof Accepted accepted) {
      onAccepted(from, accepted, out);
    } else if (paxos instanceof Nack nack) {
      onNack(from, nack, out);
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
    if (saved.decided() == null) {
      out.explain("epoch " + saved.epoch() + " is undecided, and nobody decides it");
    } else {
      String why =
          saved.decided().equals(setup.self())
              ? "it led epoch " + saved.epoch() + " once, and heard from no later leader in time"
              : "leader " + saved.decided() + " is suspected: nothing heard from it in time";
      enterEpoch(saved.epoch() + 1, why, out);
    }
    propose(out);
  }

  /**
   * The node is a fresh acceptor, learner and follower in an instance that it was not in before.
   */
  private void enterEpoch(long epoch, String why, Effects out) {
    out.explain(
        (role == Role.LEADER ? "stepped down, " : "") + "enters epoch " + epoch + ": " + why);
    out.cancelTimer(HEARTBEAT);
    save(PaxosState.ofEpoch(epoch), out);
    follow(null, out);
    acceptors.clear();
    highestRound = 0;
  }

  /**
   * A node that asks in an epoch that is over learns of the present one; the rest is out of date.
   */
  private void onPastEpoch(NodeId from, PaxosMessage message, Effects out) {
    boolean asks =
        message instanceof Prepare || message instanceof Accept || message instanceof Heartbeat;
    String what = message.name() + " of " + from + ": epoch " + message.epoch() + " is over";
    if (asks && saved.decided() != null) {
      out.refuse(from, PAST_EPOCH, what);
      out.send(from, new Decide(saved.epoch(), saved.decided()));
    } else if (message instanceof Prepare prepare) {
      out.refuse(from, PAST_EPOCH, what);
      out.send(from, new Nack(saved.epoch(), prepare.ballot(), saved.promised()));
    } else if (message instanceof Accept accept) {
      out.refuse(from, PAST_EPOCH, what);
      out.send(from, new Nack(saved.epoch(), accept.ballot(), saved.promised()));
    } else {
      out.ignore(what);
    }
  }

  // Proposer, phase 1(a) and 2(a)

  /**
   * Phase 1(a): "A proposer selects a proposal number n and sends a prepare request with number n
   * to a majority of acceptors", here to all of them.
   */
  private void propose(Effects out) {
    long promisedRound = saved.promised() == null ? 0 : saved.promised().round();
    highestRound = Math.max(highestRound, promisedRound) + 1;
    proposing = new Ballot(highestRound, setup.self());
    accepting = false;
    promises.clear();
    role = Role.CANDIDATE;
    leader = null;
    out.cancelTimer(ELECTION);
    out.setTimer(RETRY, backOff());
    broadcast(new Prepare(saved.epoch(), proposing), out);
  }

  /**
   * Phase 2(a): with promises of a majority, the proposer asks to accept "the value of the
   * highest-numbered proposal among the responses", or, if they report none, its own choice:
   * itself. Phase 2 is a question of its own, and gets a wait of its own.
   */
  private void onPromise(NodeId acceptor, Promise promise, Effects out) {
    if (role != Role.CANDIDATE || !promise.ballot().equals(proposing)) {
      out.ignore("a promise of " + acceptor + ": no such proposal is under way");
      return;
    }
    if (accepting) {
      out.ignore("a promise of " + acceptor + ": a majority promised before");
      return;
    }
    promises.put(acceptor, promise);
    if (promises.size() < setup.majority()) {
      return;
    }
    accepting = true;
    out.setTimer(RETRY, backOff());
    Optional<Promise> bound =
        promises.values().stream()
            .filter(answer -> answer.acceptedBallot() != null)
            .max(Comparator.comparing(Promise::acceptedBallot));
    NodeId value = bound.map(Promise::acceptedLeader).orElse(setup.self());
    out.explain(
        "proposes "
            + bound.map(b -> value + ", bound by ballot " + b.acceptedBallot()).orElse("itself")
            + ": "
            + promises.keySet()
            + " promised");
    broadcast(new Accept(saved.epoch(), proposing, value), out);
  }

  /**
   * The next attempt must outbid what was promised. It waits for the random back-off to end;
   * without back-off it comes at once, unless only the node's own acceptor refused, and the others
   * may still be a majority.
   */
  private void onNack(NodeId acceptor, Nack nack, Effects out) {
    boolean underWay = role == Role.CANDIDATE && nack.ballot().equals(proposing);
    if (!underWay || nack.promised() == null) {
      out.ignore("a refusal of " + acceptor + ": no such proposal is under way");
      return;
    }
    highestRound = Math.max(highestRound, nack.promised().round());
    out.explain(acceptor + " refused: it promised itself to ballot " + nack.promised());
    if (!backsOff && !acceptor.equals(setup.self())) {
      propose(out);
    }
  }

  /**
   * §2.4: without a distinguished proposer, chance must keep proposers out of each other's way.
   * Without back-off nothing is left to chance.
   */
  private TimeRange backOff() {
    if (!backsOff) {
      return TimeRange.fixed(setup.timing().answer());
    }
    TimeRange election = setup.timing().election();
    return new TimeRange(setup.timing().answer(), setup.timing().answer().plus(election.width()));
  }

  // Acceptor, phase 1(b) and 2(b)

  /**
   * Phase 1(b): "If an acceptor receives a prepare request with number n greater than that of any
   * prepare request to which it has already responded, then it responds to the request with a
   * promise." A repeated request is answered again.
   */
  private void onPrepare(NodeId proposer, Prepare prepare, Effects out) {
    if (saved.decided() != null) {
      tellDecided(proposer, out);
    } else if (prepare.ballot().isBelow(saved.promised())) {
      refuse(proposer, prepare.ballot(), out);
    } else {
      save(saved.withPromise(prepare.ballot()), out);
      giveWay(proposer, out);
      reply(
          proposer,
          new Promise(
              saved.epoch(), prepare.ballot(), saved.acceptedBallot(), saved.acceptedLeader()),
          out);
    }
  }

  /**
   * Phase 2(b): "If an acceptor receives an accept request for a proposal numbered n, it accepts
   * the proposal unless it has already responded to a prepare request having a number greater than
   * n."
   */
  private void onAccept(NodeId proposer, Accept accept, Effects out) {
    if (saved.decided() != null) {
      tellDecided(proposer, out);
      return;
    }
    if (accept.ballot().isBelow(saved.promised())) {
      refuse(proposer, accept.ballot(), out);
      return;
    }
    save(saved.withAccepted(accept.ballot(), accept.leader()), out);
    giveWay(proposer, out);
    Accepted accepted = new Accepted(saved.epoch(), accept.ballot(), accept.leader());
    if (everyoneLearns) {
      broadcast(accepted, out);
    } else {
      reply(proposer, accepted, out);
    }
  }

  private void refuse(NodeId proposer, Ballot ballot, Effects out) {
    String what = "ballot " + ballot + " of " + proposer + ": promised to " + saved.promised();
    out.refuse(proposer, PROMISED, what);
    reply(proposer, new Nack(saved.epoch(), ballot, saved.promised()), out);
  }

  private void tellDecided(NodeId proposer, Effects out) {
    out.refuse(proposer, DECIDED, proposer + ": epoch " + saved.epoch() + " has decided already");
    reply(proposer, new Decide(saved.epoch(), saved.decided()), out);
  }

  /** Somebody else is at work: its own next attempt starts its wait again. */
  private void giveWay(NodeId proposer, Effects out) {
    if (proposer.equals(setup.self())) {
      return;
    }
    if (role == Role.CANDIDATE) {
      out.setTimer(RETRY, backOff());
    } else {
      out.setTimer(ELECTION, setup.timing().election());
    }
  }

  // Learner

  /** §2.3: a value is chosen when a majority of acceptors accepted the same proposal. */
  private void onAccepted(NodeId acceptor, Accepted accepted, Effects out) {
    if (saved.decided() != null) {
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
      setup.peers().forEach(peer -> out.send(peer, new Decide(saved.epoch(), saved.decided())));
    }
  }

  private void onDecide(NodeId from, Decide decide, Effects out) {
    if (saved.decided() == null) {
      learn(decide.leader(), out);
    } else {
      checkSame(from, decide.leader());
      out.ignore("a Decide of " + from + ": this is known");
    }
  }

  /** The node knows the decree of the epoch. If it is the one chosen, it takes office. */
  private void learn(NodeId chosen, Effects out) {
    save(saved.withDecided(chosen), out);
    acceptors.clear();
    if (chosen.equals(setup.self())) {
      role = Role.LEADER;
      leader = chosen;
      out.cancelTimer(ELECTION);
      out.cancelTimer(RETRY);
      out.setTimer(HEARTBEAT, TimeRange.fixed(setup.timing().heartbeat()));
      out.explain("leads epoch " + saved.epoch() + ": it was chosen");
    } else {
      follow(chosen, out);
    }
  }

  /** Two learners that know of different decrees in one epoch would refute the paper. */
  private void checkSame(NodeId from, NodeId chosen) {
    if (!chosen.equals(saved.decided())) {
      throw new AssertionError(
          "epoch "
              + saved.epoch()
              + " has two decrees: "
              + saved.decided()
              + " here, "
              + chosen
              + " at "
              + from);
    }
  }

  // The leader that was chosen

  private void sendHeartbeats(Effects out) {
    setup.peers().forEach(peer -> out.send(peer, new Heartbeat(saved.epoch(), setup.self())));
    out.setTimer(HEARTBEAT, TimeRange.fixed(setup.timing().heartbeat()));
  }

  private void onHeartbeat(NodeId from, Heartbeat heartbeat, Effects out) {
    if (saved.decided() == null) {
      learn(heartbeat.leader(), out);
    } else {
      checkSame(from, heartbeat.leader());
      follow(heartbeat.leader(), out);
    }
  }

  private void follow(NodeId whom, Effects out) {
    role = Role.FOLLOWER;
    leader = whom;
    proposing = null;
    promises.clear();
    out.cancelTimer(RETRY);
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

  private void save(PaxosState state, Effects out) {
    saved = state;
    out.persist(saved);
  }

  @Override
  public Belief belief() {
    OptionalLong epoch = OptionalLong.of(saved.epoch());
    String round = proposing == null ? "" : "ballot " + proposing;
    return switch (role) {
      case FOLLOWER -> Belief.follower(epoch, Optional.ofNullable(leader));
      case CANDIDATE -> Belief.candidate(epoch, round);
      case LEADER -> Belief.leader(epoch, setup.self(), round);
    };
  }

  @Override
  public Record state() {
    return PaxosState.Inspection.of(
        saved, role, leader, proposing, new TreeSet<>(promises.keySet()), highestRound);
  }
}
