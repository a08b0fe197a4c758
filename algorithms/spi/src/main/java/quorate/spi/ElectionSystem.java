package quorate.spi;

import java.util.List;
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
