package quorate.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.World;

/**
 * What names a cluster in every result.
 *
 * @param name as it was typed: {@code raft-2}
 */
public record ClusterName(
    @JsonProperty("cluster") String name, String algorithm, @JsonProperty("runtime") World world) {

  /** Any thread. */
  public static ClusterName of(ObservedCluster cluster) {
    return new ClusterName(
        cluster.spec().name(), cluster.spec().algorithm().name(), cluster.world());
  }

  public boolean simulated() {
    return world == World.SIM;
  }

  /** Whether its messages are seen, its rounds and its timers: those of a real system are not. */
  boolean seenInside() {
    return world != World.REAL;
  }

  /** An object with these three, to which more is added. */
  public ObjectNode json() {
    return Json.of(this);
  }
}
