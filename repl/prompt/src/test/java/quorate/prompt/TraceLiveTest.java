package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is printed of clusters while commands run: to standard error, before the answer. */
class TraceLiveTest {

  private static String printed(Typed prompt, String typed) {
    prompt.type(typed);
    return prompt.noted();
  }

  @Test
  void events_are_printed_while_they_happen_just_as_trace_prints_them_later() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim --seed 1; trace on");
      assertThat(prompt.noted()).isEmpty();
      String live = printed(prompt, "crash leader");
      assertThat(prompt.type("trace --since fault")).isEqualTo(live).contains("leads in epoch 2");
      assertThat(printed(prompt, "status")).isEmpty();
    }
  }

  @Test
  void it_ends_with_trace_off() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; trace on; crash leader; trace off");
      assertThat(printed(prompt, "restart all")).isEmpty();
      assertThat(printed(prompt, "trace on; crash leader")).contains("believes");
    }
  }

  @Test
  void filters_are_those_of_trace_and_the_last_ones_hold() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type(
          "start raft 3 --sim --seed 1; trace on --heartbeats; trace on --type fault,crashed");
      assertThat(printed(prompt, "crash leader").lines())
          .hasSize(2)
          .anyMatch(line -> line.endsWith("fault     crash n3"))
          .anyMatch(line -> line.endsWith("crashed   crashed on request"));
    }
  }

  @Test
  void clusters_that_start_later_are_printed_as_well_and_lines_say_whose_they_are() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(printed(prompt, "trace on --type believes; start raft 3 --sim").lines())
          .isNotEmpty()
          .allMatch(line -> line.matches(" +\\d+\\.\\d{3} ms  n\\d .*"));
      prompt.type("start bully 3 --sim");
      assertThat(printed(prompt, "crash leader").lines())
          .anyMatch(line -> line.matches("raft  +\\d+\\.\\d{3} ms  n\\d .*"))
          .anyMatch(line -> line.matches("bully +\\d+\\.\\d{3} ms  n\\d .*"));
      prompt.type("stop bully");
      assertThat(prompt.noted()).isEmpty();
    }
  }

  @Test
  void on_prints_one_cluster_only() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; start bully 3 --sim; on bully trace on");
      assertThat(printed(prompt, "crash leader")).contains("Coordinator").doesNotContain("Vote");
      assertThat(printed(prompt, "start paxos 3 --sim")).isEmpty();
    }
  }

  @Test
  void nodes_that_a_later_cluster_does_not_have_are_missed_in_a_line() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(printed(prompt, "trace on --node 5; start raft 3 --sim"))
          .isEqualTo("no trace of raft: node 5 does not exist; raft has nodes 1 to 3\n");
      assertThat(printed(prompt, "start paxos 5 --sim")).contains("n5").doesNotContain("  n4  ");
    }
  }

  @Test
  void a_program_finds_nothing_but_answers_on_standard_output() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      List<JsonNode> answers =
          prompt.answers("trace on; start raft 3 --sim; crash leader; trace off");
      assertThat(answers).hasSize(4).allMatch(it -> it.get("ok").asBoolean());
      assertThat(answers.get(0).get("live").asBoolean()).isTrue();
      assertThat(answers.get(3).get("live").asBoolean()).isFalse();
      assertThat(prompt.noted()).contains("believes  leads in epoch 2");
    }
  }

  @Test
  @Tag("tcp")
  void over_tcp_all_that_led_to_an_answer_is_printed_before_it() {
    try (Typed prompt = Typed.text()) {
      prompt.type("start raft 3; trace on");
      assertThat(printed(prompt, "crash leader"))
          .containsPattern("fault +crash n\\d")
          .containsPattern("n\\d +crashed")
          .containsPattern("n\\d +sent +RequestVote\\[")
          .containsPattern("n\\d +believes +leads in epoch")
          .containsPattern("n\\d +believes +follows n\\d in epoch");
      assertThat(printed(prompt, "stop raft")).doesNotContain("the cluster stops");
      assertThat(printed(prompt, "start raft 3 --name again")).contains("leads in epoch 1");
    }
  }
}
