package quorate.zookeeper;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.real.RealSystem;
import quorate.netty.real.ServerCount;
import quorate.netty.real.Servers;
import quorate.netty.real.Ttl;
import quorate.spi.NodeSetup;
import quorate.spi.Option;
import quorate.spi.Property;
import quorate.spi.Timing;

/**
 * The leader latch of Curator on ZooKeeper: who has the node with the lowest number below a path
 * leads, and the node lives as long as its client's session. The fencing token is that number.
 */
public final class ZooKeeperSystem implements RealSystem {

  static final Ttl TTL =
      new Ttl(
          Duration.ofSeconds(1),
          Duration.ofSeconds(40),
          Duration.ofSeconds(2),
          Duration.ofMillis(500));

  private static final Duration SHORT_TICK = Duration.ofMillis(500);
  private static final int MOST_TICKS_OF_A_SESSION = 20;
  private static final Duration USUAL_TICK = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "zookeeper";
  }

  @Override
  public String source() {
    return "ZooKeeper, Curator's LeaderLatch";
  }

  @Override
  public Set<Property> promises() {
    return EnumSet.of(Property.ONE_LEADER_PER_EPOCH, Property.EPOCH_NEVER_DECREASES);
  }

  @Override
  public List<Option> options() {
    return List.of(
        TTL.option("how long the server keeps a session of which it hears nothing"),
        ServerCount.OPTION);
  }

  @Override
  public void check(NodeSetup setup) {
    TTL.of(setup.options());
    ServerCount.of(setup.options());
  }

  /** How often servers look for sessions that have expired; these last 2 to 20 ticks. */
  static Duration tick(Map<String, String> options) {
    Duration longest = SHORT_TICK.multipliedBy(MOST_TICKS_OF_A_SESSION);
    return TTL.of(options).compareTo(longest) > 0 ? USUAL_TICK : SHORT_TICK;
  }

  /** Clients of both kinds renew when a third of the time is over. */
  @Override
  public Duration heartbeat(Timing timing, Map<String, String> options) {
    return TTL.of(options).dividedBy(3);
  }

  @Override
  public Duration patience(Map<String, String> options) {
    return TTL.of(options).plus(tick(options).multipliedBy(2));
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public Servers servers(ClusterSpec spec) {
    return new ZooKeeperServers(spec);
  }
}
