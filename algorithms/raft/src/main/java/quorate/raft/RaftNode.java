package quorate.raft;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.raft.RaftMessage.AppendEntries;
import quorate.raft.RaftMessage.AppendEntriesReply;
import quorate.raft.RaftMessage.PreVote;
import quorate.raft.RaftMessage.PreVoteReply;
import quorate.raft.RaftMessage.RequestVote;
import quorate.raft.RaftMessage.RequestVoteReply;
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
 * One server of Raft, as far as elections go: Figure 2 of the extended paper, with §5.1, §5.2 and
 * §5.4.1.
 *
 * <p>What is left out, and why elections stay safe without it: the replication of log entries, and
 * with it the fields of AppendEntries that speak of them. A log here has an end but does not grow;
 * elections only compare ends (§5.4.1). RPCs are not retried: a lost request costs its candidate at
 * most the term, since the next election timeout starts a new one (§5.2).
 *
 * <p>The variants are those of Ongaro's dissertation (2014): {@link PreVoting}, {@link
 * RecentLeader}, {@link Acknowledgements}. With all of them off this is Figure 2.
 */
final class RaftNode implements ElectionNode {

  static final Timer ELECTION = new Timer("ELECTION");
  static final Timer HEARTBEAT = Timer.heartbeat("HEARTBEAT");

  private final NodeSetup setup;

  // Persistent state on all servers
  private long currentTerm;
  private NodeId votedFor;
  private final RaftLog log;

  // Volatile state
  private Role role = Role.FOLLOWER;
  private NodeId leaderId;
  private final SortedSet<NodeId> votesReceived = new TreeSet<>();

  // Variants
  private final PreVoting preVoting;
  private final RecentLeader recentLeader;
  private final Acknowledgements acknowledgements;

  RaftNode(NodeSetup setup, RaftLog initialLog) {
    this.setup = setup;
    this.preVoting = new PreVoting(setup);
    this.recentLeader = new RecentLeader(setup);
    this.acknowledgements = new Acknowledgements(setup);
    RaftState saved = RaftState.of(setup, initialLog);
    this.currentTerm = saved.currentTerm();
    this.votedFor = saved.votedFor();
    this.log = saved.log();
  }

  /** §5.2: "When servers start up, they begin as followers." */
  @Override
  public void onStart(Effects out) {
    restartElectionTimer(out);
  }

  @Override
  public void onTimer(Timer timer, Effects out) {
    if (timer.equals(ELECTION)) {
      onElectionTimeout(out);
    } else if (timer.equals(HEARTBEAT)) {
      onHeartbeatInterval(out);
    } else if (timer.equals(RecentLeader.TIMER)) {
      recentLeader.expired();
    } else if (timer.equals(Acknowledgements.QUORUM)) {
      giveUpOffice("stepped down: no majority answered within an election timeout", out);
    } else {
      throw new IllegalArgumentException("raft has no timer " + timer);
    }
  }

  @Override
  public void onMessage(NodeId from, Message message, Effects out) {
    if (!(message instanceof RaftMessage raft)) {
      throw new IllegalArgumentException("not a message of raft: " + message);
    }
    if (recentLeader.protectsFrom(raft) && hearsLeader()) {
      String leader = role == Role.LEADER ? "it leads itself" : "it hears leader " + leaderId;
      recentLeader.deny(raft, from, currentTerm, leader, out);
      return;
    }
    if (raft.term() > currentTerm) {
      adoptTerm(raft.term(), from, out);
    }
    if (raft instanceof RequestVote request) {
      onRequestVote(request, out);
    } else if (raft instanceof RequestVoteReply reply) {
      onRequestVoteReply(from, reply, out);
    } else if (raft instanceof PreVote request) {
      PreVoting.answer(request, saved(), out);
    } else if (raft instanceof PreVoteReply reply) {
      preVoting.onReply(from, reply, currentTerm, out);
      startElectionIfItWouldWin(out);
    } else if (raft instanceof AppendEntries append) {
      onAppendEntries(append, out);
    } else if (raft instanceof AppendEntriesReply reply) {
      onAppendEntriesReply(from, reply, out);
    } else {
      throw new IllegalArgumentException("raft has no rule for " + message);
    }
  }

