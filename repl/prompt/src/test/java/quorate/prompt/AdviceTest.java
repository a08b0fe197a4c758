package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message says to type can be typed, and does what it is advised for. */
class AdviceTest {

  private static final String ADVICE = "; type: ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start raft 5 --sim; crash majority; wait 1s",
        "start raft 5 --sim; crash all",
        "start raft 5 --sim; pause all",
        "start raft 5 --sim; pause majority",
        "start raft 5 --sim; set follow off; crash 1,2; pause 3,4",
        "start raft 5 --sim; crash leader; crash leader; partition 1 | 2..5; wait 2s; crash leader",
        "start raft 4 --sim; set follow off; crash leader; partition 1,2; isolate 1; wait 2s",
        "start paxos 5 --sim; crash majority; wait 1s",
        "start raft 5 --sim; set follow off; crash leader; loss 100%; wait 2s",
        "start raft 5 --sim; set follow off; drop RequestVote; crash leader; wait 1s",
        "start bully 3 --sim; crash all",
        "start bully 3 --sim; pause all",
        "start bully 3 --sim; set follow off; crash 1; pause 2,3",
        "start raft 3 --sim --name second; set follow off; crash all"
      })
  void what_to_type_for_want_of_a_leader_brings_one(String disaster) {
    try (Typed prompt = Typed.simulating()) {
      prompt.type(disaster);
      String error = prompt.error("why leader");
      assertThat(error).contains("has no leader now" + ADVICE);
      String advice = error.substring(error.indexOf(ADVICE) + ADVICE.length());
      prompt.type("set follow on");
      assertThat(prompt.error(advice)).as(advice).isEmpty();
      assertThat(prompt.type("why leader")).contains("believes  leads");
    }
  }

  @Test
  void of_several_clusters_those_with_a_leader_are_explained_all_the_same() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 5 --sim; start bully 5 --sim; crash 1..3; on raft crash leader");
      JsonNode answer = prompt.answer("why leader");
      assertThat(answer.get("ok").asBoolean()).isTrue();
      assertThat(answer.get("clusters")).hasSize(1);
      assertThat(answer.get("clusters").get(0).get("cluster").asText()).isEqualTo("bully");
      assertThat(answer.get("unexplained").get(0).asText())
          .isEqualTo("raft has no leader now; type: on raft restart all");
    }
  }

  @Test
  void a_wait_in_vain_says_what_stands_in_the_way() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; crash majority");
      assertThat(prompt.error("wait leader")).endsWith(": leader; type: on raft restart all");
      prompt.type("stop all; start raft 3 --sim election=200ms");
      assertThat(prompt.error("wait leader")).doesNotContain("type:");
    }
  }

  @Test
  void a_node_that_is_down_has_no_timer_and_can_be_brought_back() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; start raft 3 --sim; on raft crash 2");
      assertThat(prompt.error("on raft fire 2 ELECTION"))
          .isEqualTo("no timer ELECTION is pending at n2; it is down; type: on raft restart 2");
      assertThat(prompt.error("on raft inspect 2")).endsWith("type: on raft restart 2");
    }
  }
}
