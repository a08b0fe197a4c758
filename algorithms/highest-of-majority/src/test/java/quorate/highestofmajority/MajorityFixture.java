package quorate.highestofmajority;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.spi.Durable;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.VirtualCluster;

/** What the tests share: short ways to make nodes and clusters, and to ask about them. */
final class MajorityFixture {

  private MajorityFixture() {}

  static NodeId n(int value) {
    return new NodeId(value);
  }

  static SortedSet<NodeId> nodes(Integer... values) {
    return new TreeSet<>(Stream.of(values).map(NodeId::new).toList());
  }

  /** A node that has not started yet, and never ran before. */
  static HighestOfMajorityNode node(int self, int size) {
    return node(self, size, Optional.empty());
  }

  static HighestOfMajorityNode node(int self, int size, Optional<Durable> saved) {
    List<NodeId> members = IntStream.rangeClosed(1, size).mapToObj(NodeId::new).toList();
    return new HighestOfMajorityNode(
        new NodeSetup(n(self), members, Timing.DEFAULT, Map.of(), saved));
  }

  /** A node in its first election, just begun. */
  static HighestOfMajorityNode candidate(int self, int size) {
    HighestOfMajorityNode node = node(self, size);
    RecordedEffects.of(node::onStart);
    return node;
  }

  /** A node whose first election found nobody. */
  static HighestOfMajorityNode powerless(int self, int size) {
    HighestOfMajorityNode node = candidate(self, size);
    expire(node, HighestOfMajorityNode.ANSWER);
    return node;
  }

  /** A node that follows a higher coordinator. */
  static HighestOfMajorityNode follower(int self, int size, int coordinator) {
    HighestOfMajorityNode node = node(self, size);
    receive(node, coordinator, new HighestOfMajorityMessage.Coordinator());
    return node;
  }

  /** The coordinator of three or more, by its first election. */
  static HighestOfMajorityNode coordinator(int self, int size) {
    HighestOfMajorityNode node = candidate(self, size);
    IntStream.rangeClosed(1, size)
        .filter(voter -> voter != self)
        .limit(size / 2)
        .forEach(voter -> receive(node, voter, new HighestOfMajorityMessage.Consent(1)));
    if (!node.belief().leads()) {
      expire(node, HighestOfMajorityNode.ANSWER);
    }
    return node;
  }

  static RecordedEffects receive(
      HighestOfMajorityNode node, int from, HighestOfMajorityMessage message) {
    return RecordedEffects.of(out -> node.onMessage(n(from), message, out));
  }

  static RecordedEffects expire(HighestOfMajorityNode node, Timer timer) {
    return RecordedEffects.of(out -> node.onTimer(timer, out));
  }

  static HighestOfMajorityState.Inspection state(HighestOfMajorityNode node) {
    return (HighestOfMajorityState.Inspection) node.state();
  }

  static HighestOfMajorityState.Inspection state(VirtualCluster cluster, int node) {
    return (HighestOfMajorityState.Inspection) cluster.state(n(node));
  }

  /** A running cluster whose messages take a delay from a range. */
  static VirtualCluster running(int size, TimeRange latency, long seed) {
    ClusterSpec spec =
        new ClusterSpec(
            "test", new HighestOfMajorityAlgorithm(), size, Timing.DEFAULT, Map.of(), seed);
    VirtualCluster cluster = new VirtualCluster(spec, latency);
    cluster.startAll();
    return cluster;
  }

  /** A cluster at rest that the highest node leads, with no heartbeat on its way. */
  static VirtualCluster settled(int size, Duration delay) {
    VirtualCluster cluster = running(size, TimeRange.fixed(delay), 1);
    cluster.runFor(Duration.ofMillis(1030));
    return cluster;
  }

  static Fault crash(Integer... values) {
    return new Fault.Crash(nodes(values));
  }

  static Fault restart(Integer... values) {
    return new Fault.Restart(nodes(values));
  }

  /** The running nodes that believe that they lead, also those that stand still. */
  static List<NodeId> leaders(VirtualCluster cluster) {
    return runningNodes(cluster).stream()
        .filter(node -> state(cluster, node.value()).role() == Role.LEADER)
        .toList();
  }

  /** The different coordinators that running nodes believe in; {@code null} left out. */
  static List<NodeId> coordinators(VirtualCluster cluster) {
    return runningNodes(cluster).stream()
        .flatMap(node -> Stream.ofNullable(state(cluster, node.value()).coordinator()))
        .distinct()
        .toList();
  }

  /** Who leads, each time that this changes. */
  static List<List<NodeId>> leadersOverTime(VirtualCluster cluster, Duration length) {
    List<List<NodeId>> seen = new ArrayList<>();
    seen.add(leaders(cluster));
    long end = cluster.trace().nowNanos() + length.toNanos();
    while (cluster.trace().nowNanos() < end && cluster.step()) {
      List<NodeId> now = leaders(cluster);
      if (!now.equals(seen.get(seen.size() - 1))) {
        seen.add(now);
      }
    }
    return seen;
  }

  private static List<NodeId> runningNodes(VirtualCluster cluster) {
    return cluster.spec().members().stream()
        .filter(node -> cluster.machine(node).isRunning())
        .toList();
  }
}
