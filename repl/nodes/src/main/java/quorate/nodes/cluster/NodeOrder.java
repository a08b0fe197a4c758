package quorate.nodes.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.node.HostPort;
import quorate.netty.node.Members;
import quorate.netty.node.NodeSettings;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * What the process of a node is told when it begins, as JSON on its standard input.
 *
 * @param electionNs the shortest and the longest election timeout
 * @param peers where each member listens
 * @param http where the node answers HTTP
 * @param data the folder for what it saves
 * @param originNanos the moment of {@link System#nanoTime} from which time is counted
 */
record NodeOrder(
    String cluster,
    String algorithm,
    int size,
    Map<String, String> options,
    long seed,
    long heartbeatNs,
    long[] electionNs,
    long answerNs,
    String self,
    Map<String, String> peers,
    String http,
    String data,
    boolean sync,
    long originNanos) {

  /** What a node of a cluster is told. */
  static NodeOrder of(
      ClusterSpec spec,
      NodeId self,
      SortedMap<NodeId, HostPort> addresses,
      HostPort http,
      Path data,
      long originNanos) {
    Map<String, String> peers = new LinkedHashMap<>();
    addresses.forEach((node, address) -> peers.put(node.toString(), address.toString()));
    Timing timing = spec.timing();
    return new NodeOrder(
        spec.name(),
        spec.algorithm().name(),
        spec.size(),
        spec.options(),
        spec.seed(),
        timing.heartbeat().toNanos(),
        new long[] {timing.election().min().toNanos(), timing.election().max().toNanos()},
        timing.answer().toNanos(),
        self.toString(),
        peers,
        http.toString(),
        data.toString(),
        true,
        originNanos);
  }

  /** The same for the runtime of the node. */
  NodeSettings settings(Catalog catalog) {
    Timing timing =
        new Timing(
            Duration.ofNanos(heartbeatNs),
            new TimeRange(Duration.ofNanos(electionNs[0]), Duration.ofNanos(electionNs[1])),
            Duration.ofNanos(answerNs));
    ClusterSpec spec =
        new ClusterSpec(cluster, catalog.named(algorithm), size, timing, options, seed);
    SortedMap<NodeId, HostPort> addresses = new TreeMap<>();
    peers.forEach((node, address) -> addresses.put(NodeId.of(node), HostPort.parse(address)));
    NodeId me = NodeId.of(self);
    return new NodeSettings(
        spec,
        me,
        addresses.get(me),
        Members.fixed(addresses),
        Optional.empty(),
        Optional.of(Path.of(data)),
        sync,
        OptionalLong.of(originNanos));
  }
}
