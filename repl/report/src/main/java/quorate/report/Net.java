package quorate.report;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.experiments.ObservedCluster;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.simulator.Network;
import quorate.lab.simulator.SimulatedCluster;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.spi.NodeId;

/**
 * The links of a cluster at one moment.
 *
 * @param cluster the cluster
 * @param nodes all of its nodes
 * @param cut every direction that is down
 * @param troubles what is wrong with directions, where something is, also with those that are down
 * @param network what the network is like without faults, in virtual time; over TCP it is as it is
 */
public record Net(
    ObservedCluster cluster,
    SortedMap<NodeId, NodeState> nodes,
    SortedSet<Direction> cut,
    SortedMap<Direction, Trouble> troubles,
    Optional<Network> network) {

  /** The links of a cluster now. Any thread but the cluster's. */
  public static Net of(ObservedCluster cluster) {
    return cluster
        .cluster()
        .call(
            () ->
                new Net(
                    cluster,
                    cluster.state().nodes(),
                    new TreeSet<>(cluster.cluster().links().cut()),
                    new TreeMap<>(cluster.cluster().links().troubles()),
                    cluster.cluster() instanceof SimulatedCluster simulated
                        ? Optional.of(simulated.network())
                        : Optional.empty()));
  }

  /** The directions that are up, but not well. */
  public SortedMap<Direction, Trouble> bad() {
    SortedMap<Direction, Trouble> bad = new TreeMap<>(troubles);
    bad.keySet().removeAll(cut);
    return bad;
  }
}
