package quorate.spi;

/**
 * One timer of a node, by name. A node has at most one pending expiry a name: setting a timer again
 * replaces the earlier expiry.
 *
 * @param name what a person reads and types, in capitals: {@code ELECTION}
 */
public record Timer(String name) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name is not made of capital letters and underscores
   */
  public Timer {
    if (!name.matches("[A-Z][A-Z_]*")) {
      throw new IllegalArgumentException("a timer's name is in capitals, got '" + name + "'");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
