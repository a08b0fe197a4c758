package quorate.netty.node;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.lab.cluster.ClusterSpec;
import quorate.spi.NodeId;

/**
 * All that a node needs to know before it runs in a process of its own.
 *
 * @param spec the cluster: its name, which all members must have alike, its algorithm, and how many
 *     members it has
 * @param self which of the members this node is
 * @param listen where it listens; port 0 for any
 * @param members how it finds the others
 * @param secret what all members know, and no stranger; empty for a cluster that trusts its network
 * @param data the folder for what it persists; empty for a node that forgets with its process
 * @param sync whether a save waits until the disk has it
 * @param originNanos the moment of {@link System#nanoTime} from which its trace counts time; empty
 *     for now
 */
public record NodeSettings(
    ClusterSpec spec,
    NodeId self,
    HostPort listen,
    Members members,
    Optional<String> secret,
    Optional<Path> data,
    boolean sync,
    OptionalLong originNanos) {

  /** A node that listens on loopback, without a secret, that forgets with its process. */
  public NodeSettings(ClusterSpec spec, NodeId self, HostPort listen, Members members) {
    this(
        spec,
        self,
        listen,
        members,
        Optional.empty(),
        Optional.empty(),
        true,
        OptionalLong.empty());
  }

  public NodeSettings withSecret(String other) {
    return new NodeSettings(
        spec, self, listen, members, Optional.of(other), data, sync, originNanos);
  }

  public NodeSettings withData(Path folder) {
    return new NodeSettings(
        spec, self, listen, members, secret, Optional.of(folder), sync, originNanos);
  }

  public NodeSettings withoutSync() {
    return new NodeSettings(spec, self, listen, members, secret, data, false, originNanos);
  }

  public NodeSettings withOrigin(long nanos) {
    return new NodeSettings(
        spec, self, listen, members, secret, data, sync, OptionalLong.of(nanos));
  }
}
