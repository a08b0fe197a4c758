package quorate.spi;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An algorithm, as the catalog lists it. Found with {@link java.util.ServiceLoader}: a jar on the
 * class path with a {@code META-INF/services/quorate.spi.ElectionAlgorithm} adds one. Stateless.
 */
public interface ElectionAlgorithm extends ElectionSystem {

  /**
   * The sealed interface of its messages, which may permit other sealed interfaces. The {@code
   * permits} clauses name the messages in the order in which tables list them; without one,
   * compilers differ in the order, and so would runs that draw a message.
   */
  Class<? extends Message> messageType();

  /**
   * The variants that are worth comparing with each other and with other algorithms, each as its
   * options that are not at their defaults; the plain one first.
   */
  default List<SortedMap<String, String>> variants() {
    return List.of(new TreeMap<>());
  }

  /**
   * Makes a node, of a member or of a service; called again at every restart.
   *
   * @throws IllegalArgumentException if an option has a value that it cannot have; the message says
   *     which values it can
   */
  ElectionNode newNode(NodeSetup setup);

  /** Checks the options by making a node. */
  @Override
  default void check(NodeSetup setup) {
    newNode(setup);
  }
}
