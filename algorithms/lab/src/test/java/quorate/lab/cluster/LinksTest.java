package quorate.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static quorate.lab.HandMade.n;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import quorate.lab.Flock;
import quorate.lab.cluster.Cutting.Bridge;
import quorate.lab.cluster.Cutting.Cut;
import quorate.lab.cluster.Cutting.Deaf;
import quorate.lab.cluster.Cutting.Isolate;
import quorate.lab.cluster.Cutting.Mute;
import quorate.lab.cluster.Cutting.OnlyLinks;
import quorate.lab.cluster.Cutting.Partition;
import quorate.lab.cluster.Cutting.Ring;
import quorate.lab.cluster.LinkFault.Drop;
import quorate.lab.cluster.LinkFault.Heal;
import quorate.lab.cluster.Troubling.Delayed;
import quorate.lab.cluster.Troubling.Mishap;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.lab.trace.TraceEvent.Trouble;
import quorate.spi.NodeId;

class LinksTest {

  private final Links links = new Links(Flock.of(5));

  private static SortedSet<NodeId> nodes(int... numbers) {
    return Arrays.stream(numbers)
        .mapToObj(NodeId::new)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Direction way(int from, int to) {
    return new Direction(n(from), n(to));
  }

  private static SortedSet<Direction> ways(Direction... ways) {
    return new TreeSet<>(List.of(ways));
  }

  private void apply(LinkFault fault) {
    fault.change(links);
  }

  private String up() {
    SortedSet<Direction> all = LinkFault.directions(Flock.of(5).members(), (from, to) -> true);
    all.removeAll(links.cut());
    return FaultText.links(all).replace("n", "");
  }

  @Test
  void all_links_are_well_at_first() {
    assertThat(up()).isEqualTo("1-2,1-3,1-4,1-5,2-3,2-4,2-5,3-4,3-5,4-5");
    assertThat(links.troubles()).isEmpty();
  }

  @Test
  void a_partition_cuts_both_directions_between_groups_and_the_rest_is_a_group() {
    apply(new Partition(List.of(nodes(1, 2))));
    assertThat(up()).isEqualTo("1-2,3-4,3-5,4-5");
    assertThat(links.cut()).hasSize(2 * 2 * 3).isSorted();
  }

  @Test
  void three_groups_cannot_reach_each_other() {
    apply(new Partition(List.of(nodes(1), nodes(2, 3))));
    assertThat(up()).isEqualTo("2-3,4-5");
  }

  @Test
  void isolated_nodes_are_alone_each_of_them() {
    apply(new Isolate(nodes(1, 2)));
    assertThat(up()).isEqualTo("3-4,3-5,4-5");
  }

  @Test
  void a_cut_of_one_direction_leaves_the_other() {
    apply(new Cut(ways(way(1, 3))));
    assertThat(links.isUp(n(1), n(3))).isFalse();
    assertThat(links.isUp(n(3), n(1))).isTrue();
  }

  @Test
  void a_deaf_node_is_heard_and_a_mute_one_hears() {
    apply(new Deaf(nodes(1)));
    apply(new Mute(nodes(2)));
    assertThat(links.isUp(n(3), n(1))).as("to the deaf").isFalse();
    assertThat(links.isUp(n(1), n(3))).as("from the deaf").isTrue();
    assertThat(links.isUp(n(2), n(3))).as("from the mute").isFalse();
    assertThat(links.isUp(n(3), n(2))).as("to the mute").isTrue();
  }

  @Test
  void a_bridge_alone_joins_two_halves() {
    apply(new Bridge(n(3)));
    assertThat(up()).isEqualTo("1-2,1-3,2-3,3-4,3-5,4-5");
  }

  @Test
  void in_a_ring_each_has_two_neighbours() {
    apply(new Ring());
    assertThat(up()).isEqualTo("1-2,1-5,2-3,3-4,4-5");
  }

  @Test
  void only_the_links_that_are_named_are_up_even_if_they_were_down() {
    apply(new Isolate(nodes(1)));
    apply(new OnlyLinks(ways(way(1, 2), way(2, 1), way(2, 3))));
    assertThat(up()).isEqualTo("1-2,2->3");
  }

  @Test
  void faults_add_up_until_all_is_healed() {
    apply(new Isolate(nodes(1)));
    apply(new Partition(List.of(nodes(1, 2))));
    assertThat(links.isUp(n(1), n(2))).as("a later partition connects nobody").isFalse();
    assertThat(links.cut()).contains(way(1, 2), way(2, 3));
    apply(Mishap.LOSS.on(0.2, ways()));
    apply(new Drop("Follow", nodes(), nodes(), OptionalInt.empty()));
    apply(new Heal());
    assertThat(links.cut()).isEmpty();
    assertThat(links.troubles()).isEmpty();
  }

  @Test
  void one_link_can_be_healed_alone() {
    apply(new Ring());
    apply(Mishap.LOSS.on(0.2, ways(way(1, 3), way(1, 4))));
    apply(new Drop("Follow", nodes(1), nodes(), OptionalInt.of(2)));
    apply(new Heal(ways(way(1, 3), way(3, 1))));
    assertThat(up()).isEqualTo("1-2,1-3,1-5,2-3,3-4,4-5");
    assertThat(links.troubles()).doesNotContainKey(way(1, 3));
    assertThat(links.troubles().get(way(1, 4)))
        .isEqualTo(new Trouble(0.2, "", 0, 0, List.of("Follow next 2")));
  }

  @Test
  void troubles_of_different_kinds_add_up_and_those_of_one_kind_replace_each_other() {
    apply(Mishap.LOSS.on(0.2, ways()));
    apply(new Delayed(Delay.fixed(Duration.ofMillis(30)), ways(way(1, 3))));
    apply(Mishap.LOSS.on(0.5, ways(way(1, 3))));
    assertThat(links.troubles()).hasSize(20);
    assertThat(links.troubles().get(way(1, 3)))
        .isEqualTo(new Trouble(0.5, "30ms", 0, 0, List.of()));
    assertThat(links.troubles().get(way(3, 1))).isEqualTo(new Trouble(0.2, "", 0, 0, List.of()));
    apply(Mishap.LOSS.on(0, ways()));
    assertThat(links.troubles()).containsOnlyKeys(way(1, 3));
  }

  @Test
  void a_link_of_nobody_is_refused() {
    assertThatThrownBy(() -> apply(new Cut(ways(way(1, 9)))))
        .hasMessage("n1->n9 is no link; flock has nodes 1 to 5");
    assertThatThrownBy(() -> new Cut(ways())).hasMessage("no link to cut");
    assertThatThrownBy(() -> new OnlyLinks(ways())).hasMessage("no link to leave up");
    assertThatThrownBy(() -> Mishap.LOSS.on(1.2, ways()))
        .hasMessage("a share is from 0% to 100%, got 120.0%");
    assertThatThrownBy(() -> new Drop("Follow", nodes(), nodes(), OptionalInt.of(0)))
        .hasMessage("drop at least the next 1, got 0");
  }
}
