package quorate.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappingTest {

  @Test
  void a_line_that_fits_stays_as_it_is() {
    assertThat(Wrapping.lines("  a b  c", 80)).containsExactly("  a b  c");
    assertThat(Wrapping.lines("", 80)).containsExactly("");
  }

  @Test
  void what_does_not_fit_goes_on_below_the_text() {
    assertThat(Wrapping.lines("  one two three four five six", 24))
        .containsExactly("  one two three four", "  five six");
    assertThat(Wrapping.lines("  hold=17   how long it has to last", 34))
        .containsExactly("  hold=17   how long it has to", "            last");
  }

  @Test
  void a_word_that_is_too_long_is_not_broken() {
    assertThat(Wrapping.lines("abcdefghijklmnopqrstuvwxyz", 21))
        .containsExactly("abcdefghijklmnopqrstuvwxyz");
  }

  @Test
  void bold_takes_no_columns() {
    assertThat(Wrapping.lines("\u001B[1mone\u001B[0m two three four five six", 24))
        .containsExactly("\u001B[1mone\u001B[0m two three four five", "six");
  }
}
