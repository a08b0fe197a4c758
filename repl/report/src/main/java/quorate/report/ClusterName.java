package quorate.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import quorate.experiments.ObservedCluster;

/**
 * What names a cluster in every result.
 *
 * @param name as it was typed: {@code raft-2}
 * @param algorithm what it runs
 * @param runtime {@code sim} or {@code tcp}
 */
public record ClusterName(String name, String algorithm, String runtime) {

  /** The name of a cluster. Any thread. */
  public static ClusterName of(ObservedCluster cluster) {
    return new ClusterName(
        cluster.spec().name(), cluster.spec().algorithm().name(), cluster.cluster().runtime());
  }

  /** Whether it runs in virtual time. */
  public boolean simulated() {
    return runtime.equals("sim");
  }

  /** An object with these three, to which more is added. */
  ObjectNode json() {
    return Json.object().put("cluster", name).put("algorithm", algorithm).put("runtime", runtime);
  }
}
