package quorate.nodes.server;

import java.util.Set;
import quorate.netty.node.HostPort;

/**
 * How a node answers HTTP.
 *
 * @param listen where it listens; port 0 for any
 * @param names by which it may be asked for, besides IP addresses and localhost; in lower case
 * @param allowFaults whether anybody who can reach it may trouble its links
 */
public record ServerSettings(HostPort listen, Set<String> names, boolean allowFaults) {

  /** Known by no name, and takes no faults. */
  public ServerSettings(HostPort listen) {
    this(listen, Set.of(), false);
  }

  public ServerSettings withNames(Set<String> others) {
    return new ServerSettings(listen, others, allowFaults);
  }

  public ServerSettings withFaults() {
    return new ServerSettings(listen, names, true);
  }
}
