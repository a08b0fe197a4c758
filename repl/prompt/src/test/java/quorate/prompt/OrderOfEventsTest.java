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
    String goal = "@.transcript =~ /.*crash n\\d\\n.*: leads epoch .*/s";
    assertThat(reaches(goal, "start raft 3; crash leader")).doesNotContain("There you are");
    assertThat(reaches(goal, "start raft 3; crash leader; wait 1s")).contains("There you are");
  }

  @Test
  void a_new_leader_is_known_with_its_epoch_and_the_fault_before_it() throws Exception {
    String goal = "@.leaderships[?(@.epoch==2 && @.after =~ /crash n\\d/)] empty false";
    assertThat(reaches(goal, "start raft 3; crash leader")).doesNotContain("There you are");
    assertThat(reaches(goal, "start raft 3; crash leader; wait 1s")).contains("There you are");
  }

  @Test
  void a_refusal_is_known_by_its_rule_and_by_who_asked_whom() throws Exception {
    String goal =
        "@.refusals[?(@.node==3 && @.asker==2 && @.message=='RequestVote'"
            + " && @.rule=='vote taken')] empty false";
    assertThat(reaches(goal, "start raft 5; fire 2 ELECTION; wait 5ms"))
        .doesNotContain("There you are");
    assertThat(reaches(goal, "start raft 5; fire 1,2 ELECTION; wait 5ms"))
        .contains("There you are");
  }

  @Test
  void what_nodes_say_for_a_person_to_read_is_no_fact() throws Exception {
    assertThat(reaches("@.transcript =~ /.*won term.*/s", "start raft 3"))
        .doesNotContain("There you are");
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
