package quorate.spi;

import java.util.regex.Pattern;

/**
 * One timer of a node, by name. A node has at most one pending expiry a name: setting a timer again
 * replaces the earlier expiry.
 *
 * @param name what a person reads and types, in capitals: {@code ELECTION}
 * @param pacesHeartbeats whether it does no more than tell a leader when to send the next
 *     heartbeats, so that readers of a trace can leave it out
 */
public record Timer(String name, boolean pacesHeartbeats) {

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z_]*");

  /**
   * @throws IllegalArgumentException if the name is not made of capital letters and underscores
   */
  public Timer {
    if (!NAME.matcher(name).matches()) {
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
