package quorate.nodes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.node.HostPort;
import quorate.netty.node.JsonClient;
import quorate.spi.Belief;
import quorate.spi.NodeId;
import quorate.spi.Role;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * A node that somebody else started, as it described itself.
 *
 * @param http where it answers
 * @param listen where it listens for the other members
 * @param pid the id of its process on its machine
 * @param originNanos the moment of this program's clock from which its trace counts time
 * @param lastEvent the number of the last event of its trace so far
 * @param up whether it runs, and does not only start
 * @param belief what it believes
 * @param clockRate how many seconds its clock counts in one second
 */
record Joined(
    NodeId id,
    HostPort http,
    HostPort listen,
    ClusterSpec spec,
    long pid,
    boolean takesFaults,
    long originNanos,
    long lastEvent,
    boolean up,
    Belief belief,
    double clockRate) {

  /** Clocks that are closer than that are one clock: that of one machine. */
  private static final long SAME_CLOCK_NANOS = 50_000_000;

  /**
   * Asks a node who it is.
   *
   * @throws UserError if nothing answers there, or not as a node does
   */
  static Joined ask(HostPort http, Catalog catalog) {
    long before = System.nanoTime();
    JsonNode status;
    try {
      status = new JsonClient(http).get("/status").json();
    } catch (IOException silent) {
      throw new UserError("nothing answers at http://%s: %s".formatted(http, silent.getMessage()));
    }
    long nowHere = before + (System.nanoTime() - before) / 2;
    if (!status.has("origin_nanos")) {
      throw new UserError("what answers at http://%s is no node of Quorate".formatted(http));
    }
    long origin = status.get("origin_nanos").asLong();
    long nowThere = origin + nanos(status.get("time_ms"));
    boolean sameClock = Math.abs(nowThere - nowHere) < SAME_CLOCK_NANOS;
    return new Joined(
        new NodeId(status.get("id").asInt()),
        http,
        HostPort.parse(status.get("address").asText()),
        spec(status, catalog),
        status.get("pid").asLong(),
        status.get("takes_faults").asBoolean(),
        sameClock ? origin : nowHere - nanos(status.get("time_ms")),
        status.get("events").get("last").asLong(),
        status.get("state").asText().equals("up"),
        belief(status),
        status.path("clock_rate").asDouble(1));
  }

  private static Belief belief(JsonNode status) {
    JsonNode epoch = status.get("epoch");
    JsonNode leader = status.get("leader");
    JsonNode role = status.get("role");
    return new Belief(
        epoch.isNull() ? OptionalLong.empty() : OptionalLong.of(epoch.asLong()),
        leader.isNull() ? Optional.empty() : Optional.of(new NodeId(leader.asInt())),
        role.isNull() ? Role.FOLLOWER : Role.valueOf(role.asText()),
        "");
  }

  private static ClusterSpec spec(JsonNode status, Catalog catalog) {
    Map<String, String> options = new LinkedHashMap<>();
    status
        .get("options")
        .properties()
        .forEach(it -> options.put(it.getKey(), it.getValue().asText()));
    JsonNode election = status.get("election_ms");
    Timing timing =
        new Timing(
            time(status.get("heartbeat_ms")),
            new TimeRange(time(election.get(0)), time(election.get(1))),
            time(status.get("answer_ms")));
    return new ClusterSpec(
        status.get("cluster").asText(),
        catalog.named(status.get("algorithm").asText()),
        status.get("size").asInt(),
        timing,
        options,
        status.get("seed").asLong());
  }

  private static Duration time(JsonNode millis) {
    return Duration.ofNanos(nanos(millis));
  }

  private static long nanos(JsonNode millis) {
    return Math.round(millis.asDouble() * 1e6);
  }
}
