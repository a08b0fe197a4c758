package quorate.highestofmajority;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.highestofmajority.HighestOfMajorityMessage.Acknowledged;
import quorate.highestofmajority.HighestOfMajorityMessage.Answer;
import quorate.highestofmajority.HighestOfMajorityMessage.Consent;
import quorate.highestofmajority.HighestOfMajorityMessage.Coordinator;
import quorate.highestofmajority.HighestOfMajorityMessage.Election;
import quorate.highestofmajority.HighestOfMajorityMessage.Heartbeat;
import quorate.highestofmajority.HighestOfMajorityMessage.Refusal;
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
 * One process of an election that is no longer Bully: the highest node that runs, and that a
 * majority of all members answers, becomes the coordinator.
 *
 * <p>What it changes in Bully: a candidate asks all nodes, not only those above it, and needs the
 * consent of a majority, itself included. A node that hears a coordinator stands by it, and
 * consents to nobody below it. A node whose election less than a majority answers is
 * <em>powerless</em>: it bows to lower ones until an election of its own is answered, so that a
 * high node at the edge of the network keeps nobody else from leading. A coordinator whose
 * heartbeats no majority acknowledges steps down.
 *
 * <p>What it does not give: epochs. Consent is given to any node that asks, and may be given twice,
 * and a coordinator that stood still for a while goes on for a moment beside its successor. So two
 * may lead at once, and nothing tells a resource which of them is the later one.
 */
final class HighestOfMajorityNode implements ElectionNode {

  static final Timer ELECTION = new Timer("ELECTION");
  static final Timer ANSWER = new Timer("ANSWER");
  static final Timer AGAIN = new Timer("AGAIN");

  // the rules by which a node refuses
  private static final String IS_COORDINATOR = "is coordinator";
  private static final String FOLLOWS_HIGHER = "follows a higher coordinator";

  private final NodeSetup setup;
  private final NodeId self;

  // Durable: how many elections it has held
  private HighestOfMajorityState saved;

  // Volatile: what the node takes itself for
  private Role role = Role.FOLLOWER;
  private NodeId coordinator;

  // Volatile, candidate: the election under way, and what the last one came to
  private boolean asking;
  private boolean powerless;
  private final SortedSet<NodeId> consents = new TreeSet<>();
  private final SortedSet<NodeId> refusals = new TreeSet<>();

  // Volatile, coordinator
  private final Heartbeats heartbeats;

  HighestOfMajorityNode(NodeSetup setup) {
    this.setup = setup;
    this.self = setup.self();
    this.heartbeats = new Heartbeats(setup);
    this.saved = HighestOfMajorityState.of(setup);
  }

  /** A process that recovers holds an election, as in Bully. */
  @Override
  public void onStart(Effects out) {
    out.explain("holds an election because it starts");
    startElection(out);
  }

  @Override
  public void onTimer(Timer timer, Effects out) {
    if (timer.equals(ELECTION)) {
      out.explain("heard nothing from " + (coordinator == null ? "anybody" : coordinator));
      startElection(out);
    } else if (timer.equals(ANSWER)) {
      endElection(out);
    } else if (timer.equals(AGAIN)) {
      out.explain(
          coordinator == null ? "nobody announced itself" : "contests the lower " + coordinator);
      startElection(out);
    } else if (timer.equals(Heartbeats.HEARTBEAT)) {
      heartbeats.send(saved.election(), out);
    } else if (timer.equals(Heartbeats.MAJORITY)) {
      stepDown(out);
    } else {
      throw new IllegalArgumentException("highest-of-majority has no timer " + timer);
    }
  }

