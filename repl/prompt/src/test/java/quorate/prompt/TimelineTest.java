package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The timeline draws what the trace has: each arrow is a message, and each message an arrow. */
class TimelineTest {

  private static final List<String> RUNS =
      List.of(
          "start raft 5; crash leader",
          "start raft 4 latency=20..40ms; crash leader; restart all",
          "start raft 5; loss 0.3; crash leader; wait 2s",
          "start raft 5; pause leader; wait 1s; resume all; wait 1s",
          "start raft 5 prevote=on; isolate leader; wait 1s; heal",
          "start paxos 5 latency=10..60ms; crash leader; wait 1s; restart all",
          "start bully 5; crash leader; restart all",
          "start bully 5; duplicate 0.5; reorder 0.5; crash leader; restart all",
          "start highest-of-majority 5; partition 1,2; wait 1s; heal");

  @TestFactory
  Stream<DynamicTest> every_message_is_one_arrow_and_every_arrow_a_message() {
    return RUNS.stream()
        .flatMap(run -> Stream.of("", " --heartbeats").map(all -> List.of(run, all)))
        .map(it -> DynamicTest.dynamicTest(String.join(",", it), () -> check(it)));
  }

  private static void check(List<String> run) throws Exception {
    Map<Long, JsonNode> trace = new HashMap<>();
    JsonNode timeline;
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.session().settings().set("runtime", "sim");
      prompt.type(run.get(0));
      prompt
          .answer("trace --heartbeats --last 100000")
          .at("/clusters/0/events")
          .forEach(event -> trace.put(event.get("number").asLong(), event));
      timeline = prompt.answer("timeline --last 1000s" + run.get(1)).at("/clusters/0");
    }
    List<Long> ended = new ArrayList<>();
    for (JsonNode mark : timeline.get("marks")) {
      if (mark.get("mark").asText().equals("messages")) {
        assertThat(trace.get(mark.get("event").asLong()).get("kind").asText()).isEqualTo("sent");
        for (JsonNode end : mark.get("ends")) {
          if (!end.get("event").isNull()) {
            ended.add(end.get("event").asLong());
            assertIsEnd(mark, end, trace);
          }
        }
      }
    }
    assertThat(ended).doesNotHaveDuplicates();
    boolean all = !run.get(1).isEmpty();
    assertThat(ended)
        .containsAll(
            trace.values().stream()
                .filter(it -> List.of("delivered", "dropped").contains(it.get("kind").asText()))
                .filter(it -> all || it.get("purpose").asText().equals("ELECTION"))
                .map(it -> it.get("number").asLong())
                .toList());
    assertThat(timeline.get("hidden_heartbeats").asInt() == 0).isEqualTo(all);
  }

  private static void assertIsEnd(JsonNode mark, JsonNode end, Map<Long, JsonNode> trace) {
    JsonNode event = trace.get(end.get("event").asLong());
    boolean lost = !end.get("lost").isNull();
    assertThat(event.get("kind").asText()).isEqualTo(lost ? "dropped" : "delivered");
    assertThat(event.get("from")).isEqualTo(mark.get("from"));
    assertThat(event.get("to")).isEqualTo(end.get("to"));
    assertThat(event.get("at_ms")).isEqualTo(end.get("at_ms"));
    assertThat(mark.get("label").asText().split(" ")[0]).isEqualTo(event.get("message").asText());
    JsonNode sent = trace.get(event.get("cause").asLong());
    assertThat(sent.get("at_ms")).isEqualTo(mark.get("at_ms"));
    assertThat(sent.get("message")).isEqualTo(event.get("message"));
  }

  @TestFactory
  Stream<DynamicTest> each_lost_message_ends_in_a_cross_and_each_other_in_a_head() {
    return RUNS.stream().map(run -> DynamicTest.dynamicTest(run, () -> count(run)));
  }

  private static void count(String run) throws Exception {
    Map<Boolean, Long> ends = new TreeMap<>(Map.of(true, 0L, false, 0L));
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.session().settings().set("runtime", "sim");
      prompt.type(run);
      for (JsonNode mark : prompt.answer("timeline --last 1000s").at("/clusters/0/marks")) {
        for (JsonNode end : mark.path("ends")) {
          if (!end.get("event").isNull()) {
            ends.merge(!end.get("lost").isNull(), 1L, Long::sum);
          }
        }
      }
    }
    try (Typed prompt = Typed.simulating()) {
      prompt.session().settings().set("runtime", "sim");
      prompt.type(run);
      String drawn = prompt.type("timeline --last 1000s --rows 10000");
      assertThat(drawn.codePoints().filter(it -> it == '\u2715').count()).isEqualTo(ends.get(true));
      assertThat(drawn.codePoints().filter(it -> it == '\u25B6' || it == '\u25C0').count())
          .isEqualTo(ends.get(false));
    }
  }

  @Test
  void a_part_is_chosen_by_time_by_the_last_fault_or_by_the_last_election() {
    try (Typed prompt = Typed.simulating()) {
      prompt.session().settings().set("runtime", "sim");
      prompt.type("start raft 5; crash leader; wait 1s; isolate 1; heal");
      assertThat(prompt.type("timeline")).contains("heal").doesNotContain("isolate");
      assertThat(prompt.type("timeline --around election")).contains("ELECTION", "LEADER 2");
      assertThat(prompt.type("timeline --last 1ms")).contains("nothing happened");
      assertThat(prompt.type("timeline --last 10s")).contains("crash n", "isolate n1", "heal");
    }
  }

  @Test
  void a_trial_of_a_report_is_drawn_again() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.error("timeline slowest"))
          .isEqualTo("no trials were run in virtual time; type: compare raft paxos --sim");
      String report = prompt.type("compare raft bully --sim --trials 5");
      assertThat(prompt.type("timeline slowest")).contains("raft\n", "bully\n", "crash n");
      String id = report.lines().filter(it -> it.contains("slowest")).findFirst().orElseThrow();
      String word = id.split(" ")[1];
      assertThat(prompt.type("timeline " + word)).contains("crash n");
      assertThat(prompt.error("timeline " + word.replaceAll(".$", "0") + "0"))
          .contains("not the id of a run");
    }
  }

  @Test
  void a_window_that_is_too_narrow_is_said() {
    try (Typed prompt = Typed.simulating()) {
      prompt.session().settings().set("runtime", "sim");
      prompt.type("start raft 99");
      assertThat(prompt.type("timeline")).startsWith("99 lanes need");
      assertThat(prompt.type("timeline --node 1,2")).contains("n1", "n2").doesNotContain("n3 ");
    }
  }
}
