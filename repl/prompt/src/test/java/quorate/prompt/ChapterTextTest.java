package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A chapter of one's own that is not written as one is refused, and the error says where. */
class ChapterTextTest {

  private static final String CHAPTER = ATestChapter.text();

  @TempDir private Path folder;

  private String written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          minutes: 10 ~ hours: 1 ~ needs one line 'minutes: ...'
          runs: sim tcp ~ walks: sim ~ needs one line 'runs: ...'
          # 7. A test ~ # A test ~ line 1: a title is like: # 3. What it costs
          number: $.answers ~ number: $.[answers ~ is no JSONPath
          unit: messages ~ unity: messages ~ 'unity' is no key that can stand here
          - **b** any other ~ - b any other ~ has paths for the choices [a, b], and texts for [a]
          if a: Chance ~ if z: Chance ~ says what 'if' of a choice that is none
          reached: $.clusters[?(@.algorithm=='raft' && @.leader && @.size == 3)] ~ to: $ ~ needs a line 'reached: ...'
          == 2)] | That ~ == 2)] That ~ is not like 'not yet: PATH | text'
          minutes: 10 ~ ten minutes ~ 'ten minutes' is not like: key: value
          <details><summary>Hint</summary> ~ <table> ~ this HTML means nothing here
          """)
  void a_chapter_that_is_not_written_as_one_says_where(String text, String instead, String error)
      throws Exception {
    String broken = written("7-test.md", CHAPTER.replace(text, instead));
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.error("exercise " + broken)).contains("7-test").contains(error);
    }
  }

  @Test
  void a_chapter_without_an_end_of_its_run_or_without_a_goal_is_refused() throws Exception {
    String open = CHAPTER.substring(0, CHAPTER.lastIndexOf("</details>"));
    String none = CHAPTER.replaceAll("(?s)<!-- goal.*?-->", "");
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.error("exercise " + written("7-open.md", open)))
          .contains("'A run' is not closed");
      assertThat(prompt.error("exercise " + written("7-none.md", none))).contains("has no goal");
    }
  }
}
