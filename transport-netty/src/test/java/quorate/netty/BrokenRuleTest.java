package quorate.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.netty.TcpClusters.LIMIT;
import static quorate.netty.TcpClusters.events;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Moment;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.trace.TraceEvent.Crashed;
import quorate.lab.trace.TraceEvent.Delivered;
import quorate.spi.NodeId;
import quorate.spi.Timing;

/** What an algorithm does wrong costs the node that does it, and nobody else. */
@Tag("tcp")
class BrokenRuleTest {

  private static final NodeId BROKEN = new NodeId(1);

  @ParameterizedTest
  @CsvSource({
    "throws,   thrown on purpose",
    "asserts,  asserted on purpose",
    "recurses, StackOverflowError",
    "optional, its Perhaps cannot be put into bytes"
  })
  void a_rule_that_is_broken_costs_only_its_node(String bug, String reason) throws Exception {
    try (ObservedCluster cluster = start(bug)) {
      assertThat(cluster.runUntil(now -> crashes(1, now), LIMIT)).isTrue();
      Crashed crash = events(cluster, Crashed.class).get(0);
      assertThat(crash.node()).isEqualTo(BROKEN);
      assertThat(crash.reason()).contains(reason);
      assertThatThrownBy(() -> cluster.call(now -> now.cluster().state(BROKEN)))
          .isInstanceOf(IllegalStateException.class);
      othersGoOn(cluster, 20);
      assertThat(events(cluster, Crashed.class)).hasSize(1);

      // back again, and down again: a crash of this kind leaves nothing behind
      cluster.run(now -> now.cluster().inject(TcpClusters.restart(BROKEN)));
      assertThat(
              cluster.runUntil(
                  now -> now.state().down().contains(BROKEN) && crashes(2, now), LIMIT))
          .isTrue();
      othersGoOn(cluster, 40);
    }
  }

  @Test
  void an_honest_node_of_the_same_algorithm_lives() throws Exception {
    try (ObservedCluster cluster = start("none")) {
      othersGoOn(cluster, 20);
      assertThat(events(cluster, Crashed.class)).isEmpty();
    }
  }

  @Test
  void a_condition_that_throws_is_thrown_to_whoever_waits_and_costs_no_node() throws Exception {
    try (ObservedCluster cluster = start("none")) {
      assertThatThrownBy(() -> cluster.runUntil(now -> fails("no"), LIMIT))
          .isInstanceOf(AssertionError.class)
          .hasMessage("no");
      int last = events(cluster, Delivered.class).size();
      assertThatThrownBy(
              () -> cluster.runUntil(now -> delivered(now) > last && fails("in an event"), LIMIT))
          .isInstanceOf(AssertionError.class);
      assertThatThrownBy(() -> cluster.call(now -> fails("here")))
          .isInstanceOf(AssertionError.class)
          .hasMessage("here");
      othersGoOn(cluster, last + 20);
      assertThat(events(cluster, Crashed.class)).isEmpty();
    }
  }

  private static ObservedCluster start(String bug) {
    Timing quick =
        new Timing(Duration.ofMillis(5), Timing.DEFAULT.election(), Timing.DEFAULT.answer());
    ClusterSpec spec = new ClusterSpec("bug", new HighestLeads(), 3, quick, Map.of("bug", bug), 1);
    ObservedCluster cluster = new ObservedCluster(NettyCluster.create(spec));
    cluster.run(now -> now.cluster().startAll());
    return cluster;
  }

  private static boolean fails(String why) {
    throw new AssertionError(why);
  }

  private static boolean crashes(int number, Moment now) {
    return now.trace().events().stream().filter(Crashed.class::isInstance).count() == number;
  }

  private static void othersGoOn(ObservedCluster cluster, int heartbeats)
      throws InterruptedException {
    assertThat(cluster.runUntil(now -> delivered(now) >= heartbeats, LIMIT)).isTrue();
  }

  /** How often node 2 heard of the leader. */
  private static long delivered(Moment now) {
    return now.trace().events().stream()
        .filter(event -> event instanceof Delivered it && it.to().value() == 2)
        .count();
  }
}
