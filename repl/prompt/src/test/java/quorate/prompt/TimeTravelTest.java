package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time in both directions, at the prompt. */
class TimeTravelTest {

  private static Typed started(String start) {
    Typed prompt = Typed.simulatingJson();
    prompt.session().settings().set("runtime", "sim");
    prompt.session().settings().set("follow", "off");
    prompt.type(start);
    return prompt;
  }

  private static JsonNode moved(Typed prompt, String command) throws Exception {
    JsonNode answer = prompt.answer(command);
    assertThat(answer.get("ok").asBoolean()).as(answer.toString()).isTrue();
    return answer.get("clusters").get(0);
  }

  private static String print(Typed prompt) throws Exception {
    return prompt.answer("status").at("/clusters/0/fingerprint").asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {"raft", "paxos", "bully", "highest-of-majority"})
  void back_after_any_steps_gives_the_very_state_before(String algorithm) throws Exception {
    Random random = new Random(7);
    try (Typed prompt = started("start " + algorithm + " 4 latency=2..9ms persist=1ms")) {
      for (int walk = 0; walk < 30; walk++) {
        String before = print(prompt);
        String state = prompt.answer("inspect random").toString();
        int steps = 1 + random.nextInt(30);
        String after = moved(prompt, "step " + steps).get("fingerprint").asText();
        assertThat(after).isNotEqualTo(before);
        assertThat(moved(prompt, "back " + steps).get("fingerprint").asText()).isEqualTo(before);
        assertThat(prompt.answer("inspect random").toString()).isEqualTo(state);
        assertThat(moved(prompt, "step " + steps).get("fingerprint").asText()).isEqualTo(after);
        if (walk % 5 == 0) {
          prompt.type(
              Stream.of("crash random", "restart all", "heal").skip(walk % 3).findFirst().get());
        }
      }
    }
  }

  @Test
  void what_came_later_comes_again_unless_something_else_is_done() throws Exception {
    try (Typed prompt = started("start raft 3")) {
      prompt.type("crash leader; wait 2s");
      String end = print(prompt);
      long event = moved(prompt, "goto 2304.401ms").get("event").asLong();
      JsonNode early = moved(prompt, "goto 100ms");
      assertThat(early.get("later").get(0).asText()).isEqualTo("crash n3");
      assertThat(moved(prompt, "goto event " + event).get("fingerprint").asText()).isEqualTo(end);
      moved(prompt, "goto 100ms");
      prompt.type("crash 1");
      assertThat(moved(prompt, "goto 3s").get("later")).isEmpty();
      assertThat(prompt.answer("inspect 3").get("ok").asBoolean()).isTrue();
    }
  }

  @Test
  void back_leads_to_the_moment_at_which_one_stood() throws Exception {
    try (Typed prompt = started("start raft 3")) {
      moved(prompt, "goto 400ms");
      moved(prompt, "step");
      assertThat(moved(prompt, "back").get("time_ms").asDouble()).isEqualTo(400);
    }
  }

  @Test
  void back_finds_a_moment_that_is_too_long_ago_to_be_remembered() throws Exception {
    try (Typed prompt = started("start raft 3")) {
      prompt.type("crash leader; wait 20ms");
      String before = print(prompt);
      String after = moved(prompt, "step 1500").get("fingerprint").asText();
      assertThat(moved(prompt, "back 1500").get("fingerprint").asText()).isEqualTo(before);
      assertThat(moved(prompt, "step 1500").get("fingerprint").asText()).isEqualTo(after);
    }
  }

  @Test
  void a_step_back_undoes_a_fault() throws Exception {
    try (Typed prompt = started("start raft 3")) {
      String before = print(prompt);
      prompt.type("isolate leader");
      assertThat(print(prompt)).isNotEqualTo(before);
      assertThat(moved(prompt, "back").get("fingerprint").asText()).isEqualTo(before);
      assertThat(prompt.answer("net").toString()).doesNotContain("cut");
    }
  }

  @Test
  void what_is_to_come_can_come_in_another_order() throws Exception {
    try (Typed prompt = started("start raft 3")) {
      prompt.type("crash leader; fire 1 ELECTION");
      JsonNode pending = prompt.answer("pending").at("/clusters/0/pending");
      List<String> texts = new ArrayList<>();
      pending.forEach(it -> texts.add(it.get("text").asText()));
      int vote =
          texts.indexOf(texts.stream().filter(it -> it.contains("n1 -> n2")).findFirst().get());
      JsonNode happened = moved(prompt, "deliver " + (vote + 1)).get("happened");
      assertThat(happened.get(0).get("kind").asText()).isEqualTo("delivered");
      assertThat(happened.get(0).get("message").asText()).isEqualTo("RequestVote");
      assertThat(moved(prompt, "back").get("event").asLong())
          .isEqualTo(happened.get(0).get("number").asLong() - 1);
      assertThat(moved(prompt, "drop " + (vote + 1)).get("happened").get(0).get("kind").asText())
          .isEqualTo("dropped");
    }
  }

