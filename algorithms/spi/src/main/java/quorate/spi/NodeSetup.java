package quorate.spi;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a node knows when it is made: at its first start, and again at every restart.
 *
 * @param self the node itself: a member, or one of the algorithm's services
 * @param members all members of the cluster in ascending order
 * @param timing how patient the node is to be
 * @param options the algorithm's options that were typed, by name; absent ones have their default
 * @param saved what the node persisted last, or empty if it never did
 */
public record NodeSetup(
    NodeId self,
    List<NodeId> members,
    Timing timing,
    Map<String, String> options,
    Optional<Durable> saved) {

  /**
   * @throws IllegalArgumentException if the node is neither one of the members nor a service
   */
  public NodeSetup {
    members = members.stream().sorted().distinct().toList();
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    if (self.isMember() && !members.contains(self)) {
      throw new IllegalArgumentException(self + " is not one of the members " + members);
    }
  }

  /** All members but the node itself, in ascending order. */
  public List<NodeId> peers() {
    return members.stream().filter(member -> !member.equals(self)).toList();
  }

  /** The size of the smallest majority of all members, crashed ones included: floor(n/2) + 1. */
  public int majority() {
    return members.size() / 2 + 1;
  }

  /** The value of an option: what was typed, or else its default. */
  public String option(Option option) {
    return options.getOrDefault(option.name(), option.defaultValue());
  }
}
