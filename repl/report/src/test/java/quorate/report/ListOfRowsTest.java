package quorate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListOfRowsTest {

  private static final ListOfRows ROWS =
      new ListOfRows(
          List.of(
              List.of(" 1", "The first election", "10 min", ""),
              List.of("10", "Duelling proposers", "12 min", "3 predictions, 2 came out")));

  @Test
  void a_row_is_a_line_where_there_is_room() {
    assertThat(ROWS.lines(80))
        .containsExactly(
            " 1  The first election  10 min",
            "10  Duelling proposers  12 min  3 predictions, 2 came out");
  }

  @Test
  void what_is_said_last_breaks_between_words_below_itself() {
    assertThat(ROWS.lines(54))
        .containsExactly(
            " 1  The first election  10 min",
            "10  Duelling proposers  12 min  3 predictions, 2 came",
            "                                out");
  }

  @Test
  void in_a_narrow_window_it_stands_below_the_rest() {
    assertThat(ROWS.lines(40))
        .containsExactly(
            " 1  The first election  10 min",
            "10  Duelling proposers  12 min",
            "    3 predictions, 2 came out");
  }
}
