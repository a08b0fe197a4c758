package quorate.lease;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.Durable;
import quorate.spi.Message;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Timer;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;

/** What the tests of leases share: short ways to make nodes, and to say what happens to them. */
final class LeaseFixture {

  private LeaseFixture() {}

  static NodeId n(int value) {
    return new NodeId(value);
  }

  static SortedSet<NodeId> nodes(Integer... values) {
    return new TreeSet<>(Stream.of(values).map(NodeId::new).toList());
  }

  static SortedSet<NodeId> manager() {
    return new TreeSet<>(List.of(NodeId.MANAGER));
  }

  /** {@code ttl=10s}, as typed. */
  static Map<String, String> options(String... typed) {
    Map<String, String> options = new TreeMap<>();
    Arrays.stream(typed).map(it -> it.split("=", 2)).forEach(it -> options.put(it[0], it[1]));
    return options;
  }

  static ClusterSpec spec(int size, long seed, String... typed) {
    return new ClusterSpec(
        "lease", new LeaseAlgorithm(), size, Timing.DEFAULT, options(typed), seed);
  }

  private static NodeSetup setup(NodeId self, Durable saved, String... typed) {
    List<NodeId> members = IntStream.rangeClosed(1, 3).mapToObj(NodeId::new).toList();
    return new NodeSetup(self, members, Timing.DEFAULT, options(typed), Optional.ofNullable(saved));
  }

  /** Node 1 of three, in its first life; it has not started yet. */
  static LeaseNode contender(String... typed) {
    NodeSetup setup = setup(n(1), null, typed);
    return new LeaseNode(setup, LeaseTerms.of(setup.timing(), setup.options()));
  }

  static LeaseManager manager(Durable saved, String... typed) {
    NodeSetup setup = setup(NodeId.MANAGER, saved, typed);
    return new LeaseManager(setup, LeaseTerms.of(setup.timing(), setup.options()));
  }

  static RecordedEffects start(LeaseNode node) {
    return RecordedEffects.of(node::onStart);
  }

  static RecordedEffects start(LeaseManager manager) {
    return RecordedEffects.of(manager::onStart);
  }

  /** A message of the manager arrives at a contender. */
  static RecordedEffects receive(LeaseNode node, Message message) {
    return RecordedEffects.of(out -> node.onMessage(NodeId.MANAGER, message, out));
  }

  /** A message of a contender arrives at the manager. */
  static RecordedEffects receive(LeaseManager manager, int from, Message message) {
    return RecordedEffects.of(out -> manager.onMessage(n(from), message, out));
  }

  static RecordedEffects expire(LeaseNode node, Timer timer) {
    return RecordedEffects.of(out -> node.onTimer(timer, out));
  }

  static LeaseState.Inspection state(LeaseNode node) {
    return (LeaseState.Inspection) node.state();
  }

  /** A request of a node's first life. */
  static Request request(long number) {
    return new Request(1, number);
  }
}
