package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.LinkFault;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.lab.simulator.Network;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.spi.NodeId;

/** The links of some clusters. */
public record NetView(List<ClusterNet> clusters) implements View {

  /** Of a larger cluster only the directions are listed with which something is wrong. */
  private static final int MOST_NODES = 51;

  /**
   * The links of a cluster at one moment.
   *
   * @param cut every direction that is down
   * @param troubles what is wrong with directions, where something is, also with those that are
   *     down
   * @param network what the network is like without faults, in virtual time; over TCP it is as it
   *     is
   */
  public record ClusterNet(
      ClusterName name,
      SortedMap<NodeId, NodeState> nodes,
      SortedSet<Direction> cut,
      SortedMap<Direction, Trouble> troubles,
      Optional<Network> network) {

    /** How the link between two nodes is: {@code cut}, {@code loses 20%}; empty if it is well. */
    public String words(NodeId from, NodeId to, boolean bothWays) {
      List<String> words = new ArrayList<>(words(new Direction(from, to)));
      if (bothWays) {
        words(new Direction(to, from)).stream()
            .filter(it -> !words.contains(it))
            .forEach(words::add);
      }
      return String.join(", ", words);
    }

    private List<String> words(Direction direction) {
      Trouble trouble = troubles.getOrDefault(direction, Trouble.NONE);
      return cut.contains(direction) ? List.of("cut") : trouble.words();
    }

    /** The directions that are up, but not well. */
    public SortedMap<Direction, Trouble> bad() {
      SortedMap<Direction, Trouble> bad = new TreeMap<>(troubles);
      bad.keySet().removeAll(cut);
      return bad;
    }
  }

  /** The links of clusters now. Any thread but theirs. */
  public static NetView of(List<ObservedCluster> clusters) {
    return new NetView(clusters.stream().map(NetView::net).toList());
  }

  private static ClusterNet net(ObservedCluster cluster) {
    return cluster.call(
        now ->
            new ClusterNet(
                ClusterName.of(cluster),
                now.state().nodes(),
                new TreeSet<>(now.cluster().links().cut()),
                new TreeMap<>(now.cluster().links().troubles()),
                cluster.network()));
  }

  @Override
  public ObjectNode json() {
    return Json.listed("clusters", clusters, NetView::json);
  }

  @Override
  public String text(Display display) {
    return NetTable.render(clusters, display);
  }

  /**
   * The links of a cluster: an object for each direction, in order. Shares are from 0 to 1; what
   * the network is like without faults is null over TCP.
   */
  private static ObjectNode json(ClusterNet net) {
    ObjectNode json = net.name().json();
    ArrayNode links = json.putArray("links");
    boolean few = net.nodes().size() <= MOST_NODES;
    SortedSet<Direction> listed = new TreeSet<>(net.cut());
    listed.addAll(net.troubles().keySet());
    if (few) {
      listed.addAll(LinkFault.directions(List.copyOf(net.nodes().keySet()), (from, to) -> true));
    }
    listed.forEach(direction -> links.add(link(direction, net)));
    return json;
  }

  private static ObjectNode link(Direction direction, ClusterNet net) {
    Trouble trouble = net.troubles().getOrDefault(direction, Trouble.NONE);
    ObjectNode json =
        Json.object()
            .<ObjectNode>set("from", Json.id(direction.from()))
            .<ObjectNode>set("to", Json.id(direction.to()))
            .put("up", !net.cut().contains(direction));
    trouble.parts().forEach(part -> json.putPOJO(part.name(), part.value()));
    json.put("network_latency", net.network().map(it -> latency(it, direction)).orElse(null));
    json.put("network_loss", net.network().map(it -> loss(it, direction)).orElse(null));
    return json;
  }

  private static String latency(Network network, Direction direction) {
    return network.latency(direction.from(), direction.to()).toString();
  }

  private static Double loss(Network network, Direction direction) {
    return network.loss(direction.from(), direction.to());
  }
}