  @Override
  public void onMessage(NodeId from, Message message, Effects out) {
    if (message instanceof Election election) {
      onElection(from, election, out);
    } else if (message instanceof Consent consent) {
      onConsent(from, consent, out);
    } else if (message instanceof Refusal refusal) {
      onRefusal(from, refusal, out);
    } else if (message instanceof Answer answer) {
      onAnswer(from, answer, out);
    } else if (message instanceof Coordinator) {
      onCoordinator(from, out);
    } else if (message instanceof Heartbeat heartbeat) {
      onHeartbeat(from, heartbeat, out);
    } else if (message instanceof Acknowledged acknowledgement) {
      onAcknowledged(from, acknowledgement, out);
    } else {
      throw new IllegalArgumentException("highest-of-majority has no rule for " + message);
    }
  }

  /** The coordinator waits like all others. They will ask it, and it may well win again. */
  @Override
  public void onResign(Effects out) {
    out.explain("resigned on request");
    leaveOffice(out);
    out.setTimer(ELECTION, setup.timing().election());
  }

  // Holding an election

  /** Asks everybody. The number is saved first, so that no two elections share it. */
  private void startElection(Effects out) {
    saved = saved.next();
    out.persist(saved);
    role = Role.CANDIDATE;
    coordinator = null;
    asking = true;
    consents.clear();
    refusals.clear();
    out.cancelTimer(ELECTION);
    out.cancelTimer(AGAIN);
    out.setTimer(ANSWER, TimeRange.fixed(setup.timing().answer()));
    setup.peers().forEach(peer -> out.send(peer, new Election(saved.election())));
    gather(self, out);
  }

  private void onConsent(NodeId voter, Consent consent, Effects out) {
    if (isUnderWay(consent.election(), "a consent of " + voter, out)) {
      gather(voter, out);
    }
  }

  private void onRefusal(NodeId voter, Refusal refusal, Effects out) {
    if (isUnderWay(refusal.election(), "a refusal of " + voter, out)) {
      refusals.add(voter);
    }
  }

  private boolean isUnderWay(long election, String what, Effects out) {
    if (asking && election == saved.election()) {
      return true;
    }
    out.ignore(what + ": no such election is under way");
    return false;
  }

  /** The highest of all has nobody to wait for; the others give those above them time to answer. */
  private void gather(NodeId voter, Effects out) {
    consents.add(voter);
    if (consents.size() >= setup.majority() && setup.peers().stream().allMatch(self::isAbove)) {
      lead(out);
    }
  }

  /** A higher node runs, as in Bully: it leads, or finds out that it cannot. */
  private void onAnswer(NodeId from, Answer answer, Effects out) {
    if (isUnderWay(answer.election(), "an answer of " + from, out)) {
      out.explain("stands back: " + from + " runs");
      waitForAnother(out);
    }
  }

  /** No higher node answered in time. */
  private void endElection(Effects out) {
    if (consents.size() >= setup.majority()) {
      lead(out);
      return;
    }
    powerless = consents.size() + refusals.size() < setup.majority();
    String others = refusals.isEmpty() ? " alone" : " would follow, " + refusals + " would not";
    out.explain("found no majority: " + consents + others);
    waitForAnother(out);
  }

  /** As in Bully: the higher node may wait for answers before it announces itself, and more. */
  private void waitForAnother(Effects out) {
    asking = false;
    out.cancelTimer(ANSWER);
    out.setTimer(AGAIN, TimeRange.fixed(setup.timing().answer().multipliedBy(2)));
  }

  // Being asked

  /**
   * A node that could lead itself keeps lower ones back. One that cannot consents, unless it hears
   * a coordinator above the candidate. It promises nothing by that, and goes on as before.
   */
  private void onElection(NodeId candidate, Election election, Effects out) {
    boolean isAbove = self.isAbove(candidate);
    if (isAbove && role == Role.LEADER) {
      out.refuse(candidate, IS_COORDINATOR, candidate + ": is the coordinator");
      out.send(candidate, new Coordinator());
    } else if (isAbove && !powerless) {
      out.send(candidate, new Answer(election.election()));
      startElectionIfMissing(candidate, out);
    } else if (coordinator != null && coordinator.isAbove(candidate)) {
      out.refuse(candidate, FOLLOWS_HIGHER, candidate + ": follows the higher " + coordinator);
      out.send(candidate, new Refusal(election.election()));
    } else {
      out.send(candidate, new Consent(election.election()));
    }
  }

