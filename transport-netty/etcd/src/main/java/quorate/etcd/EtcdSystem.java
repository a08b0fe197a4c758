package quorate.etcd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
 * The election of etcd: who has the oldest key under a prefix leads, and the key lives as long as
 * its lease. The fencing token is the revision at which the key was created.
 */
public final class EtcdSystem implements RealSystem {

  static final Ttl TTL =
      new Ttl(
          Duration.ofSeconds(2),
          Duration.ofMinutes(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1));

  /** A server looks for leases that have expired so often, and a client for what to renew. */
  private static final Duration LOOK = Duration.ofMillis(500);

  @Override
  public String name() {
    return "etcd";
  }

  @Override
  public String source() {
    return "etcd's election API, v3election";
  }

  @Override
  public Set<Property> promises() {
    return EnumSet.of(Property.ONE_LEADER_PER_EPOCH, Property.EPOCH_NEVER_DECREASES);
  }

  @Override
  public List<Option> options() {
    return List.of(
        TTL.option("how long the server keeps a lease that nobody renews"), ServerCount.OPTION);
  }

  @Override
  public void check(NodeSetup setup) {
    TTL.of(setup.options());
    ServerCount.of(setup.options());
  }

  /** Clients of both kinds renew when a third of the time is over. */
  @Override
  public Duration heartbeat(Timing timing, Map<String, String> options) {
    return TTL.of(options).dividedBy(3);
  }

  @Override
  public Duration patience(Map<String, String> options) {
    return TTL.of(options).plus(LOOK.multipliedBy(2));
  }

  @Override
  public Optional<String> missing() {
    return onPath("etcd").isPresent()
        ? Optional.empty()
        : Optional.of(
            "there is no etcd on the PATH; install it (Debian, Ubuntu: apt install etcd-server)");
  }

  /** A program by its name; empty if it is not on the PATH. */
  static Optional<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public Servers servers(ClusterSpec spec) {
    return new EtcdServers(spec);
  }
}
