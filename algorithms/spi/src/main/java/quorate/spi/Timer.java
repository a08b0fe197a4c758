package quorate.spi;

/**
 * One timer of a node, by name. A node has at most one pending expiry a name: setting a timer again
 * replaces the earlier expiry.
 *
 * @param name what a person reads and types, in capitals: {@code ELECTION}
 * @param pacesHeartbeats whether it does no more than tell a leader when to send the next
 *     heartbeats, so that readers of a trace can leave it out
 */
public record Timer(String name, boolean pacesHeartbeats) {

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

  /** A timer whose expiry says something to a reader of a trace. */
  public Timer(String name) {
    this(name, false);
  }

  /** The timer at which a leader sends its heartbeats. */
  public static Timer heartbeat(String name) {
    return new Timer(name, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
