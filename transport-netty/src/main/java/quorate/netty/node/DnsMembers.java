package quorate.netty.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import quorate.lab.UserError;

/**
 * Members at the addresses of one name, as a headless service of Kubernetes has them. Which of them
 * is at which address, each says itself when it is dialled.
 */
record DnsMembers(HostPort name, int size) implements Members {

  DnsMembers {
    if (name.port() == 0) {
      throw new UserError("--dns needs the port of the members: --dns " + name.host() + ":7001");
    }
  }

  /** Nobody is found as long as nobody is registered under the name, which is no error. */
  @Override
  public Found find() {
    try {
      List<HostPort> all =
          Stream.of(InetAddress.getAllByName(name.host()))
              .map(address -> new HostPort(address.getHostAddress(), name.port()))
              .distinct()
              .sorted()
              .toList();
      return new Found(new TreeMap<>(), all);
    } catch (UnknownHostException nobodyYet) {
      return new Found(new TreeMap<>(), List.of());
    }
  }
}
