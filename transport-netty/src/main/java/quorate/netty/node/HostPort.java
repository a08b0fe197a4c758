package quorate.netty.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import quorate.lab.Printable;
import quorate.lab.UserError;

/**
 * Where something listens, as a person types it: {@code 127.0.0.1:7001}, {@code node-1.nodes:7001},
 * {@code [::1]:7001}. The name is resolved only when it is used.
 *
 * @param host a name or an address; without the brackets of an IPv6 address
 * @param port 0 to 65535; 0 stands for any that is free
 */
public record HostPort(String host, int port) implements Comparable<HostPort> {

  private static final int MAX_PORT = 65535;

  /** Throws a {@link UserError} if there is no host, or no such port. */
  public HostPort {
    if (host.isBlank() || port < 0 || port > MAX_PORT) {
      throw new UserError(
          "an address is HOST:PORT, with a port from 0 to " + MAX_PORT + ", as in 127.0.0.1:7001");
    }
  }

  /**
   * Reads {@code HOST:PORT}.
   *
   * @throws UserError if it is none
   */
  public static HostPort parse(String typed) {
    int colon = typed.lastIndexOf(':');
    String host = colon < 0 ? "" : typed.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      throw notOne(typed);
    }
    try {
      return new HostPort(host, Integer.parseInt(typed.substring(colon + 1)));
    } catch (NumberFormatException | UserError noAddress) {
      throw notOne(typed);
    }
  }

  private static UserError notOne(String typed) {
    return new UserError(
        "'"
            + Printable.of(typed)
            + "' is no address; type HOST:PORT with a port from 0 to "
            + MAX_PORT
            + ", as in 127.0.0.1:7001");
  }

  static HostPort of(InetSocketAddress address) {
    return new HostPort(address.getAddress().getHostAddress(), address.getPort());
  }

  /** Whether a process could listen there now. */
  public boolean isFree() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(resolved());
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** With its address looked up now; unresolved if nobody knows the name. May take a while. */
  InetSocketAddress resolved() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public int compareTo(HostPort other) {
    int byHost = host.compareTo(other.host);
    return byHost != 0 ? byHost : Integer.compare(port, other.port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
