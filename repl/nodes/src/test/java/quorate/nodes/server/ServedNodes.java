package quorate.nodes.server;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.node.FreePorts;
import quorate.netty.node.HostPort;
import quorate.netty.node.Members;
import quorate.netty.node.NodeProcess;
import quorate.netty.node.NodeSettings;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/** Nodes as they are in processes, each with its server, but all in this one. */
final class ServedNodes implements AutoCloseable {

  private static final Duration LONG = Duration.ofSeconds(20);

  /** So that a machine that has other things to do does not end a leadership. */
  private static final Timing PATIENT =
      new Timing(Duration.ofMillis(50), TimeRange.ofMillis(1000, 2000), Duration.ofMillis(100));

  private final SortedMap<Integer, NodeProcess> nodes = new TreeMap<>();
  private final SortedMap<Integer, NodeServer> servers = new TreeMap<>();

  /** Nodes that run; each is known as {@code node-1.test} as well. */
  static ServedNodes start(String algorithm, int size, boolean allowFaults) throws Exception {
    ClusterSpec spec =
        new ClusterSpec(algorithm, Catalog.load().named(algorithm), size, PATIENT, Map.of(), 1);
    SortedMap<NodeId, HostPort> addresses = freeAddresses(size);
    ServedNodes all = new ServedNodes();
    for (NodeId id : spec.members()) {
      NodeProcess node =
          NodeProcess.create(
              new NodeSettings(spec, id, addresses.get(id), Members.fixed(addresses)));
      ServerSettings http =
          new ServerSettings(new HostPort("127.0.0.1", 0)).withNames(Set.of("node-1.test"));
      all.nodes.put(id.value(), node);
      all.servers.put(id.value(), NodeServer.open(node, allowFaults ? http.withFaults() : http));
    }
    for (NodeProcess node : all.nodes.values()) {
      node.start();
    }
    return all;
  }

  private static SortedMap<NodeId, HostPort> freeAddresses(int size) {
    SortedMap<NodeId, HostPort> addresses = new TreeMap<>();
    for (HostPort free : FreePorts.find(size)) {
      addresses.put(new NodeId(addresses.size() + 1), free);
    }
    return addresses;
  }

  NodeProcess node(int id) {
    return nodes.get(id);
  }

  NodeClient client(int id) {
    return new NodeClient(servers.get(id).address().port());
  }

  /** The one whom all running nodes follow, itself included. */
  int awaitLeader() {
    return await().atMost(LONG).until(this::agreed, it -> it > 0);
  }

  private int agreed() throws Exception {
    Integer leader = null;
    for (int id : servers.keySet()) {
      JsonNode its = client(id).get("/status").json().path("leader");
      if (!its.isInt() || leader != null && leader != its.intValue()) {
        return 0;
      }
      leader = its.intValue();
    }
    return Objects.requireNonNullElse(leader, 0);
  }

  /** Some node that does not lead. */
  int followerOf(int leader) {
    return nodes.keySet().stream().filter(it -> it != leader).findFirst().orElseThrow();
  }

  /** The process of a node is gone, and its server with it. */
  void kill(int id) {
    servers.remove(id).close();
    nodes.remove(id).close();
  }

  @Override
  public void close() {
    List.copyOf(nodes.keySet()).forEach(this::kill);
  }
}
