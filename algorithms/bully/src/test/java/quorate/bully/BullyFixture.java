package quorate.bully;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.VirtualCluster;

/** What the tests of Bully share: short ways to make nodes and clusters, and to ask about them. */
final class BullyFixture {

  /** T, for which a node waits for an answer. */
  static final Duration ANSWER_TIMEOUT = Timing.DEFAULT.answer();

  private BullyFixture() {}

  static NodeId n(int value) {
    return new NodeId(value);
  }

  /** A node that has not started yet. */
  static BullyNode node(int self, int size) {
    List<NodeId> members = IntStream.rangeClosed(1, size).mapToObj(NodeId::new).toList();
    return new BullyNode(
        new NodeSetup(n(self), members, Timing.DEFAULT, Map.of(), Optional.empty()));
  }

  /** A node that follows a coordinator, with no election going on. */
  static BullyNode follower(int self, int size, int coordinator) {
    BullyNode node = node(self, size);
    receive(node, coordinator, new BullyMessage.Coordinator());
    return node;
  }

  /** A message from a node arrives. */
  static RecordedEffects receive(BullyNode node, int from, BullyMessage message) {
    return RecordedEffects.of(out -> node.onMessage(n(from), message, out));
  }

  /** A timer expires. */
  static RecordedEffects expire(BullyNode node, Timer timer) {
    return RecordedEffects.of(out -> node.onTimer(timer, out));
  }

  static BullyState state(BullyNode node) {
    return (BullyState) node.state();
  }

  static BullyState state(VirtualCluster cluster, int node) {
    return (BullyState) cluster.state(n(node));
  }

  /** A running cluster whose messages take a delay from a range. */
  static VirtualCluster running(int size, TimeRange latency, long seed) {
    ClusterSpec spec =
        new ClusterSpec("test", new BullyAlgorithm(), size, Timing.DEFAULT, Map.of(), seed);
    VirtualCluster cluster = new VirtualCluster(spec, latency);
    cluster.startAll();
    return cluster;
  }

  /**
   * A cluster at rest: the highest id leads, the elections of the start are long over, and no
   * heartbeat is on its way. Every message takes the same time.
   */
  static VirtualCluster settled(int size, Duration delay) {
    VirtualCluster cluster = running(size, TimeRange.fixed(delay), 1);
    cluster.runFor(Duration.ofMillis(1030));
    return cluster;
  }

  static Fault crash(Integer... nodes) {
    return new Fault.Crash(new TreeSet<>(Stream.of(nodes).map(NodeId::new).toList()));
  }

  static Fault restart(Integer... nodes) {
    return new Fault.Restart(new TreeSet<>(Stream.of(nodes).map(NodeId::new).toList()));
  }

  /** The running nodes that believe that they lead. */
  static List<NodeId> leaders(VirtualCluster cluster) {
    return running(cluster).stream()
        .filter(node -> state(cluster, node.value()).role() == Role.LEADER)
        .toList();
  }

  /** The different coordinators that running nodes believe in; {@code null} left out. */
  static List<NodeId> coordinators(VirtualCluster cluster) {
    return running(cluster).stream()
        .flatMap(node -> Stream.ofNullable(state(cluster, node.value()).coordinator()))
        .distinct()
        .toList();
  }

  static List<NodeId> running(VirtualCluster cluster) {
    return cluster.spec().members().stream()
        .filter(node -> cluster.machine(node).isRunning())
        .toList();
  }
}
