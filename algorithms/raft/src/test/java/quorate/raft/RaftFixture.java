package quorate.raft;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Cutting;
import quorate.lab.cluster.Fault;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.Durable;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timing;
import quorate.testkit.VirtualCluster;

/** What the tests of Raft share: short ways to make nodes and clusters, and to ask about them. */
final class RaftFixture {

  private RaftFixture() {}

  static NodeId n(int value) {
    return new NodeId(value);
  }

  static List<NodeId> members(int size) {
    return IntStream.rangeClosed(1, size).mapToObj(NodeId::new).toList();
  }

  /** A node with an empty log that never ran before. */
  static RaftNode freshNode(int self, int size) {
    return node(self, size, new RaftState(0, null, RaftLog.EMPTY));
  }

  /** A node that starts from what it saved. */
  static RaftNode node(int self, int size, Durable saved) {
    NodeSetup setup =
        new NodeSetup(n(self), members(size), Timing.DEFAULT, Map.of(), Optional.of(saved));
    return new RaftNode(setup, RaftLog.EMPTY);
  }

  /** A running cluster with empty logs, instant delivery and no time passing by itself. */
  static VirtualCluster cluster(int size) {
    return cluster(size, "0");
  }

  /** The same with the logs that the option describes. */
  static VirtualCluster cluster(int size, String logs) {
    return running(spec(size, Timing.DEFAULT, logs, 1), TimeRange.fixed(Duration.ZERO));
  }

  /** A running cluster whose messages take a delay from a range. */
  static VirtualCluster running(ClusterSpec spec, TimeRange latency) {
    VirtualCluster cluster = new VirtualCluster(spec, latency);
    cluster.startAll();
    return cluster;
  }

  static ClusterSpec spec(int size, Timing timing, String logs, long seed) {
    return new ClusterSpec("test", new RaftAlgorithm(), size, timing, Map.of("logs", logs), seed);
  }

  /** The election timer of a node fires now, and what follows is delivered at once. */
  static void campaign(VirtualCluster cluster, int node) {
    cluster.fire(n(node), RaftNode.ELECTION);
    cluster.deliverAll();
  }

  static Fault crash(Integer... nodes) {
    return new Fault.Crash(new TreeSet<>(Stream.of(nodes).map(NodeId::new).toList()));
  }

  static Fault restart(Integer... nodes) {
    return new Fault.Restart(new TreeSet<>(Stream.of(nodes).map(NodeId::new).toList()));
  }

  static Fault isolate(Integer... nodes) {
    return new Cutting.Isolate(new TreeSet<>(Stream.of(nodes).map(NodeId::new).toList()));
  }

  /** Nothing gets from one node to another any more, in both directions. */
  static Fault cut(int one, int other) {
    Direction there = new Direction(n(one), n(other));
    return new Cutting.Cut(new TreeSet<>(List.of(there, there.reversed())));
  }

  static RaftState.Inspection state(VirtualCluster cluster, int node) {
    return (RaftState.Inspection) cluster.state(n(node));
  }

  static RaftState.Inspection state(RaftNode node) {
    return (RaftState.Inspection) node.state();
  }

  /** Role and term as the tests write them: {@code LEADER t1}. */
  static String standing(VirtualCluster cluster, int node) {
    return state(cluster, node).role() + " t" + state(cluster, node).currentTerm();
  }

  /** The running nodes that believe that they lead. */
  static List<NodeId> leaders(VirtualCluster cluster) {
    return cluster.spec().members().stream()
        .filter(node -> cluster.machine(node).isRunning())
        .filter(node -> state(cluster, node.value()).role() == Role.LEADER)
        .toList();
  }
}
