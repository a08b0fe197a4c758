package quorate.experiments.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import quorate.experiments.language.Statements.Statement;
import quorate.lab.Printable;
import quorate.lab.UserError;

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

  @Test
  void every_space_of_Unicode_is_a_space_outside_quotes() {
    Statement statement =
        Statements.of("\u00A0start\u00A0raft\u20035\u3000'a\u00A0b'\u202F").get(0);
    assertThat(statement.words()).containsExactly("start", "raft", "5", "a\u00A0b");
    assertThat(statement.text()).isEqualTo("start raft 5 'a\u00A0b'");
  }

  @Test
  void what_has_no_width_is_nothing_outside_quotes() {
    Statement statement =
        Statements.of("\uFEFFsta\u200Brt ra\u00ADft\u2060 \u202A5\u202C\u200D").get(0);
    assertThat(statement.words()).containsExactly("start", "raft", "5");
    assertThat(statement.text()).isEqualTo("start raft 5");
    assertThat(Statements.of("\uFEFF\n\u200B ; \uFEFF# c")).isEmpty();
  }

  @Test
  void a_joiner_holds_a_picture_together() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69";
    assertThat(Statements.of(family).get(0).words()).containsExactly(family);
  }

  @Test
  void a_word_with_a_dollar_may_name_characters() {
    assertThat(Statements.of("$'a\\'b\\\\c\\u0009\\x;' $'' x$'y z'").get(0).words())
        .containsExactly("a'b\\c\t\\x;", "", "x$y z");
    assertThatThrownBy(() -> Statements.of("$'a\\'")).isInstanceOf(UserError.class);
  }

  @Test
  void a_word_is_quoted_only_if_it_must_be() {
    assertThat(Statements.quoted("latency=1ms+exp(2.5ms)")).isEqualTo("latency=1ms+exp(2.5ms)");
    assertThat(Statements.quoted("\u00fcbung.q")).isEqualTo("\u00fcbung.q");
    assertThat(Statements.quoted("two words")).isEqualTo("'two words'");
    assertThat(Statements.quoted("it's")).isEqualTo("\"it's\"");
    assertThat(Statements.quoted("'\"")).isEqualTo("$'\\'\"'");
    assertThat(Statements.quoted("a\u001Bb")).isEqualTo("$'a\\u001bb'");
  }

  /** Characters that mean something here, that cannot be seen, that steer, and halves of pairs. */
  static String strange(SplittableRandom random) {
    String special =
        "'\"\\;# \t\n\r=$~/uab-\u0085\u00A0\u200B\u200D\u2028\u202E\uFEFF\uE000\uD83D\uDE00";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(
          random.nextBoolean()
              ? special.charAt(random.nextInt(special.length()))
              : (char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
    }
    return text.toString();
  }

  @Test
  void whatever_a_word_is_it_is_printed_so_that_it_can_be_typed() {
    SplittableRandom random = new SplittableRandom(16);
    for (int i = 0; i < 5_000; i++) {
      String word = strange(random);
      String quoted = Statements.quoted(word);
      assertThat(Printable.isPrintable(quoted)).as(quoted).isTrue();
      List<Statement> read = Statements.of("run " + quoted + " " + quoted);
      assertThat(read).as(quoted).hasSize(1);
      assertThat(read.get(0).words()).as(quoted).containsExactly("run", word, word);
    }
  }

  @Test
  void a_text_taken_apart_reads_the_same_again() {
    SplittableRandom random = new SplittableRandom(14);
    for (int i = 0; i < 5_000; i++) {
      String text = "x " + strange(random) + " " + strange(random).replaceAll("['\"]", "");
      try {
        for (Statement statement : Statements.of(text)) {
          assertThat(Statements.of(statement.text())).containsExactly(statement);
        }
      } catch (UserError unclosed) {
        assertThat(Printable.isPrintable(unclosed.getMessage())).isTrue();
      }
    }
  }
}
