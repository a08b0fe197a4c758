package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Election timers that expire together, or far apart. */
class ElectionTimersTest {

  private static Typed crashed(String start) {
    Typed prompt = Typed.simulatingJson();
    prompt.type("set runtime sim; set follow off; " + start + "; crash leader; wait 60ms");
    return prompt;
  }

  /** When the election timers expire, in milliseconds. */
  private static List<Double> moments(Typed prompt) throws Exception {
    List<Double> moments = new ArrayList<>();
    prompt
        .answer("pending")
        .at("/clusters/0/pending")
        .forEach(
            it -> {
              if (it.get("text").asText().endsWith("ELECTION")) {
                moments.add(it.get("at_ms").asDouble());
              }
            });
    return moments;
  }

  private static long elections(Typed prompt) throws Exception {
    JsonNode events = prompt.answer("trace --type fired --last 100000").at("/clusters/0/events");
    return events.findValuesAsText("text").stream().filter(it -> it.contains("ELECTION")).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aligned_timers_split_the_vote_and_spread_ones_do_not(int seed) throws Exception {
    try (Typed prompt = crashed("start raft 4 --seed " + seed)) {
      List<Double> drawn = moments(prompt);
      long before = elections(prompt);
      assertThat(prompt.answer("align").get("ok").asBoolean()).isTrue();
      assertThat(moments(prompt)).hasSize(3).containsOnly(drawn.get(0));
      prompt.type("goto " + (drawn.get(0) + 0.5) + "ms");
      assertThat(elections(prompt)).as("all are candidates at once").isEqualTo(before + 3);
      prompt.type("goto " + (drawn.get(0) - 1) + "ms; spread; wait 600ms");
      assertThat(elections(prompt)).as("one is a candidate, and leads").isEqualTo(before + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"raft", "paxos", "bully", "highest-of-majority"})
  void spread_timers_use_the_whole_range_in_the_order_that_was_drawn(String algorithm)
      throws Exception {
    try (Typed prompt = crashed("start " + algorithm + " 4 --seed 3")) {
      List<String> order =
          prompt.answer("pending").at("/clusters/0/pending").findValuesAsText("node");
      assertThat(prompt.answer("spread").get("ok").asBoolean()).isTrue();
      List<Double> spread = moments(prompt);
      assertThat(spread).hasSize(3);
      assertThat(spread.get(2) - spread.get(0)).isBetween(149.0, 152.0);
      assertThat(spread.get(1) - spread.get(0)).isBetween(74.0, 76.0);
      assertThat(prompt.answer("pending").at("/clusters/0/pending").findValuesAsText("node"))
          .isEqualTo(order);
    }
  }

  @Test
  void heartbeats_that_set_a_timer_again_are_announced() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set runtime sim; set follow off; start raft 4 --seed 1");
      assertThat(prompt.type("align")).contains("heartbeats of n3 will set it again");
      prompt.type("crash leader");
      assertThat(prompt.type("align")).contains("heartbeats under way to n2,n4 will set it again");
      prompt.type("wait 5ms");
      assertThat(prompt.type("align")).doesNotContain("again");
    }
  }

  @Test
  void timers_that_chance_cannot_let_expire_together_stay_as_they_are() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set runtime sim; set follow off; start raft 4 --seed 1 election=150..160ms");
      prompt.type("crash 1; crash leader; wait 60ms; restart 1");
      String before = prompt.type("pending");
      assertThat(prompt.error("align"))
          .contains("no chance lets ELECTION of")
          .contains("and n1 expire together")
          .contains("type: fire");
      assertThat(prompt.type("pending")).isEqualTo(before);
      assertThat(prompt.error("align 3")).contains("no timer ELECTION is pending at n3");
      assertThat(prompt.error("spread 1 NOPE")).endsWith("type: spread 1 ELECTION");
      prompt.type("pause 2");
      assertThat(prompt.error("align 1,2"))
          .isEqualTo("n2 is paused, and its timers with it; type: resume 2");
    }
  }
}
