package quorate.bully;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.bully.BullyMessage.Answer;
import quorate.bully.BullyMessage.Coordinator;
import quorate.bully.BullyMessage.Election;
import quorate.bully.BullyMessage.Heartbeat;
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
 * One process of the Bully algorithm in its textbook form: the highest node that runs becomes the
 * coordinator, and bullies all others into accepting it.
 *
 * <p>What is added, since the textbooks leave it open: heartbeats, by which nodes notice that the
 * coordinator is gone, and by which two coordinators notice each other; and the guard against
 * repeats. Many nodes may ask a higher one in the course of the same failure, so a node starts one
 * election and announces itself once an <em>episode</em>, which lasts from its start until all
 * waits of that election must be over; asked again meanwhile, it only answers. What is left out of
 * the paper of 1982: its group numbers and the state Reorganization, which hand the work to be done
 * to the new group; they do not choose the coordinator. And of the textbooks: that a node just
 * below the coordinator that it misses need not ask, but announces itself at once (Coulouris,
 * §15.3). It asks here, since a suspicion may be wrong; that costs one message and one wait.
 */
final class BullyNode implements ElectionNode {

  static final Timer ELECTION = new Timer("ELECTION");
  static final Timer ANSWER = new Timer("ANSWER");
  static final Timer COORDINATOR = new Timer("COORDINATOR");
  static final Timer EPISODE = new Timer("EPISODE");
  static final Timer HEARTBEAT = Timer.heartbeat("HEARTBEAT");

  private final NodeSetup setup;
  private final NodeId self;

  /** T: longer than a question and its answer take. */
  private final Duration answerWait;

  /**
   * The higher node may itself wait for T before it announces, and messages take time on top: at
   * least T plus two delays, and T is longer than two delays.
   */
  private final Duration coordinatorWait;

  // All of it is volatile
  private Role role = Role.FOLLOWER;
  private NodeId coordinator;
  private boolean answered;
  private boolean inEpisode;
  private int elections;

  BullyNode(NodeSetup setup) {
    this.setup = setup;
    this.self = setup.self();
    this.answerWait = setup.timing().answer();
    this.coordinatorWait = answerWait.multipliedBy(2);
  }

  /** A process that recovers holds an election, whichever node leads meanwhile. */
  @Override
  public void onStart(Effects out) {
    out.explain("holds an election because it starts");
    startElection(out);
  }

  @Override
  public void onTimer(Timer timer, Effects out) {
    if (timer.equals(ELECTION)) {
      out.explain(
          coordinator == null
              ? "heard from no coordinator in time"
              : "heard nothing from coordinator " + coordinator + " in time");
      startElection(out);
    } else if (timer.equals(ANSWER)) {
      out.explain("no higher node answered");
      announce(out);
    } else if (timer.equals(COORDINATOR)) {
      out.explain("a higher node answered, and then none announced itself");
      startElection(out);
    } else if (timer.equals(EPISODE)) {
      inEpisode = false;
    } else if (timer.equals(HEARTBEAT)) {
      sendHeartbeats(out);
    } else {
      throw new IllegalArgumentException("bully has no timer " + timer);
    }
  }

  @Override
  public void onMessage(NodeId from, Message message, Effects out) {
    if (message instanceof Election) {
      onElection(from, out);
    } else if (message instanceof Answer) {
      onAnswer(from, out);
    } else if (message instanceof Coordinator) {
      onCoordinator(from, out);
    } else if (message instanceof Heartbeat) {
      onHeartbeat(from, out);
    } else {
      throw new IllegalArgumentException("bully has no rule for " + message);
    }
  }

  /**
   * The coordinator steps down, and waits like all others for the next coordinator. That may be
   * itself: they ask all above them, and the highest that runs wins.
   */
  @Override
  public void onResign(Effects out) {
    out.explain("resigned on request");
    role = Role.FOLLOWER;
    coordinator = null;
    out.cancelTimer(HEARTBEAT);
    out.setTimer(ELECTION, setup.timing().election());
  }

  // Holding an election

