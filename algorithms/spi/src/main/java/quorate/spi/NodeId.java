package quorate.spi;

/**
 * The identity of one node. Nodes of a cluster of n are numbered 1 to n; the order of the numbers
 * is the order of the ids (Bully elects the highest).
 *
 * @param value the number, at least 1
 */
public record NodeId(int value) implements Comparable<NodeId> {

  /**
   * @throws IllegalArgumentException if the number is below 1
   */
  public NodeId {
    if (value < 1) {
      throw new IllegalArgumentException("a node's id is at least 1, got " + value);
    }
  }

  public boolean isAbove(NodeId other) {
    return value > other.value;
  }

  @Override
  public int compareTo(NodeId other) {
    return Integer.compare(value, other.value);
  }

  /** The name that people read: {@code n3}. */
  @Override
  public String toString() {
    return "n" + value;
  }
}
