package quorate.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.lab.HandMade.n;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Cutting.Partition;
import quorate.lab.cluster.Fault.Crash;
import quorate.lab.cluster.Fault.Restart;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.spi.NodeId;
import quorate.spi.Property;
import quorate.spi.Timing;

/** What names a cluster, an algorithm and a fault. */
class NamingTest {

  private static ClusterSpec spec(int size, Map<String, String> options) {
    return new ClusterSpec("flock", new Flock(), size, Timing.DEFAULT, options, 1);
  }

  private static SortedSet<NodeId> nodes(int... numbers) {
    SortedSet<NodeId> nodes = new TreeSet<>();
    for (int number : numbers) {
      nodes.add(n(number));
    }
    return nodes;
  }

  // ClusterSpec

  @Test
  void the_nodes_of_a_cluster_are_numbered_from_one() {
    assertThat(spec(3, Map.of()).members()).containsExactly(n(1), n(2), n(3));
  }

  @Test
  void a_majority_is_more_than_half_of_all() {
    assertThat(List.of(1, 2, 3, 4, 5, 6, 7).stream().map(n -> spec(n, Map.of()).majority()))
        .containsExactly(1, 2, 2, 3, 3, 4, 4);
  }

  @Test
  void a_cluster_without_nodes_is_refused() {
    assertThatThrownBy(() -> spec(0, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a cluster needs at least 1 node, got 0");
  }

  @Test
  void an_option_that_the_algorithm_does_not_have_is_refused_and_the_known_ones_are_named() {
    assertThatThrownBy(() -> spec(3, Map.of("sing", "low")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("flock has no option 'sing'; it has song");
  }

  @Test
  void a_value_that_the_algorithm_rejects_is_refused_before_anything_runs() {
    assertThat(spec(3, Map.of("song", "high")).options()).containsEntry("song", "high");
    assertThatThrownBy(() -> spec(3, Map.of("song", "loud")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("song= is low or high");
  }

  @Test
  void promises_are_those_of_the_algorithm_and_the_seed_can_be_another() {
    ClusterSpec spec = Flock.of(3, Property.EPOCH_NEVER_DECREASES);
    assertThat(spec.promises(Property.EPOCH_NEVER_DECREASES)).isTrue();
    assertThat(spec.promises(Property.LEADER_HAS_MAJORITY)).isFalse();
    assertThat(spec.withSeed(9).seed()).isEqualTo(9);
    assertThat(spec.withSeed(7)).isEqualTo(spec);
  }

  // Catalog

  @Test
  void the_catalog_finds_algorithms_by_name() {
    Flock flock = new Flock();
    Catalog catalog = new Catalog(List.of(flock));
    assertThat(catalog.find("flock")).contains(flock);
    assertThat(catalog.find("raven")).isEmpty();
    assertThat(catalog.names()).containsExactly("flock");
    assertThat(catalog.all()).containsExactly(flock);
  }

  @Test
  void two_algorithms_of_one_name_are_refused() {
    assertThatThrownBy(() -> new Catalog(List.of(new Flock(), new Flock())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two algorithms are named flock");
  }

  @Test
  void the_catalog_of_an_empty_class_path_is_empty() {
    assertThat(Catalog.load().all()).isEmpty();
  }

  // Fault

  @Test
  void a_fault_reads_as_a_person_would_type_it() {
    assertThat(new Crash(nodes(3, 1))).hasToString("crash n1,n3");
    assertThat(new Restart(nodes(2))).hasToString("restart n2");
    assertThat(new Isolate(nodes(2))).hasToString("isolate n2");
    assertThat(new Heal()).hasToString("heal");
    assertThat(new Partition(List.of(nodes(1, 2), nodes(3)))).hasToString("partition n1,n2 | n3");
  }

  @Test
  void a_node_on_two_sides_of_a_partition_is_refused() {
    assertThatThrownBy(() -> new Partition(List.of(nodes(1, 2), nodes(2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("n2 is in two groups; a node can be on one side only");
  }

  @Test
  void a_fault_does_not_change_when_the_set_that_it_was_made_from_does() {
    SortedSet<NodeId> nodes = nodes(1);
    Crash crash = new Crash(nodes);
    nodes.add(n(2));
    assertThat(crash.nodes()).containsExactly(n(1));
  }
}
