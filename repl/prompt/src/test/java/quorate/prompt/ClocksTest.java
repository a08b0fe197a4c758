package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clocks that drift, as a person sees them. */
class ClocksTest {

  private static final String THREE = "set follow off; start raft 3 --sim --seed 1";

  private static List<Double> rates(Typed prompt) throws Exception {
    List<Double> rates = new ArrayList<>();
    for (JsonNode node : prompt.answer("status").at("/clusters/0/nodes")) {
      rates.add(node.get("clock_rate").asDouble());
    }
    return rates;
  }

  @Test
  void status_and_the_stage_say_which_clocks_are_not_true_and_heal_leaves_them() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type(THREE + "; drift 1,2 0.9; drift 3 3; isolate 1; heal");
      assertThat(prompt.type("status"))
          .containsPattern("(?m)^clocks +n3 3 times as fast, n1,n2 10% slow$");
      assertThat(prompt.type("drift heal")).isEqualTo("raft: clocks n1..n3 true again\n");
      assertThat(prompt.type("drift heal")).isEqualTo("raft: clocks as they were\n");
      assertThat(prompt.type("status")).doesNotContain("clocks");
    }
  }

  @Test
  void a_clock_stays_as_it_is_when_its_node_restarts_and_time_takes_it_back() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(THREE + "; drift 2 1.05; crash 2; wait 10ms; restart 2 --amnesia; wait 1s");
      assertThat(rates(prompt)).containsExactly(1.0, 1.05, 1.0);
      prompt.type("goto 1ms");
      assertThat(rates(prompt)).containsExactly(1.0, 1.0, 1.0);
      prompt.type("goto 1s");
      assertThat(rates(prompt)).as("what was done comes again").containsExactly(1.0, 1.05, 1.0);
    }
  }

  @Test
  void why_names_the_clock_by_which_a_timer_was_set() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type(THREE + "; drift 1 6; wait 1s");
      assertThat(prompt.type("why leader 1")).contains("n1   clock     runs 6 times as fast");
    }
  }

  @Test
  void the_leader_is_meant_when_it_is_done_and_wrong_rates_are_told() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.type(THREE);
      assertThat(prompt.type("drift leader 0.99")).isEqualTo("raft: clocks n3 1% slow\n");
      assertThat(prompt.error("drift 1 0"))
          .isEqualTo(
              "a clock runs at 0.1 to 10 times its true rate, with at most 6 digits behind the"
                  + " point, got 0");
      assertThat(prompt.error("drift 1 fast"))
          .isEqualTo(
              "'fast' is not the rate of a clock; type one like 1.05 for 5% fast, or 0.9 for 10%"
                  + " slow");
      assertThat(prompt.error("drift 4 2")).contains("node 4 does not exist");
      assertThat(prompt.error("drift"))
          .isEqualTo("drift needs more; type: drift NODES RATE | heal");
    }
  }

  @Test
  void chaos_lets_clocks_drift_if_it_is_asked_to() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      JsonNode without = prompt.answer("chaos raft --runs 5");
      assertThat(without.at("/faults/drift").isMissingNode()).isTrue();
      JsonNode with = prompt.answer("chaos raft --runs 5 --clocks 5%");
      assertThat(with.at("/faults/drift").asInt()).isPositive();
      assertThat(with.get("clocks_off_by").asDouble()).isEqualTo(0.05);
      assertThat(with.get("again").asText()).contains("--clocks 5%");
      assertThat(prompt.answer("chaos raft --clocks 95%").get("error").asText())
          .startsWith("clocks are off by 0% to 90%, got 95%");
    }
  }
}
