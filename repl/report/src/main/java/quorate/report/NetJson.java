package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import quorate.lab.cluster.LinkFault;
import quorate.lab.simulator.Network;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.report.NetView.ClusterNet;

/** The links of a cluster as JSON. */
final class NetJson {

  /** Of a larger cluster only the directions are listed with which something is wrong. */
  private static final int MOST_NODES = 51;

  private NetJson() {}

  /**
   * The links of a cluster: an object for each direction, in order. Shares are from 0 to 1; what
   * the network is like without faults is null over TCP.
   */
  static ObjectNode of(ClusterNet net) {
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
            .put("from", direction.from().value())
            .put("to", direction.to().value())
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
