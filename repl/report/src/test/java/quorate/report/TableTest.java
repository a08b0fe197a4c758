package quorate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void numbers_stand_under_each_other_with_their_units_beside_them() {
    Table table =
        new Table(List.of("raft", "bully"))
            .row("leader", List.of(Cell.text("n3"), Cell.text("n5")))
            .row("converged", List.of(Cell.millis(1203.4), Cell.millis(7.25)))
            .row("messages", List.of(Cell.count(7), Cell.NONE));
    assertThat(table.render(Display.plain(80)))
        .isEqualTo(
            """
                        raft      bully
            leader      n3        n5
            converged   1203 ms   7.3 ms
            messages       7      -"""
                .indent(0)
                .stripTrailing());
  }

  @Test
  void a_table_that_is_too_wide_goes_on_below_without_rows_that_have_nothing_there() {
    Table table =
        new Table(List.of("raft", "paxos"))
            .row("Prepare", List.of(Cell.DOT, Cell.count(4)))
            .row("RequestVote", List.of(Cell.count(4), Cell.DOT));
    assertThat(table.render(Display.plain(20)).lines())
        .containsExactly(
            "              raft", "RequestVote   4", "", "              paxos", "Prepare       4");
  }

  @Test
  void a_note_stands_behind_its_row_or_below_it() {
    Table table = new Table(List.of("raft")).row("messages", List.of(Cell.count(7)), "sent");
    assertThat(table.render(Display.plain(80))).endsWith("messages   7      sent");
    assertThat(table.render(Display.plain(18))).endsWith("messages   7\n  (sent)");
  }

  @Test
  void the_lowest_of_a_row_is_the_best_if_there_is_a_higher_one() {
    assertThat(row(3, 1, 2)).isEqualTo("x   3   1 *   2");
    assertThat(row(1, 1)).isEqualTo("x   1   1");
    assertThat(row(1)).isEqualTo("x   1");
  }

  private static String row(Integer... numbers) {
    return new Columns<>(List.of(numbers), n -> "")
        .lowestIsBest("x", n -> Cell.count(n), n -> OptionalDouble.of(n.doubleValue()), "")
        .render(Display.plain(80));
  }

  @Test
  void a_row_has_a_cell_for_every_column() {
    assertThatThrownBy(() -> new Table(List.of("raft", "paxos")).row("x", List.of(Cell.DOT)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
