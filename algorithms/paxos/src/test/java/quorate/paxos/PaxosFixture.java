package quorate.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.paxos.PaxosMessage.Accepted;
import quorate.paxos.PaxosMessage.Promise;
import quorate.spi.Durable;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.VirtualCluster;

/** What the tests of Paxos share: short ways to make nodes and clusters, and to ask about them. */
final class PaxosFixture {

  private PaxosFixture() {}

  static NodeId n(int value) {
    return new NodeId(value);
  }

  static Ballot ballot(long round, int proposer) {
    return new Ballot(round, n(proposer));
  }

  /** An acceptor's memory of the first epoch. */
  static PaxosState saved(Ballot promised, Ballot acceptedBallot, NodeId acceptedLeader) {
    return new PaxosState(1, promised, acceptedBallot, acceptedLeader, null);
  }

  /** A node in an epoch of which it knows the decree. */
  static PaxosState decided(long epoch, int leader) {
    return new PaxosState(epoch, ballot(1, leader), ballot(1, leader), n(leader), n(leader));
  }

  /** A node that never ran before, and tells what it accepts to the proposer. */
  static PaxosNode freshNode(int self, int size) {
    return new PaxosNode(setup(self, size, Optional.empty()), false, true);
  }

  /** A node that starts from what it saved, and tells what it accepts to the proposer. */
  static PaxosNode node(int self, int size, Durable saved) {
    return new PaxosNode(setup(self, size, Optional.of(saved)), false, true);
  }

  /** A node that never ran before, and tells what it accepts to everyone. */
  static PaxosNode tellingEveryone(int self, int size) {
    return new PaxosNode(setup(self, size, Optional.empty()), true, true);
  }

  /** A node that never ran before, and outbids any node that is ahead of it at once. */
  static PaxosNode withoutBackOff(int self, int size) {
    return new PaxosNode(setup(self, size, Optional.empty()), false, false);
  }

  private static NodeSetup setup(int self, int size, Optional<Durable> saved) {
    List<NodeId> members = IntStream.rangeClosed(1, size).mapToObj(NodeId::new).toList();
    return new NodeSetup(n(self), members, Timing.DEFAULT, Map.of(), saved);
  }

  /** A message from a node arrives. */
  static RecordedEffects receive(PaxosNode node, int from, PaxosMessage message) {
    return RecordedEffects.of(out -> node.onMessage(n(from), message, out));
  }

  /** Nothing was heard for too long. */
  static RecordedEffects timeout(PaxosNode node) {
    return RecordedEffects.of(out -> node.onTimer(PaxosNode.ELECTION, out));
  }

  /** The back-off is over. */
  static RecordedEffects retry(PaxosNode node) {
    return RecordedEffects.of(out -> node.onTimer(PaxosProposer.RETRY, out));
  }

  /** A running cluster with instant delivery and no time passing by itself. */
  static VirtualCluster cluster(int size, String learning) {
    return running(spec(size, learning, Timing.DEFAULT, 1), TimeRange.fixed(Duration.ZERO));
  }

  /** A running cluster whose messages take a delay from a range. */
  static VirtualCluster running(ClusterSpec spec, TimeRange latency) {
    VirtualCluster cluster = new VirtualCluster(spec, latency);
    cluster.startAll();
    return cluster;
  }

  /**
   * One of two proposers, who take turns, begins a ballot. Its Prepares arrive when the other has
   * its promises, and before the other's Accepts do; the next turn comes before its own Accepts
   * arrive.
   *
   * @param attempt which ballot, from 0
   * @param trip how long each message takes
   */
  static void duel(VirtualCluster cluster, int attempt, Duration trip) {
    cluster.fire(n(attempt % 2 + 1), attempt < 2 ? PaxosNode.ELECTION : PaxosProposer.RETRY);
    cluster.runFor(trip.multipliedBy(3).dividedBy(2));
  }

  static ClusterSpec spec(int size, String learning, Timing timing, long seed) {
    Map<String, String> options = Map.of("learning", learning);
    return new ClusterSpec("test", new PaxosAlgorithm(), size, timing, options, seed);
  }

  static Fault crash(Integer... nodes) {
    return new Fault.Crash(new TreeSet<>(Stream.of(nodes).map(NodeId::new).toList()));
  }

  static Fault restart(Integer... nodes) {
    return new Fault.Restart(new TreeSet<>(Stream.of(nodes).map(NodeId::new).toList()));
  }

  static PaxosState.Inspection state(VirtualCluster cluster, int node) {
    return (PaxosState.Inspection) cluster.state(n(node));
  }

  static PaxosState.Inspection state(PaxosNode node) {
    return (PaxosState.Inspection) node.state();
  }

  /** The states of the running nodes. */
  static List<PaxosState.Inspection> states(VirtualCluster cluster) {
    return cluster.spec().members().stream()
        .filter(node -> cluster.machine(node).isRunning())
        .map(node -> state(cluster, node.value()))
        .toList();
  }

  /** The different decrees that running nodes know of an epoch. */
  static List<NodeId> decrees(VirtualCluster cluster, long epoch) {
    return states(cluster).stream()
        .filter(state -> state.epoch() == epoch)
        .map(PaxosState.Inspection::decided)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** The running nodes that believe that they lead. */
  static List<NodeId> leaders(VirtualCluster cluster) {
    return cluster.spec().members().stream()
        .filter(node -> cluster.machine(node).isRunning())
        .filter(node -> state(cluster, node.value()).role() == Role.LEADER)
        .toList();
  }

  /** Ballot 1.1 of node 1 is in phase 2, and nobody else has accepted it yet. */
  static PaxosNode acceptedByItself(int size) {
    PaxosNode proposer = freshNode(1, size);
    timeout(proposer);
    for (int acceptor = 2; acceptor <= size; acceptor++) {
      promise(proposer, acceptor);
    }
    assertThat(state(proposer).acceptedBallot()).isEqualTo(ballot(1, 1));
    return proposer;
  }

  /** A promise for ballot 1.1 of an acceptor that has accepted nothing. */
  static RecordedEffects promise(PaxosNode proposer, int acceptor) {
    return receive(proposer, acceptor, new Promise(1, ballot(1, 1), null, null));
  }

  static RecordedEffects accepted(PaxosNode learner, int acceptor, Ballot ballot, int leader) {
    return receive(learner, acceptor, new Accepted(1, ballot, n(leader)));
  }
}