  private void startElectionIfMissing(NodeId asking, Effects out) {
    if (coordinator != null) {
      out.explain("holds no election for " + asking + ": hears coordinator " + coordinator);
    } else if (this.asking) {
      out.explain("holds no election for " + asking + ": one is under way");
    } else {
      out.explain("holds an election: asked by " + asking);
      startElection(out);
    }
  }

  // Having a coordinator

  private void onCoordinator(NodeId from, Effects out) {
    if (isBest(from, out)) {
      hear(from, out);
    }
  }

  private void onHeartbeat(NodeId from, Heartbeat heartbeat, Effects out) {
    if (isBest(from, out)) {
      out.send(from, new Acknowledged(heartbeat.election(), heartbeat.beat()));
      hear(from, out);
    }
  }

  /** Whether the node knows of no coordinator above this one; if it is one itself, it says so. */
  private boolean isBest(NodeId from, Effects out) {
    if (coordinator == null || !coordinator.isAbove(from)) {
      return true;
    }
    out.ignore("coordinator " + from + ": knows the higher " + coordinator);
    if (role == Role.LEADER) {
      out.send(from, new Coordinator());
    }
    return false;
  }

  /** A coordinator is accepted, unless it is lower and the node may hope to lead itself. */
  private void hear(NodeId from, Effects out) {
    boolean hopes = self.isAbove(from) && (asking || !powerless);
    if (!hopes) {
      accept(from, out);
    } else if (role == Role.CANDIDATE) {
      out.ignore("the lower coordinator " + from + ": holds an election itself");
    } else {
      out.explain("holds an election: the lower " + from + " is the coordinator");
      startElection(out);
    }
  }

  private void accept(NodeId from, Effects out) {
    if (from.isAbove(self)) {
      powerless = false;
      out.cancelTimer(AGAIN);
    } else if (!from.equals(coordinator)) {
      out.setTimer(AGAIN, TimeRange.fixed(setup.timing().election().max().multipliedBy(2)));
    }
    leaveOffice(out);
    coordinator = from;
    asking = false;
    out.cancelTimer(ANSWER);
    out.setTimer(ELECTION, setup.timing().election());
  }

  // Being the coordinator

  private void lead(Effects out) {
    out.explain("is the coordinator: " + consents + " follow");
    role = Role.LEADER;
    coordinator = self;
    asking = false;
    powerless = false;
    out.cancelTimer(ANSWER);
    setup.peers().forEach(peer -> out.send(peer, new Coordinator()));
    heartbeats.begin(out);
  }

  private void onAcknowledged(NodeId from, Acknowledged message, Effects out) {
    if (role == Role.LEADER) {
      heartbeats.onAcknowledged(from, message, saved.election(), out);
    } else {
      Heartbeats.ignore(from, out);
    }
  }

  /** It finds out by an election whether it has a majority still. */
  private void stepDown(Effects out) {
    out.explain("steps down: no majority acknowledged a heartbeat in time");
    leaveOffice(out);
    startElection(out);
  }

  private void leaveOffice(Effects out) {
    role = Role.FOLLOWER;
    coordinator = null;
    heartbeats.end(out);
  }

  @Override
  public Belief belief() {
    String round = "election " + saved.election() + " of " + self;
    return switch (role) {
      case FOLLOWER -> Belief.follower(OptionalLong.empty(), Optional.ofNullable(coordinator));
      case CANDIDATE -> Belief.candidate(OptionalLong.empty(), round);
      case LEADER -> Belief.leader(OptionalLong.empty(), self, round);
    };
  }

  @Override
  public Record state() {
    return new HighestOfMajorityState.Inspection(
        saved.election(),
        role,
        coordinator,
        asking,
        powerless,
        List.copyOf(consents),
        List.copyOf(refusals),
        heartbeats.beat(),
        heartbeats.acknowledged());
  }
}
