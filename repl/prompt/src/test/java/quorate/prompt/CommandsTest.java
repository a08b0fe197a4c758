package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands, over real TCP, as a program sees their answers. */
@Tag("tcp")
class CommandsTest {

  @Test
  void three_clusters_survive_a_crash_and_a_partition_and_agree_in_the_end() throws Exception {
    try (Typed prompt = Typed.json()) {
      List<JsonNode> answers =
          prompt.answers(
              "start raft 5; start paxos 5; start bully 5; crash leader; status; counts;"
                  + " partition 1,2; heal; restart all; status");
      assertThat(answers).hasSize(10).allMatch(answer -> answer.get("ok").asBoolean());
      for (JsonNode result : answers.get(3).get("results")) {
        assertThat(result.get("settled").asBoolean()).isTrue();
        assertThat(result.get("leader")).isNotEqualTo(result.get("leader_before"));
        assertThat(result.get("violations")).isEmpty();
        assertThat(result.get("size").asInt()).isEqualTo(5);
        assertThat(result.get("down").asInt()).isEqualTo(1);
        assertHasFieldsOfAFault(result);
      }
      for (JsonNode cluster : answers.get(9).get("clusters")) {
        JsonNode leader = cluster.get("leader");
        assertThat(leader.isInt()).isTrue();
        assertThat(cluster.get("nodes")).hasSize(5);
        for (JsonNode node : cluster.get("nodes")) {
          assertThat(node.get("state").asText()).isEqualTo("up");
          assertThat(node.get("leader")).isEqualTo(leader);
          assertThat(node.get("epoch")).isEqualTo(cluster.get("epoch"));
          assertThat(node.get("address").asText()).startsWith("127.0.0.1:");
        }
        if (cluster.get("algorithm").asText().equals("bully")) {
          assertThat(leader.asInt()).isEqualTo(5);
        }
      }
    }
  }

