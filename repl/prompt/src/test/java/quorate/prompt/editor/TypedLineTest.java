package quorate.prompt.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import quorate.prompt.editor.StatementParser.Parsed;
import quorate.prompt.editor.TypedLine.Word;

class TypedLineTest {

  private static Parsed parsed(String line) {
    return (Parsed) new StatementParser().parse(line, line.length(), ParseContext.COMPLETE);
  }

  @Test
  void a_line_comes_apart_at_semicolons_spaces_and_comments_but_not_within_quotes() {
    TypedLine line = TypedLine.of("status;run 'my file; 2' # and so on");
    assertThat(line.statements()).hasSize(2);
    assertThat(line.statements().get(1))
        .extracting(Word::text)
        .containsExactly("run", "my file; 2");
    assertThat(line.endsInComment()).isTrue();
    assertThat(TypedLine.of("run a#b").last()).extracting(Word::text).containsExactly("run", "a#b");
  }

  @Test
  void the_word_at_the_cursor_is_completed_in_its_own_statement() {
    assertThat(parsed("status; crash l").words()).isEqualTo(List.of("crash", "l"));
    assertThat(parsed("status;cr").words()).isEqualTo(List.of("cr"));
    assertThat(parsed("crash ").words()).isEqualTo(List.of("crash", ""));
    assertThat(parsed("status;").words()).isEqualTo(List.of(""));
    assertThat(parsed("").words()).isEqualTo(List.of(""));
  }

  @Test
  void what_stands_behind_the_cursor_does_not_matter() {
    Parsed parsed = (Parsed) new StatementParser().parse("crash 1 2", 7, ParseContext.COMPLETE);
    assertThat(parsed.words()).isEqualTo(List.of("crash", "1"));
    assertThat(parsed.rawWordLength()).isEqualTo(1);
  }

  @Test
  void a_quote_that_is_not_closed_belongs_to_the_word() {
    Parsed parsed = parsed("run 'my fi");
    assertThat(parsed.word()).isEqualTo("my fi");
    assertThat(parsed.rawWordLength()).isEqualTo(6);
    assertThat(parsed.escape("my file.txt", true)).hasToString("'my file.txt'");
  }
}
