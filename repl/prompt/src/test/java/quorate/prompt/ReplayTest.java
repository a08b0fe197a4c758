package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that a report named comes back, and can be looked at. */
class ReplayTest {

  private static final String KEYS = " latency=1ms+exp(2.5ms) loss=10% logs=0..4 shuffled";

  private static JsonNode raft(Typed prompt) throws Exception {
    return prompt.answer("compare raft --sim --trials 30" + KEYS).get("algorithms").get(0);
  }

  @Test
  void a_trial_comes_back_and_its_cluster_stays() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      JsonNode outlier = raft(prompt).get("outlier");
      List<JsonNode> answers =
          prompt.answers(
              "set latency 9ms; replay "
                  + outlier.get("replay").asText()
                  + "; status; why leader; counts; inspect leader; restart all; isolate leader");
      assertThat(answers).hasSize(8).allMatch(answer -> answer.get("ok").asBoolean());
      JsonNode result = answers.get(1).get("results").get(0);
      assertThat(result.get("converged_ms")).isEqualTo(outlier.get("converged_ms"));
      assertThat(result.get("cluster").asText()).isEqualTo("replay");
      assertThat(outlier.get("replay").asText())
          .endsWith("#" + answers.get(1).get("fingerprint").asText());
      JsonNode status = answers.get(2).get("clusters").get(0);
      assertThat(status.get("fingerprint")).isEqualTo(answers.get(1).get("fingerprint"));
      assertThat(answers.get(4).get("clusters").get(0).get("last_election").get("cause").asText())
          .isEqualTo("crash-leader");
      prompt.type("replay " + outlier.get("replay").asText());
      assertThat(prompt.answer("status").get("clusters").findValuesAsText("cluster"))
          .containsExactly("replay", "replay-2");
    }
  }

  @Test
  void a_sample_comes_back_with_all_its_figures() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      JsonNode sample = raft(prompt);
      JsonNode again = prompt.answer("replay " + sample.get("replay").asText());
      assertThat(again.get("ok").asBoolean()).isTrue();
      assertThat(again.get("algorithms").get(0)).isEqualTo(sample);
      assertThat(prompt.session().all()).isEmpty();
    }
  }

  @Test
  void a_run_with_another_fingerprint_is_an_error_that_names_both() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      for (String kind : List.of("trial=3", "trials=10")) {
        String id = "raft/3/crash-leader/seed=1/" + kind;
        JsonNode answer = prompt.answer("replay " + id + "#0123456789abcdef");
        assertThat(answer.get("ok").asBoolean()).isFalse();
        assertThat(answer.get("error").asText())
            .containsPattern("its fingerprint is [0-9a-f]{16}, and the id says 0123456789abcdef");
        assertThat(prompt.interpreter().exitStatus()).isEqualTo(1);
        assertThat(prompt.session().all()).isEmpty();
        assertThat(prompt.answer("replay " + id).get("ok").asBoolean()).isTrue();
        prompt.type("stop all");
      }
    }
  }

  @Test
  void a_person_reads_the_outcome_and_whether_it_is_the_same_run() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      String report = prompt.type("compare bully --sim --trials 10");
      String line = report.lines().filter(it -> it.contains("/trial=")).findFirst().orElseThrow();
      assertThat(line).startsWith("replay ").contains("  # slowest");
      assertThat(prompt.type(line))
          .containsPattern("scenario +crash-leader")
          .contains("as the id says: the same run");
    }
  }
}
