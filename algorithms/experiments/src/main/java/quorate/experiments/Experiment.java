package quorate.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import quorate.lab.cluster.Chance;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.simulator.Network;
import quorate.spi.NodeId;

/**
 * What is done to a cluster, over and over. In virtual time an experiment and the number of a trial
 * name a run: the same name, the same trace.
 *
 * @param cluster what the cluster is like; its seed is that of the whole experiment
 * @param scenario what is done to it
 * @param setup what else the trials have in common
 * @param network the simulated network; empty if the trials run over TCP
 */
public record Experiment(
    ClusterSpec cluster, Scenario scenario, Setup setup, Optional<Network> network) {

  /**
   * Checks that the parts fit each other.
   *
   * @throws IllegalArgumentException if a node that is to be down is no member, or no node is left,
   *     or an option that is to be shuffled has not as many values as there are nodes, or something
   *     is asked of TCP that only the simulator can do
   * @throws quorate.lab.UserError if the scenario names a node or message that does not exist
   */
  public Experiment {
    List<NodeId> members = cluster.members();
    for (NodeId down : setup.down()) {
      if (!members.contains(down)) {
        throw new IllegalArgumentException(
            down + " cannot be down; the cluster has nodes 1 to " + members.size());
      }
    }
    if (setup.down().size() == members.size()) {
      throw new IllegalArgumentException("all nodes are down; leave one that runs");
    }
    for (String option : setup.shuffled()) {
      checkShuffled(option, cluster);
    }
    scenario.check(cluster);
    if (setup.synchronised() && network.isEmpty()) {
      throw new IllegalArgumentException(
          "only the simulator can synchronise heartbeats; add --sim");
    }
  }

  private static void checkShuffled(String option, ClusterSpec cluster) {
    int values = cluster.options().getOrDefault(option, "").split(",", -1).length;
    if (values != cluster.size()) {
      throw new IllegalArgumentException(
          "%s is shuffled over %s nodes and needs a value for each, got %s"
              .formatted(option, cluster.size(), values));
    }
  }

  /** What the cluster of one trial is like: its own seed, and its own hand of shuffled options. */
  ClusterSpec clusterOf(long seed, Chance chance) {
    Map<String, String> options = new TreeMap<>(cluster.options());
    for (String option : setup.shuffled()) {
      options.computeIfPresent(option, (name, values) -> shuffle(values, chance));
    }
    return cluster.withSeed(seed).withOptions(options);
  }

  /** Deals values with commas between them again, every order equally likely. */
  public static String shuffle(String values, Chance chance) {
    List<String> left = new ArrayList<>(List.of(values.split(",", -1)));
    List<String> dealt = new ArrayList<>();
    while (!left.isEmpty()) {
      dealt.add(chance.take(left));
    }
    return String.join(",", dealt);
  }
}