  @Override
  public void onResign(Effects out) {
    giveUpOffice("resigned on request", out);
  }

  // Rules for Servers: All Servers

  /**
   * §5.1: "If RPC request or response contains term T > currentTerm: set currentTerm = T, convert
   * to follower." The running election timer goes on; a leader has none, and gets one.
   */
  private void adoptTerm(long term, NodeId from, Effects out) {
    boolean led = role == Role.LEADER;
    if (role != Role.FOLLOWER) {
      out.explain("stepped down: " + from + " is in term " + term + ", later than " + currentTerm);
    }
    currentTerm = term;
    votedFor = null;
    out.persist(saved());
    becomeFollower(null);
    if (led) {
      leaveOffice(out);
    }
  }

  private void becomeFollower(NodeId leader) {
    role = Role.FOLLOWER;
    leaderId = leader;
    votesReceived.clear();
    preVoting.end();
  }

  // Rules for Servers: Candidates

  /**
   * §5.2: "If election timeout elapses ...: convert to candidate." With {@code prevote}, a
   * candidate stays in its term until it knows that it would win.
   */
  private void onElectionTimeout(Effects out) {
    String heard = leaderId == null ? "from no leader" : "nothing from leader " + leaderId;
    out.explain("heard " + heard + " in time");
    role = Role.CANDIDATE;
    leaderId = null;
    votesReceived.clear();
    if (preVoting.isOn()) {
      restartElectionTimer(out);
      preVoting.begin(currentTerm, log, out);
      startElectionIfItWouldWin(out);
    } else {
      startElection(out);
    }
  }

  private void startElectionIfItWouldWin(Effects out) {
    if (preVoting.wouldWin()) {
      out.explain("starts an election: " + preVoting.willing() + " would vote for it");
      preVoting.end();
      startElection(out);
    }
  }

  /**
   * §5.2: "On conversion to candidate, start election: increment currentTerm, vote for self, reset
   * election timer, send RequestVote RPCs to all other servers."
   */
  private void startElection(Effects out) {
    currentTerm++;
    votedFor = setup.self();
    out.persist(saved());
    votesReceived.add(setup.self());
    restartElectionTimer(out);
    RequestVote rpc = new RequestVote(currentTerm, setup.self(), log.lastIndex(), log.lastTerm());
    setup.peers().forEach(peer -> out.send(peer, rpc));
    becomeLeaderIfElected(out);
  }

  /** §5.2: "If votes received from majority of servers: become leader." */
  private void becomeLeaderIfElected(Effects out) {
    if (votesReceived.size() < setup.majority()) {
      return;
    }
    out.explain("won term " + currentTerm + " with the votes of " + votesReceived);
    role = Role.LEADER;
    leaderId = setup.self();
    out.cancelTimer(ELECTION);
    acknowledgements.beginToWatch(out);
    sendHeartbeats(out);
  }

  private void onRequestVoteReply(NodeId voter, RequestVoteReply reply, Effects out) {
    if (reply.term() < currentTerm) {
      out.ignore("a reply of " + voter + ": it is of the past term " + reply.term());
    } else if (role != Role.CANDIDATE || preVoting.isUnderWay()) {
      out.ignore("a reply of " + voter + ": the election of this term is over");
    } else if (!reply.voteGranted()) {
      out.explain(voter + " did not grant its vote");
    } else {
      votesReceived.add(voter);
      becomeLeaderIfElected(out);
    }
  }

  // Rules for Servers: Leaders

  /**
   * §5.2: "Upon election: send initial empty AppendEntries RPCs (heartbeat) to each server; repeat
   * during idle periods." Here all periods are idle.
   */
  private void sendHeartbeats(Effects out) {
    acknowledgements.beginRound(out);
    AppendEntries heartbeat = new AppendEntries(currentTerm, setup.self());
    setup.peers().forEach(peer -> out.send(peer, heartbeat));
    out.setTimer(HEARTBEAT, TimeRange.fixed(setup.timing().heartbeat()));
  }

