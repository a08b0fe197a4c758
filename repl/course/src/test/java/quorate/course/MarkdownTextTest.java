package quorate.course;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTextTest {

  private static String shown(int width, String markdown) {
    return new MarkdownText(width, text -> "<" + text + ">").of(markdown);
  }

  @Test
  void a_paragraph_is_broken_at_the_width_and_not_where_it_was_written() {
    assertThat(shown(20, "one two\nthree four five *six* seven"))
        .isEqualTo("one two three four\nfive six seven");
  }

  @Test
  void strong_text_is_bold_and_code_keeps_its_marks() {
    assertThat(shown(80, "**start** with `crash leader`, [as said](x.md)"))
        .isEqualTo("<start> with `crash leader`, as said");
  }

  @Test
  void lists_keep_their_bullets_and_their_indent() {
    assertThat(shown(24, "- first item of it goes on\n- second\n\n3. third\n4. fourth"))
        .isEqualTo("- first item of it goes\n  on\n- second\n\n3. third\n4. fourth");
  }

  @Test
  void code_is_indented_and_comments_are_gone() {
    assertThat(shown(80, "Text.\n\n<!-- goal\nx: y\n-->\n\n```\na  b\n\n  c\n```\n\n    d"))
        .isEqualTo("Text.\n\n    a  b\n\n      c\n\n    d");
  }

  @Test
  void a_table_stands_in_columns() {
    assertThat(shown(80, "| node | log |\n|---|:--|\n| 1 | 10@6 |\n| leader | |"))
        .isEqualTo("node    log\n1       10@6\nleader");
  }

  @Test
  void a_quotation_has_a_bar() {
    assertThat(shown(80, "> one\n> two")).isEqualTo("| one two");
  }
}
