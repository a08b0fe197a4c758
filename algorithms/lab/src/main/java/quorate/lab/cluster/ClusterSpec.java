package quorate.lab.cluster;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import quorate.spi.ClockBound;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionSystem;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;
import quorate.spi.Property;
import quorate.spi.Timing;

/**
 * All that names a cluster before it runs.
 *
 * @param name what a person calls it
 * @param algorithm what its nodes run, or which real system they are clients of
 * @param size how many nodes it has, at least 1; they are numbered 1 to {@code size}
 * @param timing how patient its nodes are
 * @param options the algorithm's options that were typed, by name
 * @param seed what the draws of the timers come from
 */
public record ClusterSpec(
    String name,
    ElectionSystem algorithm,
    int size,
    Timing timing,
    Map<String, String> options,
    long seed) {

  /**
   * Checks the size and the options.
   *
   * @throws IllegalArgumentException if the size is below 1, or the algorithm has no such option,
   *     or the option cannot have such a value
   */
  public ClusterSpec {
    if (size < 1) {
      throw new IllegalArgumentException("a cluster needs at least 1 node, got " + size);
    }
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    List<String> known = algorithm.options().stream().map(option -> option.name()).toList();
    for (String option : options.keySet()) {
      if (!known.contains(option)) {
        throw new IllegalArgumentException(
            "%s has no option '%s'; it has %s"
                .formatted(
                    algorithm.name(), option, known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
    List<NodeId> members = members(size);
    algorithm.check(new NodeSetup(members.get(0), members, timing, options, Optional.empty()));
  }

  /** All members, in ascending order. */
  public List<NodeId> members() {
    return members(size);
  }

  /**
   * The algorithm by whose rules Quorate runs the nodes.
   *
   * @throws IllegalStateException if they are clients of a real system
   */
  public ElectionAlgorithm rules() {
    if (algorithm instanceof ElectionAlgorithm it) {
      return it;
    }
    throw new IllegalStateException(algorithm.name() + " is no algorithm, but a real system");
  }

  /** All members, and the algorithm's services after them. */
  public List<NodeId> hosts() {
    return Stream.concat(members().stream(), algorithm.services().stream().sorted()).toList();
  }

  /** Whether its leader is the node that holds a lease, which a manager granted. */
  public boolean hasManager() {
    return algorithm.services().contains(NodeId.MANAGER);
  }

  public boolean hasHost(NodeId node) {
    return node.isMember() ? node.value() <= size : algorithm.services().contains(node);
  }

  /** The hosts that there are, as the rest of a sentence: {@code nodes 1 to 5 and manager}. */
  public String hostsInWords() {
    String members = size == 1 ? "node 1 only" : "nodes 1 to " + size;
    return Stream.concat(
            Stream.of(members), algorithm.services().stream().sorted().map(NodeId::toString))
        .collect(Collectors.joining(" and "));
  }

  /** The size of the smallest majority of all members. */
  public int majority() {
    return size / 2 + 1;
  }

  public boolean promises(Property property) {
    return algorithm.promises().contains(property);
  }

  /** Under which clocks two nodes never lead at the same time; empty if that is not promised. */
  public Optional<ClockBound> clockBound() {
    return algorithm.clockBound(timing, options);
  }

  public ClusterSpec named(String other) {
    return new ClusterSpec(other, algorithm, size, timing, options, seed);
  }

  public ClusterSpec withSeed(long other) {
    return new ClusterSpec(name, algorithm, size, timing, options, other);
  }

  public ClusterSpec withOptions(Map<String, String> others) {
    return new ClusterSpec(name, algorithm, size, timing, others, seed);
  }

  private static List<NodeId> members(int size) {
    return IntStream.rangeClosed(1, size).mapToObj(NodeId::new).toList();
  }
}
