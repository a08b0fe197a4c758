package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clusters in virtual time at the prompt: the same commands, and runs that come back. */
class SimulatedClustersTest {

  private static final String LIFE =
      "start raft 5 --sim --seed 42 latency=1ms+exp(2.5ms) loss=5%; crash random; restart all;"
          + " partition 1,2; heal; wait 300ms; status";

  private static JsonNode cluster(JsonNode status) {
    return status.get("clusters").get(0);
  }

  private static JsonNode last(List<JsonNode> answers) {
    return answers.get(answers.size() - 1);
  }

  @Test
  void the_same_commands_give_the_same_run_and_another_seed_another_one() throws Exception {
    List<String> fingerprints = new ArrayList<>();
    for (String life : List.of(LIFE, LIFE, LIFE.replace("42", "43"))) {
      try (Typed prompt = Typed.simulatingJson()) {
        List<JsonNode> answers = prompt.answers(life);
        assertThat(answers).allMatch(answer -> answer.get("ok").asBoolean());
        fingerprints.add(cluster(last(answers)).get("fingerprint").asText());
      }
    }
    assertThat(fingerprints.get(0)).matches("[0-9a-f]{16}").isEqualTo(fingerprints.get(1));
    assertThat(fingerprints.get(2)).isNotEqualTo(fingerprints.get(0));
  }