  private static void assertHasFieldsOfAFault(JsonNode result) {
    assertThat(fields(result))
        .contains(
            "cluster",
            "algorithm",
            "runtime",
            "size",
            "down",
            "leader_before",
            "leader",
            "epoch",
            "settled",
            "detected_ms",
            "elected_ms",
            "majority_ms",
            "converged_ms",
            "leaderless_ms",
            "two_leaders_ms",
            "rounds",
            "messages",
            "violations");
    assertThat(fields(result.get("messages")))
        .contains("sent", "delivered", "dropped", "bytes", "by_type", "by_purpose");
    assertThat(result.get("messages").get("by_purpose").get("ELECTION").get("sent").asInt())
        .isPositive()
        .isEqualTo(result.get("messages").get("sent").asInt());
    double detected = result.get("detected_ms").asDouble();
    double elected = result.get("elected_ms").asDouble();
    double converged = result.get("converged_ms").asDouble();
    assertThat(detected).isPositive().isLessThanOrEqualTo(elected);
    assertThat(elected).isLessThanOrEqualTo(converged);
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void with_its_leader_in_the_minority_only_the_majority_elects_and_bully_is_split()
      throws Exception {
    try (Typed prompt = Typed.json()) {
      prompt.type("start raft 5; start paxos 5; start bully 5");
      JsonNode cut = prompt.answer("isolate leader").get("results");
      for (int i = 0; i < 2; i++) {
        JsonNode result = cut.get(i);
        assertThat(result.get("settled").asBoolean()).isTrue();
        assertThat(result.get("leader").asInt()).isNotEqualTo(result.get("leader_before").asInt());
        assertThat(result.get("leaders")).hasSize(2);
        assertThat(result.get("leaders").get(0).get("epoch").asInt())
            .isGreaterThan(result.get("leaders").get(1).get("epoch").asInt());
      }
      JsonNode bully = cut.get(2);
      assertThat(bully.get("leader").isNull()).isTrue();
      assertThat(bully.get("leaders")).hasSize(2);
      assertThat(bully.get("two_leaders_ms").asDouble()).isPositive();
      assertThat(bully.get("violations")).isEmpty();
    }
  }

  @Test
  void a_table_says_that_bully_has_two_leaders() {
    try (Typed prompt = Typed.text()) {
      prompt.type("start bully 5");
      assertThat(prompt.type("partition 1,2"))
          .contains("n5 and n2")
          .contains("still n5 and n2")
          .contains("bully is split: each leader leads the nodes that it can reach");
      assertThat(prompt.type("status")).contains("n1-n3").contains("LEADER");
    }
  }

  @Test
  void without_a_majority_nobody_is_elected_and_the_answer_says_why() throws Exception {
    try (Typed prompt = Typed.json()) {
      prompt.type("start raft 3");
      JsonNode result = prompt.answer("crash followers").get("results").get(0);
      assertThat(result.get("settled").asBoolean()).isFalse();
      assertThat(result.get("leader").isNull()).isTrue();
      assertThat(result.get("reason").asText())
          .isEqualTo("no majority: 1 of 3 nodes can reach each other, raft needs 2");
      assertThat(prompt.answer("restart all").get("results").get(0).get("settled").asBoolean())
          .isTrue();
    }
  }

  @Test
  void on_means_one_cluster_only() throws Exception {
    try (Typed prompt = Typed.json()) {
      prompt.type("start raft 3; start raft 3");
      JsonNode results = prompt.answer("on raft-2 crash leader").get("results");
      assertThat(results).hasSize(1);
      assertThat(results.get(0).get("cluster").asText()).isEqualTo("raft-2");
      JsonNode clusters = prompt.answer("status").get("clusters");
      assertThat(crashed(clusters.get(0))).isZero();
      assertThat(crashed(clusters.get(1))).isEqualTo(1);
      assertThat(prompt.answer("stop raft-2").get("stopped")).hasSize(1);
      assertThat(prompt.answer("status").get("clusters")).hasSize(1);
    }
  }

  private static long crashed(JsonNode cluster) {
    long crashed = 0;
    for (JsonNode node : cluster.get("nodes")) {
      crashed += node.get("state").asText().equals("crashed") ? 1 : 0;
    }
    return crashed;
  }

  /** With one survivor nobody can come in late, so chance has no say in the counts. */
  @Test
  void counts_agree_with_the_theory_when_the_election_was_undisturbed() throws Exception {
    try (Typed prompt = Typed.json()) {
      prompt.type("start bully 2; counts --reset");
      JsonNode reset = prompt.answer("counts").get("clusters").get(0).get("messages");
      assertThat(reset.get("by_purpose").has("ELECTION")).isFalse();
      prompt.type("crash 2");
      JsonNode last = prompt.answer("counts").get("clusters").get(0).get("last_election");
      assertThat(last.get("sent").asInt()).isEqualTo(1);
      assertThat(last.get("theory").asInt()).isEqualTo(1);
      assertThat(last.get("formula").asText()).contains("m=n-f");
    }
  }

  @Test
  void why_leads_from_the_office_back_to_the_timer() {
    try (Typed prompt = Typed.text()) {
      prompt.type("start raft 3; crash leader");
      assertThat(prompt.type("why leader"))
          .containsSubsequence(
              "leads in epoch",
              "with the votes of",
              "RequestVoteReply",
              "voted for",
              "RequestVote[",
              "fired     ELECTION",
              "set       ELECTION",
              "AppendEntries[");
    }
  }

  @Test
  void inspect_prints_the_variables_of_the_paper() throws Exception {
    try (Typed prompt = Typed.json()) {
      prompt.type("start raft 3 logs=5@2,5@2,4@2; start paxos 3; start bully 3");
      JsonNode clusters = prompt.answer("inspect 3").get("clusters");
      assertThat(fields(clusters.get(0).get("state")))
          .startsWith("currentTerm", "votedFor", "log", "role", "leaderId", "votesReceived");
      assertThat(clusters.get(0).get("state").get("log").asText())
          .isEqualTo("ends at index 4 of term 2");
      assertThat(fields(clusters.get(1).get("state"))).contains("promised", "acceptedBallot");
      assertThat(clusters.get(2).get("state").get("coordinator").asText()).isEqualTo("n3");
    }
  }

  @Test
  void a_fault_is_not_followed_when_follow_is_off() throws Exception {
    try (Typed prompt = Typed.json()) {
      prompt.type("start raft 3; set follow off");
      JsonNode result = prompt.answer("crash leader").get("results").get(0);
      assertThat(fields(result))
          .containsExactly(
              "cluster", "algorithm", "runtime", "verb", "fault", "changed", "changed_nothing");
      assertThat(prompt.answer("wait converged").get("ok").asBoolean()).isTrue();
      assertThat(prompt.answer("wait leader").get("ok").asBoolean()).isTrue();
      assertThat(prompt.answer("wait quiet").get("ok").asBoolean()).isTrue();
      assertThat(prompt.answer("wait 1ms").get("ok").asBoolean()).isTrue();
      assertThat(prompt.answer("status").get("clusters").get(0).get("leader").isInt()).isTrue();
    }
  }

  @Test
  void a_comparison_runs_the_same_trials_with_each_algorithm() throws Exception {
    try (Typed prompt = Typed.json()) {
      JsonNode answer =
          prompt.answer("compare raft paxos bully --nodes 3 --trials 3 --scenario crash-leader");
      assertThat(answer.get("ok").asBoolean()).isTrue();
      assertThat(answer.get("algorithms")).hasSize(3);
      for (JsonNode algorithm : answer.get("algorithms")) {
        assertThat(algorithm.get("settled").asInt()).isEqualTo(3);
        assertThat(algorithm.get("violations").asInt()).isZero();
        assertThat(fields(algorithm.get("converged_ms")))
            .containsExactly("min", "p50", "p90", "p99", "max", "mean");
        assertThat(algorithm.get("samples")).hasSize(3);
        assertThat(algorithm.get("samples").get(0).get("seed"))
            .isEqualTo(answer.get("algorithms").get(0).get("samples").get(0).get("seed"));
      }
      assertThat(prompt.session().all()).isEmpty();
    }
  }

  @Test
  void help_knows_every_command_and_every_scenario() {
    try (Typed prompt = Typed.text()) {
      String all = prompt.type("help");
      for (String command : prompt.interpreter().language().all().keySet()) {
        assertThat(all.lines()).anyMatch(line -> line.startsWith("  " + command + " "));
        assertThat(prompt.type("help " + command)).startsWith(command);
      }
      assertThat(prompt.type("help compare")).contains("scenarios");
    }
  }

  @Test
  void algorithms_lists_papers_promises_and_options() {
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.type("algorithms"))
          .containsSubsequence("bully", "promises nothing", "paxos", "learning=proposer", "raft")
          .contains("promises: at most one leader in an epoch");
    }
  }

  @Test
  void quit_ends_the_session() {
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.interpreter().run("quit; help", false)).isFalse();
      assertThat(prompt.interpreter().left()).isTrue();
      assertThat(prompt.printed()).isEmpty();
    }
  }
}
