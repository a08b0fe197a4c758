package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.World;

/**
 * What names a cluster in every result.
 *
 * @param name as it was typed: {@code raft-2}
 */
public record ClusterName(String name, String algorithm, World world) {

  /** Any thread. */
  public static ClusterName of(ObservedCluster cluster) {
    return new ClusterName(
        cluster.spec().name(), cluster.spec().algorithm().name(), cluster.world());
  }

  public boolean simulated() {
    return world == World.SIM;
  }

  /** An object with these three, to which more is added. */
  public ObjectNode json() {
    return Json.object()
        .put("cluster", name)
        .put("algorithm", algorithm)
        .put("runtime", world.word());
  }
}