  /** A reply of a later term has made a follower of this node before it comes here. */
  private void onAppendEntriesReply(NodeId follower, AppendEntriesReply reply, Effects out) {
    if (!reply.success()) {
      out.ignore("a refusal of " + follower + ": it answers a past term of this node");
    } else if (reply.term() == currentTerm && role == Role.LEADER) {
      acknowledgements.add(follower, out);
    }
  }

  private void onHeartbeatInterval(Effects out) {
    if (acknowledgements.areTooFewForAckQuorum()) {
      String those = acknowledgements.acknowledgedBy().toString();
      giveUpOffice("stepped down: only " + those + " acknowledged the last heartbeats", out);
    } else {
      sendHeartbeats(out);
    }
  }

  /** A leader becomes a follower of nobody. Its term has no other leader, now or later (§5.2). */
  private void giveUpOffice(String reason, Effects out) {
    if (role != Role.LEADER) {
      throw new AssertionError(setup.self() + " gives up an office that it does not have");
    }
    out.explain(reason);
    becomeFollower(null);
    leaveOffice(out);
  }

  private void leaveOffice(Effects out) {
    out.cancelTimer(HEARTBEAT);
    acknowledgements.ceaseToWatch(out);
    restartElectionTimer(out);
  }

  // RequestVote RPC: Receiver implementation

  /** Only a granted vote restarts the election timer (Rules for Servers: Followers). */
  private void onRequestVote(RequestVote request, Effects out) {
    NodeId candidate = request.candidateId();
    if (!Voter.grants(saved(), request, out)) {
      out.send(candidate, new RequestVoteReply(currentTerm, false));
      return;
    }
    if (preVoting.isUnderWay()) {
      becomeFollower(null); // it thought of the next term, and votes in this one
    }
    votedFor = candidate;
    out.persist(saved());
    restartElectionTimer(out);
    out.explain("voted for " + candidate + " in term " + currentTerm);
    out.send(candidate, new RequestVoteReply(currentTerm, true));
  }

  // AppendEntries RPC: Receiver implementation

  /**
   * Figure 2: "1. Reply false if term < currentTerm." Else the sender is the leader of this term: a
   * candidate returns to follower (§5.2), and the election timer restarts.
   */
  private void onAppendEntries(AppendEntries append, Effects out) {
    NodeId leader = append.leaderId();
    if (append.term() < currentTerm) {
      String past = "leader " + leader + ": its term " + append.term() + " is past";
      out.refuse(leader, Voter.PAST_TERM, past);
      out.send(leader, new AppendEntriesReply(currentTerm, false));
      return;
    }
    if (role == Role.LEADER) {
      throw new AssertionError(leader + " and " + setup.self() + " both lead term " + currentTerm);
    }
    if (role == Role.CANDIDATE) {
      out.explain("gave up its candidacy: " + leader + " leads term " + currentTerm);
    }
    becomeFollower(leader);
    recentLeader.heard(out);
    restartElectionTimer(out);
    out.send(leader, new AppendEntriesReply(currentTerm, true));
  }

  private boolean hearsLeader() {
    return role == Role.LEADER || leaderId != null && recentLeader.isRecent();
  }

  private void restartElectionTimer(Effects out) {
    out.setTimer(ELECTION, setup.timing().election());
  }

  private RaftState saved() {
    return new RaftState(currentTerm, votedFor, log);
  }

  @Override
  public Belief belief() {
    OptionalLong epoch = OptionalLong.of(currentTerm);
    return switch (role) {
      case FOLLOWER -> Belief.follower(epoch, Optional.ofNullable(leaderId));
      case CANDIDATE -> Belief.candidate(epoch, "term " + preVoting.termOfElection(currentTerm));
      case LEADER -> Belief.leader(epoch, setup.self(), "term " + currentTerm);
    };
  }

  @Override
  public Record state() {
    return new RaftState.Inspection(
        currentTerm,
        votedFor,
        log,
        role,
        leaderId,
        List.copyOf(votesReceived),
        List.copyOf(preVoting.willing()),
        hearsLeader(),
        List.copyOf(acknowledgements.acknowledgedBy()));
  }
}
