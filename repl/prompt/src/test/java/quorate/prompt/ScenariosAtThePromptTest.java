package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.Scenarios;

/** Scenarios listed, printed, run on clusters that are there, and compared; from files, too. */
class ScenariosAtThePromptTest {

  private static final String MINE =
      """
      # the leader crashes and comes back after 400 ms
      wait heartbeat
      observe
      crash leader
      wait 400ms
      restart all
      """;

  @TempDir private Path folder;

  private String file(String text) throws Exception {
    return Files.writeString(folder.resolve("my own.quorate"), text).toString();
  }

  @Test
  void scenarios_lists_each_with_what_happens() throws Exception {
    try (Typed prompt = Typed.text()) {
      String list = prompt.type("scenarios");
      assertThat(list.lines().filter(line -> !line.startsWith(" ")))
          .hasSameSizeAs(Scenarios.names());
      assertThat(list).contains("deaf-node                   a follower hears nothing for 10 s");
    }
    try (Typed prompt = Typed.json()) {
      assertThat(prompt.answer("scenarios").get("scenarios")).hasSameSizeAs(Scenarios.names());
    }
  }

  @Test
  void what_show_prints_is_a_scenario_again() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      String bridge = prompt.type("scenarios show bridge");
      assertThat(bridge).startsWith("# for 10 s two halves").contains("bridge follower");
      String built = prompt.type("compare raft --sim --trials 5 --scenario bridge");
      String own = prompt.type("compare raft --sim --trials 5 --scenario '" + file(bridge) + "'");
      assertThat(own.lines().filter(line -> line.startsWith("converged")))
          .isNotEmpty()
          .containsExactlyElementsOf(
              built.lines().filter(line -> line.startsWith("converged")).toList());
    }
  }

  @Test
  void a_trial_of_a_file_comes_back_while_the_file_is_there() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      String report = prompt.type("compare raft --sim --trials 5 --scenario '" + file(MINE) + "'");
      String replay =
          report.lines().filter(line -> line.contains("replay raft")).findFirst().orElseThrow();
      String id = replay.substring(replay.indexOf("replay raft"));
      assertThat(prompt.type(id.strip().split(" {2,}")[0])).contains("the same");
    }
  }

  @Test
  void run_says_what_each_statement_meant_and_measures() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 5 --sim; start bully 5 --sim");
      JsonNode answer = prompt.answer("run '" + file(MINE) + "'");
      assertThat(answer.get("results")).hasSize(2);
      assertThat(answer.get("results").get(0).get("settled").asBoolean()).isTrue();
      assertThat(answer.get("results").get(1).get("leader").asInt()).isEqualTo(5);
      assertThat(prompt.noted())
          .contains("the leader crashes and comes back after 400 ms")
          .containsPattern("crash leader +\\(raft: crash n\\d; bully: crash n5\\)")
          .contains("restart all");
    }
  }

  @Test
  void observe_begins_anew_after_what_was_observed_has_been_stopped() throws Exception {
    try (Typed prompt = Typed.text()) {
      prompt.type(
          "start raft 3 --sim --name gone; observe; stop all; start raft 3 --sim --name here");
      assertThat(prompt.type("observe")).contains("observing");
      assertThat(prompt.type("crash leader; observe end")).contains("here").doesNotContain("gone");
    }
  }

  @Test
  void observe_measures_over_several_commands() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 5 --sim --seed 3; observe; crash leader; wait 1s; restart all");
      JsonNode both = prompt.answer("observe end").get("results").get(0);
      assertThat(both.get("settled").asBoolean()).isTrue();
      assertThat(both.get("rounds").asInt()).isEqualTo(1);
      assertThat(both.get("leaderless_ms").asDouble()).isBetween(100.0, 400.0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scenarios show tunnel ~ there is no scenario and no file 'tunnel'",
        "scenarios show brigde ~ there is no scenario and no file 'brigde'; did you mean bridge?",
        "scenarios bridge ~ type: scenarios, or: scenarios show bridge",
        "run startup ~ startup does nothing to a cluster that runs",
        "run /no/such/file ~ there is no scenario and no file '/no/such/file'",
        "observe end ~ nothing is observed; type: observe",
        "observe it ~ type: observe, or: observe end",
        "matrix rafd ~ unknown algorithm 'rafd'; did you mean raft?",
        "matrix --fault brigde ~ unknown fault 'brigde'; did you mean bridge?",
        "matrix --seeds 0 ~ the number of seeds is from 1 to 10000, got 0",
        "matrix --nodes 0 ~ a cluster needs at least 1 node, got 0"
      })
  void wrong_input_gets_one_line(String typedAndError) {
    String[] parts = typedAndError.split(" ~ ");
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.error(parts[0])).startsWith(parts[1]).doesNotContain("\n");
    }
  }

  @Test
  void a_file_that_is_no_scenario_is_refused_with_the_line() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.error("run '" + file("start raft 5") + "'"))
          .startsWith("scenario ")
          .contains("start raft 5: not a statement of a scenario; type faults");
      assertThat(prompt.error("run " + folder)).startsWith("there is no scenario and no file");
    }
  }
}
