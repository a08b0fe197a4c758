package quorate.experiments.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import quorate.lab.trace.TraceEvent.Direction;
import quorate.spi.NodeId;

class ListedTest {

  private static String nodes(Integer... numbers) {
    return Listed.nodes(Arrays.stream(numbers).map(NodeId::new).toList());
  }

  /** Directions as {@code "12 21 23"}. */
  private static SortedSet<Direction> directions(String ends) {
    SortedSet<Direction> directions = new TreeSet<>();
    for (String two : ends.split(" ")) {
      directions.add(new Direction(node(two.charAt(0)), node(two.charAt(1))));
    }
    return directions;
  }

  private static NodeId node(char digit) {
    return new NodeId(Character.digit(digit, 10));
  }

  @Test
  void three_nodes_in_a_row_are_a_range() {
    assertThat(nodes(1)).isEqualTo("n1");
    assertThat(nodes(1, 2)).isEqualTo("n1,n2");
    assertThat(nodes(3, 1, 2)).isEqualTo("n1..n3");
    assertThat(nodes(1, 2, 4, 6, 7, 8, 9)).isEqualTo("n1,n2,n4,n6..n9");
    assertThat(Listed.numbers(Arrays.asList(new NodeId(2), new NodeId(12)))).isEqualTo("2,12");
  }

  @Test
  void links_in_both_directions_are_one() {
    assertThat(Listed.links(directions("12 21 23 41"))).isEqualTo("n1-n2 n2->n3 n4->n1");
    assertThat(Listed.countOfLinks(directions("12 21 23 41"))).isEqualTo("3 links");
    assertThat(Listed.countOfLinks(directions("21"))).isEqualTo("1 link");
  }

  @Test
  void many_links_are_cut_short_if_that_saves_room() {
    assertThat(Listed.links(directions("12 13 14 15 16")))
        .isEqualTo("n1->n2 n1->n3 n1->n4 n1->n5 n1->n6");
    assertThat(Listed.links(directions("12 13 14 15 16 17")))
        .isEqualTo("n1->n2 n1->n3 n1->n4 n1->n5 and 2 more");
  }

  @Test
  void few_links_are_named_and_many_are_counted() {
    assertThat(Listed.linksOrCount(directions("12 21 23 31"))).isEqualTo("n1-n2 n2->n3 n3->n1");
    assertThat(Listed.linksOrCount(directions("12 23 31 14"))).isEqualTo("4 links");
  }
}