  @Test
  void a_paused_leader_is_replaced_and_hears_of_it_when_it_goes_on() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      List<JsonNode> answers =
          prompt.answers("start raft 5 --sim --seed 1; pause leader; status; resume all; status");
      assertThat(answers).allMatch(answer -> answer.get("ok").asBoolean());
      JsonNode paused = answers.get(1).get("results").get(0);
      int old = paused.get("leader_before").asInt();
      assertThat(paused.get("leader").asInt()).isNotEqualTo(old);
      assertThat(paused.get("two_leaders_ms").asDouble()).isZero();
      JsonNode node = cluster(answers.get(2)).get("nodes").get(old - 1);
      assertThat(node.get("state").asText()).isEqualTo("paused");
      JsonNode resumed = answers.get(3).get("results").get(0);
      assertThat(resumed.get("settled").asBoolean()).isTrue();
      assertThat(resumed.get("leader")).isEqualTo(paused.get("leader"));
      JsonNode again = cluster(answers.get(4)).get("nodes").get(old - 1);
      assertThat(again.get("state").asText()).isEqualTo("up");
      assertThat(again.get("leader")).isEqualTo(paused.get("leader"));
    }
  }

  @Test
  void every_command_works_in_virtual_time() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      List<JsonNode> answers =
          prompt.answers(
              "start raft 5 --sim --seed 1; start paxos 5 --sim --seed 1; start bully 5 --sim;"
                  + " crash leader; restart all; isolate leader; heal; counts; on raft why leader;"
                  + " inspect 3; wait leader; wait converged; wait quiet; on raft crash 2; status;"
                  + " stop bully");
      assertThat(answers).hasSize(16).allMatch(answer -> answer.get("ok").asBoolean());
      for (JsonNode result : answers.get(3).get("results")) {
        assertThat(result.get("runtime").asText()).isEqualTo("sim");
        assertThat(result.get("settled").asBoolean()).isTrue();
        assertThat(result.get("leader")).isNotEqualTo(result.get("leader_before"));
        assertThat(result.get("detected_ms").asDouble()).isBetween(100.0, 300.0);
      }
      JsonNode raft = cluster(answers.get(14));
      assertThat(raft.get("nodes").get(1).get("state").asText()).isEqualTo("crashed");
      assertThat(raft.get("nodes").get(0).get("address").isNull()).isTrue();
      assertThat(raft.get("seed").asInt()).isEqualTo(1);
    }
  }

  @Test
  void time_stands_still_between_commands_and_passes_when_waited_for() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      List<JsonNode> answers =
          prompt.answers(
              "start raft 3 --sim --seed 3; start bully 3 --sim; status; status;"
                  + " wait 500ms; status; on raft wait 1s; status");
      JsonNode before = answers.get(3).get("clusters");
      assertThat(before).isEqualTo(answers.get(2).get("clusters"));
      JsonNode after = answers.get(5).get("clusters");
      JsonNode later = answers.get(7).get("clusters");
      for (int i = 0; i < 2; i++) {
        double waited =
            after.get(i).get("time_ms").asDouble() - before.get(i).get("time_ms").asDouble();
        assertThat(waited).isCloseTo(500, within(0.002));
        double on = later.get(i).get("time_ms").asDouble() - after.get(i).get("time_ms").asDouble();
        assertThat(on).isCloseTo(i == 0 ? 1000 : 0, within(0.002));
      }
    }
  }

  @Test
  void a_person_reads_time_seed_and_fingerprint() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim --seed 7");
      assertThat(prompt.type("status"))
          .containsPattern("virtual time +\\d+\\.\\d ms")
          .containsPattern("seed +7")
          .containsPattern("fingerprint +[0-9a-f]{16}");
    }
  }

  @Test
  void a_slow_link_is_as_slow_as_was_typed() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start bully 2 --sim latency=20ms; set latency 70ms; start bully 2 --sim");
      prompt.type("start bully 2 --sim latency[2->1]=90ms");
      JsonNode results = prompt.answer("restart all; crash 2; restart 2; crash 2");
      assertThat(results.get("ok").asBoolean()).isTrue();
      JsonNode back = prompt.answer("restart 2").get("results");
      // node 2 takes over as soon as its Coordinator has arrived
      assertThat(back.get(0).get("converged_ms").asDouble()).isEqualTo(20);
      assertThat(back.get(1).get("converged_ms").asDouble()).isEqualTo(70);
      assertThat(back.get(2).get("converged_ms").asDouble()).isEqualTo(90);
    }
  }

  @Test
  void shuffled_logs_are_dealt_once_from_the_seed() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      List<String> hands = new ArrayList<>();
      for (int seed : new int[] {1, 1, 2, 3}) {
        prompt.type("start raft 5 --sim --name c --seed " + seed + " logs=0..4 shuffled");
        StringBuilder hand = new StringBuilder();
        for (int node = 1; node <= 5; node++) {
          JsonNode state = cluster(prompt.answer("inspect " + node)).get("state");
          hand.append(state.get("log").asText()).append(';');
        }
        hands.add(hand.toString());
        prompt.type("stop all");
      }
      assertThat(hands.get(0)).isEqualTo(hands.get(1));
      assertThat(hands.get(0).split(";")).doesNotHaveDuplicates().hasSize(5);
      assertThat(hands.subList(1, 4)).doesNotHaveDuplicates();
    }
  }

  @Test
  @Tag("tcp")
  void simulated_clusters_and_clusters_over_tcp_stand_side_by_side() throws Exception {
    try (Typed prompt = Typed.json()) {
      List<JsonNode> answers =
          prompt.answers("start raft 3; start raft 3 --sim; crash leader; wait 10ms; status");
      assertThat(answers).allMatch(answer -> answer.get("ok").asBoolean());
      JsonNode results = answers.get(2).get("results");
      assertThat(results.get(0).get("runtime").asText()).isEqualTo("tcp");
      assertThat(results.get(1).get("runtime").asText()).isEqualTo("sim");
      assertThat(results).allMatch(result -> result.get("settled").asBoolean());
      JsonNode clusters = last(answers).get("clusters");
      assertThat(clusters.get(0).get("fingerprint").isNull()).isTrue();
      assertThat(clusters.get(1).get("fingerprint").asText()).hasSize(16);
    }
  }

  @Test
  void a_promise_that_breaks_while_nobody_follows_is_told_all_the_same() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(
          "start raft 5 --sim --seed 1; set follow off; partition 1..3 | 4,5; fire 1 ELECTION;"
              + " wait 3ms; heal; partition 1,2 | 3..5; crash 3; restart 3 --amnesia;"
              + " fire 5 ELECTION");
      assertThat(prompt.interpreter().exitStatus()).isZero();
      JsonNode answer = prompt.answer("wait 3ms");
      assertThat(answer.get("ok").asBoolean()).isFalse();
      assertThat(answer.get("violations")).hasSize(1);
      assertThat(prompt.noted()).contains("violation: two leaders in epoch 2");
      assertThat(prompt.interpreter().exitStatus()).isEqualTo(3);
      assertThat(prompt.answer("status").get("ok").asBoolean()).isTrue();
    }
  }

  @Test
  void restart_random_is_about_a_node_that_crashed() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 5 --sim --seed 1; crash 2,4");
      String first = changed(prompt.answer("restart random"));
      String second = changed(prompt.answer("restart random"));
      assertThat(List.of(first, second)).containsExactlyInAnyOrder("n2", "n4");
      assertThat(changed(prompt.answer("restart random"))).startsWith("nobody");
    }
  }

  private static String changed(JsonNode answer) {
    return answer.get("results").get(0).get("changed").asText();
  }
}
