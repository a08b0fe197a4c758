package quorate.paxos;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.paxos.PaxosMessage.Accept;
import quorate.paxos.PaxosMessage.Nack;
import quorate.paxos.PaxosMessage.Prepare;
import quorate.paxos.PaxosMessage.Promise;
import quorate.spi.Effects;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.TimeRange;
import quorate.spi.Timer;

/**
 * The proposer of a node (§2.2): its proposal under way, and what came back for it. All of this is
 * volatile. What the proposer asks, the node sends.
 */
final class PaxosProposer {

  static final Timer RETRY = new Timer("RETRY");

  private final NodeSetup setup;
  private final boolean backsOff;

  private Ballot proposing;
  private boolean underWay;
  private boolean accepting;
  private final SortedMap<NodeId, Promise> promises = new TreeMap<>();
  private long highestRound;

  PaxosProposer(NodeSetup setup, boolean backsOff) {
    this.setup = setup;
    this.backsOff = backsOff;
  }

  /** The number of the proposal that is under way, or that was chosen; or {@code null}. */
  Ballot proposing() {
    return proposing;
  }

  List<NodeId> promises() {
    return List.copyOf(promises.keySet());
  }

  long highestRound() {
    return highestRound;
  }

  /** Nothing was proposed yet in the epoch that begins. */
  void enterEpoch() {
    highestRound = 0;
  }

  /** Gives up the proposal under way, if there is one. */
  void stop(Effects out) {
    proposing = null;
    promises.clear();
    end(out);
  }

  /** The proposal under way was chosen. */
  void end(Effects out) {
    underWay = false;
    out.cancelTimer(RETRY);
  }

  /**
   * Phase 1(a): "A proposer selects a proposal number n and sends a prepare request with number n
   * to a majority of acceptors", here to all of them.
   */
  Prepare propose(PaxosState saved, Effects out) {
    long promisedRound = saved.promised() == null ? 0 : saved.promised().round();
    highestRound = Math.max(highestRound, promisedRound) + 1;
    proposing = new Ballot(highestRound, setup.self());
    underWay = true;
    accepting = false;
    promises.clear();
    startWait(out);
    return new Prepare(saved.epoch(), proposing);
  }

  /**
   * Phase 2(a): with promises of a majority, the proposer asks to accept "the value of the
   * highest-numbered proposal among the responses", or, if they report none, its own choice:
   * itself. Phase 2 is a question of its own, and gets a wait of its own.
   *
   * @return the question, if this promise makes a majority
   */
  Optional<Accept> onPromise(NodeId acceptor, Promise promise, Effects out) {
    if (!underWay || !promise.ballot().equals(proposing)) {
      out.ignore("a promise of " + acceptor + ": no such proposal is under way");
      return Optional.empty();
    }
    if (accepting) {
      out.ignore("a promise of " + acceptor + ": a majority promised before");
      return Optional.empty();
    }
    promises.put(acceptor, promise);
    if (promises.size() < setup.majority()) {
      return Optional.empty();
    }
    accepting = true;
    startWait(out);
    Optional<Promise> bound =
        promises.values().stream()
            .filter(answer -> answer.acceptedBallot() != null)
            .max(Comparator.comparing(Promise::acceptedBallot));
    NodeId value = bound.map(Promise::acceptedLeader).orElse(setup.self());
    String what =
        bound.map(b -> value + ", bound by ballot " + b.acceptedBallot()).orElse("itself");
    out.explain("proposes " + what + ": " + promises.keySet() + " promised");
    return Optional.of(new Accept(promise.epoch(), proposing, value));
  }

  /**
   * The next attempt must outbid what was promised. It waits for the random back-off to end;
   * without back-off it comes at once, unless only the node's own acceptor refused, and the others
   * may still be a majority.
   *
   * @return whether the next attempt is to come at once
   */
  boolean onNack(NodeId acceptor, Nack nack, Effects out) {
    if (!underWay || !nack.ballot().equals(proposing) || nack.promised() == null) {
      out.ignore("a refusal of " + acceptor + ": no such proposal is under way");
      return false;
    }
    highestRound = Math.max(highestRound, nack.promised().round());
    out.explain(acceptor + " refused: it promised itself to ballot " + nack.promised());
    return !backsOff && !acceptor.equals(setup.self());
  }

  /**
   * The wait for answers, or for another proposer to finish, starts again. §2.4: without a
   * distinguished proposer, chance must keep proposers out of each other's way.
   */
  void startWait(Effects out) {
    Duration shortest = setup.timing().answer();
    Duration chance = backsOff ? setup.timing().election().width() : Duration.ZERO;
    out.setTimer(RETRY, new TimeRange(shortest, shortest.plus(chance)));
  }
}
