package quorate.spi;

import java.util.List;
import java.util.Optional;

/**
 * The identity of one node. The members of a cluster of n are numbered 1 to n; the order of the
 * numbers is the order of the ids (Bully elects the highest). A service, a host that is no member,
 * has a name in place of a number, and comes after all members.
 *
 * @param value the number, at least 1
 */
public record NodeId(int value) implements Comparable<NodeId> {

  /** No member has a number above this one. */
  private static final int HIGHEST_MEMBER = 1_000_000_000;

  /** Who grants leases, in a cluster whose leader holds one. */
  public static final NodeId MANAGER = new NodeId(HIGHEST_MEMBER + 1);

  /** Where leaders write, in a cluster that has a store. */
  public static final NodeId STORE = new NodeId(HIGHEST_MEMBER + 2);

  private static final List<String> SERVICES = List.of("manager", "store");

  /**
   * @throws IllegalArgumentException if the number is below 1
   */
  public NodeId {
    if (value < 1) {
      throw new IllegalArgumentException("a node's id is at least 1, got " + value);
    }
  }

  /** A service by its name; empty if none is called so. */
  public static Optional<NodeId> service(String name) {
    int index = SERVICES.indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(new NodeId(HIGHEST_MEMBER + 1 + index));
  }

  /**
   * Reads {@code 3}, {@code n3} or {@code manager}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static NodeId of(String text) {
    return service(text)
        .orElseGet(
            () -> new NodeId(Integer.parseInt(text.startsWith("n") ? text.substring(1) : text)));
  }

  /** Whether it can lead, and a majority counts it; a service does neither. */
  public boolean isMember() {
    return value <= HIGHEST_MEMBER;
  }

  public boolean isAbove(NodeId other) {
    return value > other.value;
  }

  @Override
  public int compareTo(NodeId other) {
    return Integer.compare(value, other.value);
  }

  /** The name that people read: {@code n3}, {@code manager}. */
  @Override
  public String toString() {
    int service = value - HIGHEST_MEMBER - 1;
    return service >= 0 && service < SERVICES.size() ? SERVICES.get(service) : "n" + value;
  }
}