  /** Asks all higher nodes; if there is none, the node has won already. */
  private void startElection(Effects out) {
    elections++;
    role = Role.CANDIDATE;
    coordinator = null;
    answered = false;
    inEpisode = true;
    out.cancelTimer(ELECTION);
    out.cancelTimer(HEARTBEAT);
    out.cancelTimer(COORDINATOR);
    out.setTimer(EPISODE, TimeRange.fixed(answerWait.plus(coordinatorWait)));
    if (higher().isEmpty()) {
      out.explain("has the highest id of all");
      announce(out);
      return;
    }
    higher().forEach(node -> out.send(node, new Election()));
    out.setTimer(ANSWER, TimeRange.fixed(answerWait));
  }

  /** The node has won: it tells all lower nodes. */
  private void announce(Effects out) {
    role = Role.LEADER;
    coordinator = self;
    lower().forEach(node -> out.send(node, new Coordinator()));
    out.setTimer(HEARTBEAT, TimeRange.fixed(setup.timing().heartbeat()));
  }

  /** A lower node asks: it is told to stand back, and this node holds an election instead. */
  private void onElection(NodeId asking, Effects out) {
    out.send(asking, new Answer());
    startElectionUnlessInEpisode("asked by " + asking, out);
  }

  private void startElectionUnlessInEpisode(String why, Effects out) {
    if (inEpisode) {
      out.ignore("the call for an election, " + why + ": took part in one just now");
    } else {
      out.explain("holds an election: " + why);
      startElection(out);
    }
  }

  /** A higher node runs and takes over; it must announce itself or somebody higher in time. */
  private void onAnswer(NodeId from, Effects out) {
    if (role != Role.CANDIDATE || answered) {
      out.ignore("an answer of " + from + ": it is not needed any more");
      return;
    }
    out.explain("stands back: " + from + " runs");
    answered = true;
    out.cancelTimer(ANSWER);
    out.setTimer(COORDINATOR, TimeRange.fixed(coordinatorWait));
  }

  // Having a coordinator

  private void onCoordinator(NodeId from, Effects out) {
    if (self.isAbove(from)) {
      contest(from, out);
    } else {
      accept(from, out);
    }
  }

  /**
   * A coordinator is alive. A higher one than the node's own is accepted: after a partition there
   * may be two. A lower one than the node itself is not.
   */
  private void onHeartbeat(NodeId from, Effects out) {
    if (self.isAbove(from)) {
      contest(from, out);
    } else if (coordinator == null || !coordinator.isAbove(from)) {
      accept(from, out);
    } else {
      out.ignore("coordinator " + from + ": follows the higher " + coordinator);
    }
  }

  /** A lower node believes that it is the coordinator. */
  private void contest(NodeId lower, Effects out) {
    startElectionUnlessInEpisode("the lower " + lower + " claims to be the coordinator", out);
  }

  private void accept(NodeId higher, Effects out) {
    role = Role.FOLLOWER;
    coordinator = higher;
    out.cancelTimer(ANSWER);
    out.cancelTimer(COORDINATOR);
    out.cancelTimer(HEARTBEAT);
    out.setTimer(ELECTION, setup.timing().election());
  }

  private void sendHeartbeats(Effects out) {
    setup.peers().forEach(peer -> out.send(peer, new Heartbeat()));
    out.setTimer(HEARTBEAT, TimeRange.fixed(setup.timing().heartbeat()));
  }

  // Who stands above and below

  private List<NodeId> higher() {
    return setup.peers().stream().filter(peer -> peer.isAbove(self)).toList();
  }

  private List<NodeId> lower() {
    return setup.peers().stream().filter(self::isAbove).toList();
  }

  @Override
  public Belief belief() {
    String round = "election " + elections + " of " + self;
    return switch (role) {
      case FOLLOWER -> Belief.follower(OptionalLong.empty(), Optional.ofNullable(coordinator));
      case CANDIDATE -> Belief.candidate(OptionalLong.empty(), round);
      case LEADER -> Belief.leader(OptionalLong.empty(), self, round);
    };
  }

  @Override
  public Record state() {
    return new BullyState(role, coordinator, answered, inEpisode, elections);
  }
}
