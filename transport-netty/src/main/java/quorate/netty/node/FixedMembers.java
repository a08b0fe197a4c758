package quorate.netty.node;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.spi.NodeId;

/** Members whose addresses were typed: {@code --peers 1=127.0.0.1:7001,2=127.0.0.1:7002}. */
record FixedMembers(SortedMap<NodeId, HostPort> addresses) implements Members {

  FixedMembers {
    int size = size(addresses);
    for (int id = 1; id <= size; id++) {
      if (!addresses.containsKey(new NodeId(id))) {
        throw new UserError(
            "--peers has %s members, which are numbered 1 to %s, and there is no %s"
                .formatted(size, size, id));
      }
    }
  }

  static FixedMembers parse(String typed) {
    SortedMap<NodeId, HostPort> addresses = new TreeMap<>();
    for (String entry : typed.split(",", -1)) {
      String[] parts = entry.strip().split("=", 2);
      if (parts.length < 2 || !parts[0].matches("[1-9]\\d{0,2}|" + NodeId.MANAGER)) {
        throw new UserError(
            "'%s' is no member; type --peers 1=127.0.0.1:7001,2=127.0.0.1:7002 and so on"
                .formatted(Printable.of(entry)));
      }
      HostPort address = HostPort.parse(parts[1]);
      if (address.port() == 0) {
        throw new UserError("the others cannot dial port 0; give each of --peers a port");
      } else if (addresses.containsValue(address)) {
        throw new UserError("two of --peers have the address " + address);
      } else if (addresses.put(NodeId.of(parts[0]), address) != null) {
        throw new UserError("two of --peers are node " + parts[0]);
      }
    }
    return new FixedMembers(addresses);
  }

  @Override
  public int size() {
    return size(addresses);
  }

  private static int size(SortedMap<NodeId, HostPort> addresses) {
    return (int) addresses.keySet().stream().filter(NodeId::isMember).count();
  }

  @Override
  public Found find() {
    return new Found(addresses, List.of());
  }
}