  @Test
  void an_order_that_no_network_and_no_clock_gives_is_refused() throws Exception {
    try (Typed prompt = started("start bully 3 latency=20ms")) {
      prompt.type("crash leader; fire 1 ELECTION; goto 1ms; goto 0ms");
      JsonNode pending = prompt.answer("pending").at("/clusters/0/pending");
      for (int place = 1; place <= pending.size(); place++) {
        JsonNode it = pending.get(place - 1);
        boolean isSecond = false;
        for (int earlier = 0; earlier < place - 1; earlier++) {
          JsonNode other = pending.get(earlier);
          isSecond |=
              it.get("kind").equals(other.get("kind"))
                  && (it.get("kind").asText().equals("timer")
                      ? it.get("node").equals(other.get("node"))
                      : it.get("from").equals(other.get("from"))
                          && it.get("to").equals(other.get("to")));
        }
        JsonNode answer = prompt.answer("deliver " + place);
        assertThat(answer.get("ok").asBoolean()).as(it + ": " + answer).isEqualTo(!isSecond);
        if (isSecond) {
          assertThat(answer.get("error").asText()).endsWith("--anyway");
          assertThat(prompt.answer("deliver " + place + " --anyway").get("ok").asBoolean())
              .isTrue();
        }
        prompt.answer("back");
      }
    }
  }

  @Test
  void a_branch_keeps_both_runs() throws Exception {
    try (Typed prompt = started("start raft 3")) {
      prompt.type("crash leader; wait 500ms");
      String crashed = print(prompt);
      prompt.type("goto 300ms; branch other; isolate leader; wait 1s");
      String isolated = print(prompt);
      moved(prompt, "switch main");
      assertThat(moved(prompt, "goto 804.401ms").get("fingerprint").asText()).isEqualTo(crashed);
      assertThat(moved(prompt, "switch other").get("fingerprint").asText()).isEqualTo(isolated);
      JsonNode branches = prompt.answer("branches").at("/clusters/0/branches");
      assertThat(branches.findValuesAsText("branch")).containsExactly("main", "other");
      assertThat(branches.get(1).get("faults").get(0).asText()).isEqualTo("isolate n3");
      assertThat(prompt.answer("branch main").get("error").asText()).endsWith("type: switch main");
      assertThat(prompt.answer("switch none").get("error").asText()).contains("main", "other");
      prompt.type("stop all; start raft 3");
      assertThat(prompt.answer("branches").at("/clusters/0/branches")).hasSize(1);
    }
  }

  @Test
  void the_difference_of_two_branches_is_their_first_event_that_differs() throws Exception {
    try (Typed prompt = started("start raft 3")) {
      prompt.type("crash leader; wait 500ms; goto 300ms; branch other; isolate leader; wait 1s");
      JsonNode same = prompt.answer("diff other other");
      assertThat(same.get("first")).isEmpty();
      assertThat(same.get("timelines").isNull()).isTrue();
      JsonNode first = prompt.answer("diff main other").get("first");
      assertThat(first.get("main").get("number")).isEqualTo(first.get("other").get("number"));
      assertThat(first.get("other").get("text").asText()).isEqualTo("isolate n3");
      prompt.type("switch main; goto event " + (first.get("main").get("number").asLong() - 1));
      String before = print(prompt);
      prompt.type("switch other; goto event " + (first.get("main").get("number").asLong() - 1));
      assertThat(print(prompt)).isEqualTo(before);
    }
  }

  @Test
  void wrong_input_is_answered_in_one_line() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.session().settings().set("runtime", "sim");
      assertThat(prompt.error("step")).isEqualTo("no cluster is running; type: start raft 5");
      prompt.type("start raft 3");
      assertThat(prompt.error("step 0"))
          .isEqualTo("from 1 to 1,000,000 moves, got 0; type: step 5");
      assertThat(prompt.error("goto event")).contains("type: goto event 812");
      assertThat(prompt.error("goto 5ms 6ms")).contains("goto event 812");
      assertThat(prompt.error("deliver 99")).startsWith("from 1 to ").endsWith("type: pending");
      assertThat(prompt.error("drop 99")).startsWith("from 1 to ").endsWith("type: pending");
      prompt.type("goto 0ms; back 1000");
      assertThat(prompt.error("back")).isEqualTo("raft is at its beginning");
      prompt.type("start paxos 3");
      assertThat(prompt.error("deliver 1"))
          .isEqualTo("several clusters run; type: on raft deliver 1");
    }
  }
}
