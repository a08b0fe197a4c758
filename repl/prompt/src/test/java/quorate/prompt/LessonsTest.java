package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.course.Bookmarks;
import quorate.session.Guide;

/** A learner at the prompt, in a chapter that is made for these tests. */
class LessonsTest {

  private static final String CHAPTER = ATestChapter.text();

  @TempDir private Path folder;

  private static JsonNode last(Typed prompt, String text) throws Exception {
    List<JsonNode> answers = prompt.answers(text);
    return answers.get(answers.size() - 1).get("exercise");
  }

  @Test
  void it_predicts_runs_and_compares() throws Exception {
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.type("exercise " + ATestChapter.in(folder)))
          .contains("Exercise 7: A test", "about 10 minutes, in virtual time", "Who leads?");
      assertThat(prompt.type("next")).contains("How many messages", "(type a number of messages)");
      assertThat(prompt.type("99"))
          .contains("Noted: 99 messages. (Type another one to replace it, until you have seen")
          .contains("a) the `lowest` node");
      assertThat(prompt.type("A")).contains("Noted: a (the lowest node).\n", "== Run ==");
      assertThat(prompt.type("start raft 2; stop raft"))
          .contains("Not there yet. That is one too few.");
      assertThat(prompt.type("hint")).contains("Look at `help start`.", "(hint: 1 more)");
      assertThat(prompt.type("hint")).isEqualTo("This leads there:\n    start raft 3\n");
      assertThat(prompt.type("start raft 3"))
          .contains("There you are.")
          .contains("You predicted 99 messages; it was 4 messages. Too many.")
          .contains("You predicted a (the lowest node); it was b (any other). Chance decides.")
          .contains("They have a leader.");
      assertThat(prompt.type("crash 1"))
          .contains("Exercise 7 is done: 2 predictions, 2 surprises.\nWhat was surprising:\n")
          .contains("- How many messages does a start take? You expected 99 messages; it was 4")
          .contains("- And who wins? You expected a (the lowest node); it was b (any other).")
          .contains("this was the last step");
    }
  }

  @Test
  void a_program_hears_the_same_and_a_number_may_be_near() throws Exception {
    try (Typed prompt = Typed.json()) {
      assertThat(last(prompt, "exercise " + ATestChapter.in(folder)).get("awaits").asText())
          .isEqualTo("prediction");
      assertThat(last(prompt, "predict 5 messages; predict b").get("awaits").asText())
          .isEqualTo("goal");
      JsonNode reached = last(prompt, "start raft 3");
      assertThat(reached.get("reached").asBoolean()).isTrue();
      assertThat(reached.get("compared")).hasSize(2);
      assertThat(reached.get("compared").get(0).get("right").asBoolean()).isTrue();
      assertThat(reached.get("right").asInt()).isEqualTo(2);
      assertThat(reached.get("done").asBoolean()).isFalse();
      JsonNode done = last(prompt, "crash leader");
      assertThat(done.get("done").asBoolean()).isTrue();
      assertThat(done.get("awaits").asText()).isEqualTo("nothing");
      prompt.interpreter().finish();
      assertThat(prompt.interpreter().exitStatus()).isZero();
    }
  }

  @Test
  void an_exercise_that_is_not_finished_fails_a_script() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise " + ATestChapter.in(folder) + "; 4; b; start raft 3");
      prompt.interpreter().finish();
      assertThat(prompt.interpreter().exitStatus()).isEqualTo(1);
      assertThat(prompt.noted())
          .contains("exercise 7 is not finished: the goal of 'Break it' is not reached");
    }
  }

  @Test
  void whoever_skips_gets_on_but_has_not_finished() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise " + ATestChapter.in(folder) + "; next; skip; skip; skip; next");
      assertThat(prompt.type("skip")).contains("this was the last step");
      prompt.interpreter().finish();
      assertThat(prompt.noted())
          .contains("exercise 7 is not finished: no prediction, 4 steps skipped");
    }
  }

  @Test
  void back_asks_again() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise " + ATestChapter.in(folder) + "; 4; a");
      assertThat(prompt.type("back")).contains("who wins?");
      prompt.type("b");
      assertThat(prompt.type("start raft 3"))
          .contains("You predicted 4 messages, and so it was.")
          .contains("You predicted b (any other), and so it was.");
      assertThat(prompt.type("exercise")).contains("They have a leader.");
    }
  }

  @Test
  void of_two_predictions_the_one_that_was_made_before_the_outcome_counts() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type(
          "exercise " + ATestChapter.in(folder) + "; 99; a; start raft 3; back; back; back; 4; b");
      assertThat(prompt.type("start raft 3 --name again"))
          .contains("You predicted 4 messages, and so it was in again. (Your first answer counts");
      prompt.type("skip; skip; back");
      assertThat(prompt.type("crash leader")).contains("is done: 2 predictions, 2 surprises.");
    }
  }

  @Test
  void a_prediction_can_be_corrected_until_an_outcome_is_seen() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise " + ATestChapter.in(folder) + "; 99");
      assertThat(prompt.type("7")).isEqualTo("Noted instead: 7 messages.\n");
      prompt.type("a");
      assertThat(prompt.type("b")).isEqualTo("Noted instead: b (any other).\n");
      assertThat(prompt.type("predict 4")).isEqualTo("Noted instead: 4 messages.\n");
      prompt.type("start raft 5; crash leader");
      assertThat(prompt.error("a"))
          .isEqualTo("it is too late to predict: you have seen some of the outcome");
      assertThat(prompt.type("start raft 3 --name mine"))
          .contains("You predicted 4 messages, and so it was")
          .contains("You predicted b (any other), and so it was");
    }
  }

  @Test
  void a_prediction_that_comes_before_its_question_is_shown_with_it() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise " + ATestChapter.in(folder));
      assertThat(prompt.error("b")).contains("unknown command 'b'");
      assertThat(prompt.type("99"))
          .contains("How many messages does a start take?\n\nNoted: 99 messages. (You had not")
          .contains("And who wins?");
      assertThat(prompt.type("4")).isEqualTo("Noted instead: 4 messages.\n");
    }
  }

  @Test
  void what_is_missing_is_said_once_with_what_was_seen() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise " + ATestChapter.in(folder) + "; next; 4; b");
      assertThat(prompt.type("start bully 3"))
          .contains("Not there yet. No cluster of raft is running.\n");
      assertThat(prompt.type("start bully 3"))
          .contains("Not there yet. (`hint` helps, and Enter shows again what is wanted.)");
      assertThat(prompt.type("start bully 3")).endsWith("Not there yet.\n");
      assertThat(prompt.type("start raft 5"))
          .contains("Not there yet. In raft, 5 nodes are there (the goal: 3).\n");
      assertThat(prompt.type("status")).doesNotContain("Not there yet");
    }
  }

  @Test
  void what_is_missing_is_never_taken_from_an_answer_that_is_out_of_date() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("exercise 1; b; 2; start raft 5; crash leader; next; next; next; next; b");
      assertThat(prompt.type("restart all"))
          .contains("Not there yet. Still missing: the outcome of a `crash` in raft.\n");
      assertThat(prompt.type("crash leader")).contains("Not there yet. Only one node is down.");
      assertThat(prompt.type("restart all"))
          .contains("Not there yet. In raft, no node is down (the goal: 2).\n");
    }
  }

  @Test
  void a_demonstration_is_shown_as_commands_to_type_and_the_rest_comes_after_it() throws Exception {
    String shown =
        CHAPTER.replace(
            "They have a leader.",
            "Look:\n\n```quorate\nquorate> status\n  as on the page\n```\n\nThey have a leader.");
    String own = ATestChapter.written(folder, "7-shown.md", shown);
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.type("exercise " + own + "; next; 4; b; start raft 3"))
          .contains("Look:\n\n    status\n\n(type that to see it, and then Enter goes on)")
          .doesNotContain("as on the page", "They have a leader.");
      prompt.type("status");
      assertThat(entered(prompt)).contains("They have a leader.");
    }
  }

  @Test
  void the_status_line_says_where_one_is_and_what_is_wanted() throws Exception {
    try (Typed prompt = Typed.text()) {
      Guide guide = prompt.interpreter().guide();
      assertThat(guide.place()).isEmpty();
      prompt.type("exercise " + ATestChapter.in(folder));
      assertThat(guide.place()).containsExactly("step 1 of 6", "Enter goes on");
      prompt.type("next");
      assertThat(guide.place()).containsExactly("step 2 of 6", "predict");
      prompt.type("4; b");
      assertThat(guide.place()).containsExactly("step 4 of 6", "start three nodes");
      prompt.type("start raft 3; crash 1");
      assertThat(guide.place()).containsExactly("step 6 of 6", "done");
      prompt.type("leave");
      assertThat(guide.place()).isEmpty();
    }
  }

  @Test
  void the_same_mistake_is_remarked_on_each_time_and_another_try_gets_a_word() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise 1; b; 2; start raft 5");
      assertThat(prompt.type("crash 2")).contains("Not there yet. You crashed a follower");
      assertThat(prompt.type("restart all")).doesNotContain("Not there yet");
      assertThat(prompt.type("crash 5")).contains("Not there yet. You crashed a follower");
      assertThat(prompt.type("status")).doesNotContain("Not there yet");
      assertThat(prompt.type("partition leader,2"))
          .contains("Not there yet. (`hint` helps, and Enter shows again what is wanted.)");
    }
  }

  @Test
  void an_empty_line_goes_on_reading_or_shows_once_more_what_is_wanted() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise " + ATestChapter.in(folder));
      assertThat(entered(prompt)).contains("How many messages does a start take?");
      assertThat(entered(prompt)).contains("How many messages does a start take?");
      prompt.type("4; a");
      assertThat(entered(prompt)).contains("Start three nodes.", "(type commands until");
      prompt.type("start raft 3; crash 1");
      assertThat(entered(prompt)).isEmpty();
    }
  }

  private static String entered(Typed prompt) {
    prompt.type("");
    prompt.interpreter().readOn();
    return prompt.printed();
  }

  @Test
  void a_hint_says_something_useful_wherever_one_is() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise " + ATestChapter.in(folder));
      assertThat(prompt.type("hint")).contains("Enter, or `next`, goes on. A prediction comes");
      prompt.type("next");
      assertThat(prompt.type("hint")).contains("no wrong one", "of messages; a guess will do");
      prompt.type("4");
      assertThat(prompt.type("hint")).contains("Type a or b;");
      prompt.type("a; start raft 3; crash 1");
      assertThat(prompt.type("hint")).contains("You have done all that there was to do here.");
    }
  }

  @Test
  void what_was_set_for_a_run_is_undone_when_its_goal_is_reached_and_that_is_said()
      throws Exception {
    Path file = folder.resolve("exercises.json");
    try (Typed prompt = Typed.text()) {
      Interpreter first = Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}));
      first.run(
          "exercise " + ATestChapter.in(folder) + "; 4; b; set latency 1..50ms; set seed 7", false);
      first.run("set follow off; start raft 3", false);
      assertThat(prompt.printed().replaceAll("\\s+", " "))
          .contains("latency was 1..50ms, seed was 7, so your figures may differ")
          .contains("From now on it is latency 1ms, seed 1 again.")
          .contains("`set follow on` makes them wait again.");
      assertThat(prompt.session().settings().all())
          .containsEntry("latency", "1ms")
          .containsEntry("seed", "1")
          .containsEntry("follow", "off");
    }
    try (Typed prompt = Typed.text()) {
      Wiring.interpreter(prompt.context(), Bookmarks.inFile(file, note -> {}))
          .run("exercise " + ATestChapter.in(folder), false);
      assertThat(prompt.session().settings().all()).containsEntry("latency", "1ms");
    }
  }

  @Test
  void what_was_done_to_a_cluster_that_is_moved_back_still_counts() throws Exception {
    String goal = "@.faults[0] =~ /crash.*/ && @.faults.length() == 2)]";
    String own =
        ATestChapter.written(
            folder, "7-moved.md", CHAPTER.replace("@.faults[0] =~ /crash.*/)]", goal));
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise " + own + "; 4; b; start raft 3; set follow off; crash 1; wait 1s");
      assertThat(prompt.type("back 2; restart 1")).contains("There you are.");
      prompt.type("exercise " + own + " --again; 4; b; start raft 3; set follow off; crash 1");
      assertThat(prompt.type("goto 0ms; restart 1")).doesNotContain("There you are.");
    }
  }

  @Test
  void a_claim_is_made_only_of_a_run_that_bears_it_out() throws Exception {
    String claim = "<!-- claim\nif: $.clusters[?(@.leader == 3)]\nelse: Not\n  this time.\n-->\n\n";
    String own =
        ATestChapter.written(
            folder, "7-claim.md", CHAPTER.replace("They have", claim + "They have"));
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.type("exercise " + own + "; 4; b; start raft 3"))
          .contains("They have a leader.")
          .doesNotContain("Not this time.");
      assertThat(prompt.type("exercise " + own + " --again; 4; b; start raft 3 --seed 4"))
          .contains("Not this time.")
          .doesNotContain("They have a leader.");
      assertThat(prompt.type("exercise")).contains("Not this time.");
      assertThat(prompt.type("exercise " + own + " --again; skip; skip; skip; skip"))
          .contains("You skipped the run, so this is about the run on the page.")
          .contains("They have a leader.");
    }
  }

  @Test
  void of_several_clusters_the_one_worked_with_last_is_compared() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise " + ATestChapter.in(folder) + "; 4; a; start bully 1 --name one");
      assertThat(prompt.type("start raft 3"))
          .contains("You predicted a (the lowest node); it was b (any other). Chance decides.");
    }
  }

  @Test
  void leaving_gives_back_the_settings_and_stops_the_clusters() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("set heartbeat 20ms");
      String before = prompt.type("set");
      prompt.type(
          "exercise " + ATestChapter.in(folder) + "; 4; b; set heartbeat 99ms; start raft 3");
      assertThat(prompt.type("leave")).contains("your place is kept");
      assertThat(prompt.session().all()).isEmpty();
      assertThat(prompt.type("set")).isEqualTo(before);
      assertThat(prompt.interpreter().guide().prompt()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          exercise 99 ~ there is no exercise '99'
          exercise rafft ~ there is no exercise 'rafft'
          exercise nowhere.md ~ there is no chapter nowhere.md that can be read
          exercise ~ no exercise is open; type: exercises, or: exercise 1
          next ~ no exercise is open; type: exercises, or: exercise 1
          predict 7 ~ no exercise is open; type: exercises, or: exercise 1
          hint ~ no exercise is open; type: exercises, or: exercise 1
          predict ~ predict needs more; type: predict NUMBER | LETTER
          """)
  void wrong_input_without_an_exercise_says_what_to_type(String typed, String error) {
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.error(typed)).startsWith(error);
    }
  }

  @Test
  void an_exercise_needs_a_prompt_without_clusters() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      assertThat(prompt.error("exercise " + ATestChapter.in(folder)))
          .isEqualTo("an exercise begins without clusters; type: stop all");
      assertThat(prompt.session().all()).hasSize(1);
      assertThat(prompt.interpreter().guide().unfinished()).isEmpty();
    }
  }

  @Test
  void wrong_input_in_an_exercise_says_what_to_type() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type("exercise " + ATestChapter.in(folder));
      assertThat(prompt.error("back")).isEqualTo("this is the first step");
      prompt.type("next");
      assertThat(prompt.error("many"))
          .isEqualTo("'many' is no prediction; type a number of messages, like: predict 12");
      assertThat(prompt.error("next"))
          .isEqualTo(
              "this step waits for a prediction, a number of messages; to pass it over, type: skip");
      prompt.type("4");
      assertThat(prompt.error("c")).isEqualTo("'c' is not a choice; type a or b");
      prompt.type("b");
      assertThat(prompt.error("z")).startsWith("unknown command 'z'");
      assertThat(prompt.error("predict z")).isEqualTo("there is nothing to predict here");
      assertThat(prompt.error("next"))
          .isEqualTo(
              "this step has a goal that is not reached; type: hint; to pass it over, type: skip");
    }
  }

  @Test
  @Tag("tcp")
  void it_can_be_done_over_tcp_where_the_chapter_allows_it() throws Exception {
    try (Typed prompt = Typed.json()) {
      last(prompt, "exercise " + ATestChapter.in(folder) + " --tcp; 4; b");
      prompt.type("set election 400..800ms");
      JsonNode answer = prompt.answer("start raft 3");
      assertThat(answer.get("results").get(0).get("runtime").asText()).isEqualTo("tcp");
      assertThat(answer.get("exercise").get("reached").asBoolean()).isTrue();
      assertThat(last(prompt, "crash leader").get("done").asBoolean()).isTrue();
      String untaught =
          ATestChapter.written(folder, "8-sim.md", CHAPTER.replace("runs: sim tcp", "runs: sim"));
      assertThat(prompt.answer("exercise " + untaught + " --tcp").get("error").asText())
          .isEqualTo("exercise 7 needs virtual time; type: exercise " + untaught);
    }
  }

  @Test
  void the_script_of_a_class_on_the_first_page_of_the_course_is_finished_and_right()
      throws Exception {
    String page = Files.readString(Page.ROOT.resolve("docs/exercises/README.md"));
    String script = page.split("```script\n")[1].split("```")[0];
    try (Typed prompt = Typed.json()) {
      JsonNode told = null;
      for (String line : script.lines().toList()) {
        JsonNode answer = prompt.answer(line);
        assertThat(answer.get("ok").asBoolean()).as(line).isTrue();
        told = answer.get("exercise");
      }
      assertThat(told.get("done").asBoolean()).isTrue();
      assertThat(told.get("predictions").asInt()).isEqualTo(3);
      assertThat(told.get("right").asInt()).isEqualTo(3);
      prompt.interpreter().finish();
      assertThat(prompt.interpreter().exitStatus()).isZero();
    }
  }
}
