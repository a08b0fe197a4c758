package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published experiments at the prompt. */
class ExperimentTest {

  private static JsonNode answer(String typed) throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      return prompt.answer(typed);
    }
  }

  private static List<String> labels(JsonNode answer) {
    return answer.get("rows").findValuesAsText("label");
  }

  @Test
  void all_experiments_are_listed_with_their_sources() throws Exception {
    JsonNode all = answer("experiments").get("experiments");
    assertThat(all.findValuesAsText("name")).containsExactly("raft-figure-16", "availsim");
    assertThat(all.findValuesAsText("source"))
        .allMatch(source -> source.contains("Ongaro") && source.contains("2014"));
  }

  @Test
  void every_curve_has_its_figures_beside_the_published_ones() throws Exception {
    JsonNode availsim = answer("experiment availsim --trials 20 --samples");
    assertThat(availsim.get("ok").asBoolean()).isTrue();
    assertThat(labels(availsim))
        .containsExactly(
            "equal logs, 0 down",
            "equal logs, 1 down",
            "equal logs, 2 down",
            "random logs, 0 down",
            "random logs, 1 down",
            "random logs, 2 down");
    for (JsonNode row : availsim.get("rows")) {
      assertThat(row.get("trials").asInt()).isEqualTo(20);
      assertThat(row.get("unsettled").asInt()).isZero();
      assertThat(row.get("ms").get("p50").asDouble()).isBetween(350.0, 900.0);
      assertThat(row.get("ms").fieldNames())
          .toIterable()
          .containsExactly("mean", "p01", "p05", "p25", "p50", "p75", "p90", "p95", "p99", "max");
      assertThat(row.get("samples")).hasSize(20);
      boolean equalLogs = row.get("label").asText().startsWith("equal");
      assertThat(row.get("published").size()).isEqualTo(equalLogs ? 5 : 1);
    }
    assertThat(availsim.get("rows").get(0).get("published").get("mean").asDouble())
        .isEqualTo(430.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"raft-figure-16", "availsim"})
  void the_same_seed_gives_the_same_figures_with_any_number_of_threads(String name)
      throws Exception {
    String typed = "experiment " + name + " --trials 10 --seed 3";
    JsonNode rows = answer(typed + " --threads 1").get("rows");
    assertThat(answer(typed + " --threads 2").get("rows")).isEqualTo(rows);
    assertThat(answer("experiment " + name + " --trials 10 --seed 5").get("rows"))
        .isNotEqualTo(rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"raft-figure-16", "availsim"})
  void every_row_replays(String name) throws Exception {
    List<String> ids = new ArrayList<>();
    answer("experiment " + name + " --trials 5")
        .get("rows")
        .forEach(row -> ids.add(row.get("replay").asText()));
    for (String id : ids) {
      assertThat(answer("replay '" + id + "'").get("ok").asBoolean()).as(id).isTrue();
    }
  }

  @Test
  void the_text_has_both_figures_a_chart_and_the_line_that_gives_it_again() {
    try (Typed prompt = Typed.simulating()) {
      String text = prompt.type("experiment raft-figure-16 --trials 10");
      assertThat(text)
          .contains("Figure 16", "150-155 ms", "12-24 ms", "  published", "1,198")
          .contains("share of the trials that had converged by then")
          .endsWith("again: experiment raft-figure-16 --trials 10 --seed 1\n");
      assertThat(text.lines()).allMatch(line -> line.length() <= 100);
    }
  }

  @Test
  void wrong_input_gets_one_line() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.error("experiment availsin"))
          .isEqualTo(
              "unknown experiment 'availsin'; did you mean availsim? known: raft-figure-16,"
                  + " availsim");
      assertThat(prompt.error("experiment availsim --trials 0"))
          .isEqualTo("the number of trials is from 1 to 100000, got 0");
      assertThat(prompt.error("experiment availsim --threads 0"))
          .isEqualTo("the number of threads is from 1 to 256, got 0");
      assertThat(prompt.error("experiment")).startsWith("experiment needs more; type: experiment");
    }
  }
}
