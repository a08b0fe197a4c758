package quorate.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import quorate.spi.NodeId;
import quorate.spi.TimeRange;

class ChanceTest {

  private static final TimeRange RANGE = TimeRange.ofMillis(150, 300);

  private static List<Long> draws(long seed, int node) {
    Chance chance = Chance.ofNode(seed, new NodeId(node));
    return LongStream.range(0, 100).map(i -> chance.draw(RANGE)).boxed().toList();
  }

  @Test
  void the_same_seed_and_node_draw_the_same() {
    assertThat(draws(42, 3)).isEqualTo(draws(42, 3));
  }

  @Test
  void the_draws_are_the_same_on_every_machine_and_in_every_version() {
    assertThat(draws(42, 1).subList(0, 3)).containsExactly(240815002L, 186788790L, 168154660L);
    assertThat(draws(42, 5).subList(0, 3)).containsExactly(279018169L, 217981659L, 260920990L);
  }

  @Test
  void nodes_and_seeds_have_streams_of_their_own() {
    assertThat(draws(42, 1)).doesNotContainAnyElementsOf(draws(42, 2));
    assertThat(draws(42, 4)).doesNotContainAnyElementsOf(draws(42, 5));
    assertThat(draws(42, 1)).doesNotContainAnyElementsOf(draws(43, 1));
  }

  @Test
  void draws_lie_in_their_range_and_fill_it() {
    Chance chance = Chance.ofNode(1, new NodeId(1));
    TimeRange narrow = new TimeRange(Duration.ofNanos(5), Duration.ofNanos(8));
    List<Long> drawn = LongStream.range(0, 200).map(i -> chance.draw(narrow)).boxed().toList();
    assertThat(drawn).containsOnly(5L, 6L, 7L);
  }

  @Test
  void a_range_of_one_delay_gives_that_delay() {
    assertThat(Chance.ofNode(1, new NodeId(1)).draw(TimeRange.ofMillis(50, 50)))
        .isEqualTo(50_000_000);
  }
}
