package quorate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000", "\u001B", "\u007F", "\u0085", "\u009B", "\u061C", "\u200B", "\u200D", "\u200F",
        "\u2028", "\u2029", "\u202E", "\u2066", "\uFEFF", "\uE000", "\uFFFD", "\uD83D", "\uDE00"
      })
  void what_steers_a_terminal_or_cannot_be_seen_is_not_printed(String character) {
    assertThat(Printable.of("a" + character + "b")).isEqualTo("a?b");
    assertThat(Printable.visibleLines("a" + character + "b").replace('\n', '?')).isEqualTo("a?b");
    assertThat(Printable.json("\"" + character + "\"")).matches("\"\\\\u[0-9a-f]{4}\"");
  }

  @Test
  void letters_of_all_scripts_and_pictures_are_printed() {
    String text = "\u00fc\u00df \u4e2d\u6587 \u05d0 \u20ac \uD83D\uDE00";
    assertThat(Printable.of(text)).isEqualTo(text);
    assertThat(Printable.json(text)).isEqualTo(text);
  }

  @Test
  void what_is_too_long_is_not_cut_inside_a_character() {
    assertThat(Printable.of("\uD83D\uDE00".repeat(41)))
        .isEqualTo("\uD83D\uDE00".repeat(40) + "...");
    assertThat(Printable.of("\uD83D\uDE00".repeat(40))).isEqualTo("\uD83D\uDE00".repeat(40));
  }

  @Test
  void lines_stay_lines() {
    assertThat(Printable.visibleLines("a\tb\r\n\n\u001B[2Jc\n")).isEqualTo("a b\n\n?[2Jc\n");
  }
}
