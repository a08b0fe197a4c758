package quorate.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryForever;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.QuorumConfigBuilder;
import org.apache.curator.test.TestingZooKeeperServer;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.node.FreePorts;
import quorate.netty.node.Guard;
import quorate.netty.node.HostPort;
import quorate.netty.real.Contender;
import quorate.netty.real.ContenderHost;
import quorate.netty.real.ServerCount;
import quorate.netty.real.Servers;

/** Servers of ZooKeeper within this program. */
final class ZooKeeperServers implements Servers {

  private static final int LONGEST_START_SECONDS = 20;
  private static final int RETRY_MILLIS = 200;
  private static final int CLOSE_MILLIS = 200;
  private static final int ANY_NUMBER = -1;

  private final ClusterSpec spec;
  private final List<HostPort> addresses;
  private final Path folder;
  private final Guard guard;
  private final List<TestingZooKeeperServer> servers = new ArrayList<>();
  private boolean runs;
  private boolean ranBefore;

  /** None runs yet. */
  ZooKeeperServers(ClusterSpec spec) {
    this.spec = spec;
    int count = ServerCount.of(spec.options());
    List<HostPort> ports = FreePorts.find(3 * count);
    this.addresses = ports.subList(0, count);
    try {
      this.folder = Files.createTempDirectory("quorate-zookeeper-");
      for (int i = 0; i < count; i++) {
        Files.createDirectory(folderOf(i));
      }
    } catch (IOException full) {
      throw new UserError("cannot make a temporary folder: " + full.getMessage());
    }
    this.guard = new Guard(folder);
    List<InstanceSpec> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(instance(i, ports.get(count + i).port(), ports.get(2 * count + i).port()));
    }
    for (int i = 0; i < count; i++) {
      servers.add(new TestingZooKeeperServer(new QuorumConfigBuilder(all), i));
    }
  }

  private Path folderOf(int index) {
    return folder.resolve("s" + (index + 1));
  }

  private InstanceSpec instance(int index, int election, int quorum) {
    return new InstanceSpec(
        folderOf(index).toFile(),
        addresses.get(index).port(),
        election,
        quorum,
        false,
        index + 1,
        (int) ZooKeeperSystem.tick(spec.options()).toMillis(),
        ANY_NUMBER);
  }

  @Override
  public List<HostPort> addresses() {
    return addresses;
  }

  @Override
  public synchronized void start() {
    if (runs) {
      return;
    }
    try {
      for (TestingZooKeeperServer server : servers) {
        if (ranBefore) {
          server.restart();
        } else {
          server.start();
        }
      }
      runs = true;
      ranBefore = true;
      awaitElection();
    } catch (Exception failed) {
      throw new UserError("ZooKeeper does not start: " + failed.getMessage());
    }
  }

  /**
   * Serves when an election of no consequence is over; then the client's classes are loaded too.
   */
  private void awaitElection() throws Exception {
    try (CuratorFramework client = client(spec, addresses)) {
      client.start();
      if (!client.blockUntilConnected(LONGEST_START_SECONDS, TimeUnit.SECONDS)) {
        throw new UserError("nobody answers");
      }
      try (LeaderLatch latch = new LeaderLatch(client, "/quorate-ready", "ready")) {
        latch.start();
        latch.await(LONGEST_START_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  /** A client that is still to be started. */
  static CuratorFramework client(ClusterSpec spec, List<HostPort> addresses) {
    int session = (int) ZooKeeperSystem.TTL.of(spec.options()).toMillis();
    return CuratorFrameworkFactory.builder()
        .connectString(addresses.stream().map(HostPort::toString).collect(Collectors.joining(",")))
        .sessionTimeoutMs(session)
        .connectionTimeoutMs(session)
        .retryPolicy(new RetryForever(RETRY_MILLIS))
        .connectionStateErrorPolicy(new StandardConnectionStateErrorPolicy())
        .maxCloseWaitMs(CLOSE_MILLIS)
        .waitForShutdownTimeoutMs(CLOSE_MILLIS)
        .build();
  }

  @Override
  public synchronized void kill() {
    servers.forEach(TestingZooKeeperServer::kill);
    runs = false;
  }

  @Override
  public Contender contender(ContenderHost host, List<HostPort> addresses) {
    return new LatchContender(host, client(spec, addresses));
  }

  @Override
  public synchronized void close() {
    kill();
    guard.close();
  }
}
