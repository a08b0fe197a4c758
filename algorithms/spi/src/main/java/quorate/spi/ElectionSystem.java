package quorate.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that elects a leader among contenders, as a comparison has to know it: an {@link
 * ElectionAlgorithm}, whose nodes Quorate runs by their rules, or a real system, which is seen from
 * outside only.
 */
public interface ElectionSystem {

  /** What is typed: {@code raft}. Lower case, unique. */
  String name();

  /** The paper, with its section. */
  String source();

  /** What it promises in every run. Never {@code null}; iterates in the order of the enum. */
  Set<Property> promises();

  /**
   * Under which clocks it promises {@link Property#ONE_LEADER_AT_A_TIME} besides; empty if it does
   * not promise it under any.
   *
   * @param timing how patient the nodes are
   * @param options the options that were typed, by name, each with a value that it can have
   */
  default Optional<ClockBound> clockBound(Timing timing, Map<String, String> options) {
    return Optional.empty();
  }

  /** What a person can choose when a cluster starts. */
  default List<Option> options() {
    return List.of();
  }

  /**
   * The hosts that every cluster has besides its members, such as {@link NodeId#MANAGER}: they
   * cannot lead, and no majority counts them. Of an algorithm they have nodes too, with messages,
   * timers and a disk.
   */
  default List<NodeId> services() {
    return List.of();
  }

  /**
   * Checks the options of a cluster.
   *
   * @throws IllegalArgumentException if an option has a value that it cannot have; the message says
   *     which values it can
   */
  void check(NodeSetup setup);

  /**
   * How often a leader says that it is alive, with such a timing and options.
   *
   * @param options those that were typed, by name
   */
  default Duration heartbeat(Timing timing, Map<String, String> options) {
    return timing.heartbeat();
  }

  /**
   * Which variable of a node's {@link ElectionNode#state} says to whom the node has given its vote;
   * empty if nodes do not vote, or do not remember it.
   */
  default Optional<String> vote() {
    return Optional.empty();
  }

  /**
   * What the theory says that one undisturbed election costs, or empty if no formula covers the
   * case.
   */
  default Optional<Theory> theory(ElectionCase election) {
    return Optional.empty();
  }

  /**
   * What a person has to know who runs it under such conditions: that it cannot elect, or does
   * something else than its source describes. A sentence each, lower case, no full stop, with the
   * figures that matter; true of every run. Empty under usual conditions.
   */
  default List<String> cautions(Conditions conditions) {
    return conditions.lateHeartbeats();
  }
}
