package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every session in the documentation says what the program says. */
class SessionsInDocsTest {

  /**
   * Its sessions need the algorithm that it teaches to write; {@link WriteYourOwnTest} has both.
   */
  private static final String OF_THE_READER = "docs/write-your-own.md";

  @TestFactory
  Stream<DynamicTest> each_page_says_what_the_program_says() throws IOException {
    return Page.all().stream()
        .filter(file -> hasSessions(file) && !file.endsWith(OF_THE_READER))
        .map(
            file ->
                DynamicTest.dynamicTest(Page.ROOT.relativize(file).toString(), () -> check(file)));
  }

  private static boolean hasSessions(Path file) {
    try {
      return Page.read(file).hasSessions();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static void check(Path file) throws IOException {
    Page page = Page.read(file);
    boolean chapter = file.getParent().endsWith("docs/exercises");
    assertThat(chapter ? page.differencesInACourse() : page.differences()).isEmpty();
  }

  private static final String SESSION =
      """
      ```quorate
      quorate> set heartbeat 20ms
      heartbeat  20ms
      quorate> set
      heartbeat  20ms
      ...
      follow     on
      ```
      """;

  @Test
  void a_page_that_is_right_has_no_differences() throws IOException {
    assertThat(Page.of(SESSION).differences()).isEmpty();
  }

  @Test
  void one_line_that_is_wrong_is_found() throws IOException {
    List<String> found = Page.of(SESSION.replace("follow     on", "follow     off")).differences();
    assertThat(found).hasSize(1).first().asString().contains("line 4", "follow     on");
  }

  @Test
  void a_line_that_is_missing_or_too_much_is_found() throws IOException {
    assertThat(Page.of(SESSION.replace("...\n", "")).differences()).hasSize(1);
    assertThat(
            Page.of(SESSION.replace("heartbeat  20ms\nquorate> set\n", "quorate> set\n"))
                .differences())
        .hasSize(1);
  }

  @Test
  void over_tcp_figures_may_differ_and_words_may_not() {
    List<String> then =
        List.of(
            "             raft      bully",
            "leader       n5        none agreed",
            "converged    151 ms *  -");
    List<String> now =
        List.of(
            "             raft     bully",
            "leader       n1, as before   none agreed",
            "  Vote       3",
            "converged    9.1 ms   1,300 ms");
    assertThat(RealTime.shapes(now)).isEqualTo(RealTime.shapes(then));
    assertThat(RealTime.shapes(List.of("leader       none agreed")))
        .isNotEqualTo(RealTime.shapes(List.of("leader       n5")));
    assertThat(RealTime.shapes(List.of("detected     151 ms")))
        .isNotEqualTo(RealTime.shapes(List.of("converged    151 ms")));
  }
}
