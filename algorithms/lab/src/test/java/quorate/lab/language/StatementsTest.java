package quorate.lab.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import quorate.lab.language.Statements.Statement;

class StatementsTest {

  @Test
  void semicolons_and_line_ends_separate_statements() {
    assertThat(Statements.of("start raft 5; crash leader ;;\n\r\n status"))
        .extracting(Statement::text)
        .containsExactly("start raft 5", "crash leader", "status");
  }

  @Test
  void words_are_separated_by_white_space() {
    assertThat(Statements.of(" partition \t1,2 |  3..5 ").get(0).words())
        .containsExactly("partition", "1,2", "|", "3..5");
  }

  @Test
  void a_hash_at_the_beginning_of_a_word_begins_a_comment() {
    assertThat(Statements.of("# nothing\nstatus # here; and more\nstop raft#1"))
        .extracting(Statement::words)
        .containsExactly(List.of("status"), List.of("stop", "raft#1"));
  }

  @Test
  void quotes_keep_semicolons_and_spaces() {
    assertThat(Statements.of("a 'b; c' \"d # e\" f'g h'i").get(0).words())
        .containsExactly("a", "b; c", "d # e", "fg hi");
  }

  @Test
  void a_line_and_a_statement_have_a_bound_that_the_error_names() {
    String longest = "a".repeat(Statements.LONGEST_LINE);
    assertThat(Statements.of(longest + "\n" + longest)).hasSize(2);
    assertThatThrownBy(() -> Statements.of("status\n" + longest + "a"))
        .isInstanceOf(UserError.class)
        .hasMessage("a line has at most 100,000 characters; break it into several");
    assertThatThrownBy(() -> Statements.of("a ".repeat(2_001)))
        .isInstanceOf(UserError.class)
        .hasMessage("a command has at most 2,000 words; put ; between two");
    assertThat(Statements.of("a;".repeat(3_000))).hasSize(3_000);
  }

  @Test
  void a_quote_that_is_not_closed_is_an_error() {
    assertThatThrownBy(() -> Statements.of("start 'raft")).isInstanceOf(UserError.class);
  }

  @Test
  void empty_text_has_no_statement() {
    assertThat(Statements.of("")).isEmpty();
    assertThat(Statements.of(" ; \n # c")).isEmpty();
  }
}
