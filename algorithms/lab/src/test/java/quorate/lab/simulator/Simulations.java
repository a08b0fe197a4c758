package quorate.lab.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import quorate.lab.cluster.Delay;
import quorate.lab.simulator.Chatter.Say;
import quorate.lab.trace.TraceEvent;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.spi.NodeId;

/** Simulated clusters whose n1 counts aloud, and what their traces tell. */
final class Simulations {

  static final NodeId N1 = new NodeId(1);
  static final NodeId N2 = new NodeId(2);
  static final NodeId N3 = new NodeId(3);

  private Simulations() {}

  static Delay millis(long millis) {
    return Delay.fixed(Duration.ofMillis(millis));
  }

  static SimulatedCluster chatter(Network network, long runMillis) throws InterruptedException {
    SimulatedCluster cluster = new SimulatedCluster(Chatter.of(3, 1), network);
    cluster.startAll();
    run(cluster, runMillis);
    return cluster;
  }

  static void run(SimulatedCluster cluster, long millis) throws InterruptedException {
    assertThat(cluster.runUntil(live -> false, Duration.ofMillis(millis))).isFalse();
  }

  static <T extends TraceEvent> List<T> events(SimulatedCluster cluster, Class<T> type) {
    return cluster.trace().events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  static List<Integer> heardBy(NodeId node, SimulatedCluster cluster) {
    return events(cluster, Delivered.class).stream()
        .filter(event -> event.to().equals(node))
        .map(event -> ((Say) event.message()).number())
        .toList();
  }

  /** When n1's message of a number arrived at a node, in milliseconds. */
  static double arrival(int number, NodeId node, SimulatedCluster cluster) {
    return events(cluster, Delivered.class).stream()
        .filter(event -> event.to().equals(node) && event.message().equals(new Say(number)))
        .mapToDouble(event -> event.atNanos() / 1e6)
        .findFirst()
        .orElseThrow();
  }
}
