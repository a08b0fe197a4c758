package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A learner has more clusters than the page has: whose outcome is compared, and what is said. */
class TwoClustersInALessonTest {

  /** With these seeds other nodes of three become leader. */
  private static final String SOME_NODE = " --seed 1";

  private static final String LOWEST_NODE = " --seed 4";

  @TempDir private Path folder;

  private String chapter() throws IOException {
    return Files.writeString(folder.resolve("7-test.md"), ATestChapter.text()).toString();
  }

  private String begun() throws IOException {
    return "exercise " + chapter() + "; ";
  }

  @Test
  void of_two_that_differ_the_one_that_the_step_began_with_is_compared_and_named()
      throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type(begun() + "start bully 3 --name other; start raft 3 --name mine" + SOME_NODE);
      prompt.type("4; a");
      assertThat(prompt.type("start raft 3 --name late" + LOWEST_NODE))
          .contains("You predicted a (the lowest node); it was b (any other) in mine.");
    }
  }

  @Test
  void two_that_differ_and_were_there_when_the_step_began_judge_nothing() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type(begun() + "start raft 3 --name one" + SOME_NODE);
      prompt.type("start raft 3 --name two" + LOWEST_NODE + "; 4; a");
      assertThat(prompt.type("status").replaceAll("\\s+", " "))
          .contains("You predicted a (the lowest node); it was b (any other) in one, and it was a")
          .contains("(the lowest node) in two; they differ, so nothing is judged.");
      assertThat(prompt.type("crash 1")).contains("Exercise 7 is done: no prediction.");
    }
  }

  @Test
  void a_program_hears_that_nothing_was_judged_and_in_which_clusters_something_was()
      throws Exception {
    try (Typed prompt = Typed.json()) {
      prompt.type(begun() + "start raft 3 --name one" + SOME_NODE);
      prompt.type("start raft 3 --name two" + LOWEST_NODE + "; predict 4; predict a");
      JsonNode compared = last(prompt.answers("on two crash 3")).get("compared");
      assertThat(compared.get(1).get("judged").asBoolean()).isFalse();
      assertThat(compared.get(1).get("right").isNull()).isTrue();
      assertThat(compared.get(1).get("seen").isNull()).isTrue();
      assertThat(compared.get(0).get("clusters")).hasSize(1);
      assertThat(compared.get(0).get("clusters").get(0).asText()).isEqualTo("two");
    }
  }

  private static JsonNode last(List<JsonNode> answers) {
    return answers.get(answers.size() - 1).get("exercise");
  }

  @Test
  void two_that_agree_are_one_and_none_needs_a_name() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type(begun() + "start raft 3; start raft 3; 4; b");
      assertThat(prompt.type("status")).contains("You predicted b (any other), and so it was.");
    }
  }

  @Test
  void one_that_was_stopped_is_not_taken_for_its_successor_of_the_same_name() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type(begun() + "4; a; start raft 2" + LOWEST_NODE + "; stop raft");
      assertThat(prompt.type("start raft 3" + SOME_NODE))
          .contains("You predicted 4 messages, and so it was.")
          .contains("You predicted a (the lowest node); it was b (any other). Chance decides.");
    }
  }

  @Test
  void the_first_exercise_judges_nothing_when_a_node_too_many_is_down() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise 1; start raft 5; b; 2; start raft 5; crash leader; a; crash leader");
      assertThat(prompt.type("crash 2"))
          .contains("Not there yet. More than two nodes are down now.");
      assertThat(prompt.type("on raft restart 2; on raft why leader").replaceAll("\\s+", " "))
          .contains("You predicted a (nobody leads")
          .contains("it was b (one of the remaining three becomes leader) in raft")
          .doesNotContain("so it was");
    }
  }
}
