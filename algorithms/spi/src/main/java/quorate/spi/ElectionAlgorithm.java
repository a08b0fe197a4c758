package quorate.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An algorithm, as the catalog lists it. Found with {@link java.util.ServiceLoader}: a jar on the
 * class path with a {@code META-INF/services/quorate.spi.ElectionAlgorithm} adds one. Stateless.
 */
public interface ElectionAlgorithm {

  /** What is typed: {@code raft}. Lower case, unique. */
  String name();

  /** The paper, with its section. */
  String source();

  /**
   * The sealed interface of its messages, which may permit other sealed interfaces. The {@code
   * permits} clauses name the messages in the order in which tables list them; without one,
   * compilers differ in the order, and so would runs that draw a message.
   */
  Class<? extends Message> messageType();

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
   * The variants that are worth comparing with each other and with other algorithms, each as its
   * options that are not at their defaults; the plain one first.
   */
  default List<SortedMap<String, String>> variants() {
    return List.of(new TreeMap<>());
  }

  /**
   * The hosts that every cluster has besides its members, such as {@link NodeId#MANAGER}: they have
   * nodes of the algorithm too, with messages, timers and a disk, but cannot lead, and no majority
   * counts them.
   */
  default List<NodeId> services() {
    return List.of();
  }

  /**
   * Makes a node, of a member or of a service; called again at every restart.
   *
   * @throws IllegalArgumentException if an option has a value that it cannot have; the message says
   *     which values it can
   */
  ElectionNode newNode(NodeSetup setup);

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
