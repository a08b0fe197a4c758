package quorate.netty.real;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.ElectionSystem;
import quorate.spi.NodeId;

/**
 * A real system that elects among its clients, as etcd and ZooKeeper do. Found with {@link
 * java.util.ServiceLoader}. Quorate starts its servers and the clients, and sees what these see.
 */
public interface RealSystem extends ElectionSystem {

  /** Its servers are one host, whose links with the contenders can be cut. */
  @Override
  default List<NodeId> services() {
    return List.of(NodeId.MANAGER);
  }

  /** How long its contenders take at most, with such options, to notice that a leader is gone. */
  Duration patience(Map<String, String> options);

  /** What is missing on this machine, and what to install, in one line; empty if nothing is. */
  Optional<String> missing();

  /** Servers for one cluster, which are still down. */
  Servers servers(ClusterSpec spec);
}
