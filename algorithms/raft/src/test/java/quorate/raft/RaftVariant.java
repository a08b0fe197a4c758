package quorate.raft;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.Durable;
import quorate.spi.Message;
import quorate.spi.NodeSetup;
import quorate.spi.TimeRange;
import quorate.spi.Timer;
import quorate.spi.Timing;
import quorate.testkit.RecordedEffects;
import quorate.testkit.VirtualCluster;

/** The variants of Raft that tests compare, and short ways to make nodes and clusters of them. */
enum RaftVariant {
  PLAIN(),
  PREVOTE("prevote"),
  RECENT_LEADER("recent-leader"),
  CHECK_QUORUM("check-quorum"),
  PREVOTE_AND_RECENT_LEADER("prevote", "recent-leader"),
  ALL_OF_THE_DISSERTATION("prevote", "recent-leader", "check-quorum");

  private final Map<String, String> options = new TreeMap<>();

  RaftVariant(String... on) {
    for (String option : on) {
      options.put(option, "on");
    }
  }

  @Override
  public String toString() {
    return options.isEmpty() ? "plain" : String.join(" + ", options.keySet());
  }

  /** The options as they are typed. */
  Map<String, String> options() {
    return Collections.unmodifiableMap(options);
  }

  /** A node with an empty log that never ran before. */
  RaftNode freshNode(int self, int size) {
    return node(self, size, new RaftState(0, null, RaftLog.EMPTY));
  }

  /** A node that starts from what it saved. */
  RaftNode node(int self, int size, Durable saved) {
    NodeSetup setup =
        new NodeSetup(
            RaftFixture.n(self),
            RaftFixture.members(size),
            Timing.DEFAULT,
            options,
            Optional.of(saved));
    return new RaftNode(setup, RaftLog.EMPTY);
  }

  /** A running cluster with empty logs, instant delivery and no time passing by itself. */
  VirtualCluster cluster(int size) {
    return RaftFixture.running(spec(size, 1), TimeRange.fixed(Duration.ZERO));
  }

  ClusterSpec spec(int size, long seed) {
    return new ClusterSpec("raft", new RaftAlgorithm(), size, Timing.DEFAULT, options, seed);
  }

  /** What a node does when a message arrives. */
  static RecordedEffects tell(RaftNode node, int from, Message message) {
    return RecordedEffects.of(out -> node.onMessage(RaftFixture.n(from), message, out));
  }

  /** What a node does when a timer expires. */
  static RecordedEffects expire(RaftNode node, Timer timer) {
    return RecordedEffects.of(out -> node.onTimer(timer, out));
  }
}
