package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A goal can ask in which order things happened, and how long ago the last fault was. */
class OrderOfEventsTest {

  private static final String CHAPTER =
      """
      # 7. A test

      <!-- chapter
      minutes: 5
      runs: sim
      -->

      ## Run

      <!-- goal
      reached: $.clusters[?(%s)]
      -->

      Do it.

      <details><summary>A run</summary>

      ```quorate
      quorate> start raft 3
      ```

      </details>
      """;

  @TempDir private Path folder;

  private String reaches(String goal, String commands) throws IOException {
    Path chapter = Files.writeString(folder.resolve("7-test.md"), CHAPTER.formatted(goal));
    try (Typed prompt = Typed.text()) {
      return prompt.type("exercise " + chapter + "; set follow off; " + commands);
    }
  }

  @Test
  void a_leader_of_the_start_is_not_one_that_won_after_the_crash() throws Exception {
    String goal = "@.transcript =~ /.*crash n\\d\\n.*: won term .*/s";
    assertThat(reaches(goal, "start raft 3; crash leader")).doesNotContain("There you are");
    assertThat(reaches(goal, "start raft 3; crash leader; wait 1s")).contains("There you are");
  }

  @Test
  void time_since_a_fault_is_counted_from_the_last_one_and_is_none_without_any() throws Exception {
    String goal = "@.since_fault_ms >= 1000";
    assertThat(reaches(goal, "start raft 3; wait 5s")).doesNotContain("There you are");
    assertThat(reaches(goal, "start raft 3; crash 1; wait 900ms; crash 2; wait 900ms"))
        .doesNotContain("There you are");
    assertThat(reaches(goal, "start raft 3; crash 1; wait 900ms; wait 100ms"))
        .contains("There you are");
  }
}
