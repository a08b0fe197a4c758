package quorate.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static quorate.lab.HandMade.n;

import java.util.List;
import org.junit.jupiter.api.Test;
import quorate.lab.trace.TraceEvent.Direction;

class LinksTest {

  private final Links links = new Links(List.of(n(1), n(2), n(3), n(4), n(5)));

  @Test
  void all_links_are_up_at_first() {
    assertThat(links.cut()).isEmpty();
    assertThat(links.isUp(n(1), n(5))).isTrue();
  }

  @Test
  void a_partition_cuts_both_directions_between_groups_and_the_rest_is_a_group() {
    links.partition(List.of(List.of(n(1), n(2))));
    assertThat(links.isUp(n(1), n(2))).isTrue();
    assertThat(links.isUp(n(3), n(5))).isTrue();
    assertThat(links.isUp(n(2), n(3))).isFalse();
    assertThat(links.isUp(n(3), n(2))).isFalse();
    assertThat(links.cut()).hasSize(2 * 2 * 3).isSorted();
  }

  @Test
  void three_groups_cannot_reach_each_other() {
    links.partition(List.of(List.of(n(1)), List.of(n(2), n(3))));
    assertThat(links.isUp(n(1), n(2))).isFalse();
    assertThat(links.isUp(n(1), n(4))).isFalse();
    assertThat(links.isUp(n(3), n(4))).isFalse();
    assertThat(links.isUp(n(4), n(5))).isTrue();
  }

  @Test
  void isolated_nodes_are_alone_each_of_them() {
    links.isolate(List.of(n(1), n(2)));
    assertThat(links.isUp(n(1), n(2))).isFalse();
    assertThat(links.isUp(n(2), n(3))).isFalse();
    assertThat(links.isUp(n(3), n(4))).isTrue();
  }

  @Test
  void faults_add_up_until_all_is_healed() {
    links.isolate(List.of(n(1)));
    links.partition(List.of(List.of(n(1), n(2))));
    assertThat(links.isUp(n(1), n(2))).as("a later partition connects nobody").isFalse();
    assertThat(links.cut()).contains(new Direction(n(1), n(2)), new Direction(n(2), n(3)));
    links.heal();
    assertThat(links.cut()).isEmpty();
  }
}
