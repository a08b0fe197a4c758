package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import quorate.experiments.language.FaultRows;

/** Every fault, typed for clusters in virtual time: what it says it did, and what it did. */
class FaultsAtThePromptTest {

  /** Five nodes of which node 2 leads. */
  private static final String FIVE = "start raft 5 --sim --seed 2; fire 2 ELECTION";

  private static JsonNode result(Typed prompt, String typed) throws Exception {
    JsonNode answer = prompt.answer(typed);
    assertThat(answer.get("ok").asBoolean()).as("%s: %s", typed, answer).isTrue();
    return answer.get("results").get(0);
  }

  private static String changed(Typed prompt, String typed) throws Exception {
    return result(prompt, typed).get("changed").asText();
  }

  /** The directions that are down, {@code 1->3}. */
  private static List<String> cut(Typed prompt) throws Exception {
    List<String> cut = new ArrayList<>();
    for (JsonNode link : prompt.answer("net").get("clusters").get(0).get("links")) {
      if (!link.get("up").asBoolean()) {
        cut.add(link.get("from") + "->" + link.get("to"));
      }
    }
    return cut;
  }

  private static JsonNode link(Typed prompt, int from, int to) throws Exception {
    for (JsonNode link : prompt.answer("net").get("clusters").get(0).get("links")) {
      if (link.get("from").asInt() == from && link.get("to").asInt() == to) {
        return link;
      }
    }
    throw new AssertionError("no link " + from + "->" + to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "crash leader ~ n2 ~ crash n2",
        "crash 1,3..5 ~ n1,n3..n5 ~ crash n1,n3,n4,n5",
        "restart 3 ~ nobody, none of them is down ~ restart n3",
        "pause leader ~ n2 ~ pause n2",
        "pause 1,2 for 2s ~ n1,n2 for 2s ~ pause n1,n2 for 2000ms",
        "resume all ~ nobody, none of them is paused ~ resume n1,n2,n3,n4,n5",
        "resign leader ~ n2 ~ resign n2",
        "drift leader 1.05 ~ n2 5% fast ~ drift n2 1.05",
        "drift 4,5 0.9 ~ n4,n5 10% slow ~ drift n4,n5 0.9",
        "drift 3 1 ~ as they were ~ drift n3 1",
        "drift heal ~ as they were ~ drift n1,n2,n3,n4,n5 1",
        "resign 3 ~ nobody, none of them leads ~ resign n3",
        "partition 1,2 ~ 1,2 | 3..5 ~ partition n1,n2 | n3,n4,n5",
        "partition minority | leader ~ 4,5 | 2 | 1,3 ~ partition n4,n5 | n2 | n1,n3",
        "isolate leader ~ n2 ~ isolate n2",
        "cut 1-3 ~ n1-n3 ~ cut n1-n3",
        "cut 1->3 ~ n1->n3 ~ cut n1->n3",
        "cut leader->followers ~ n2->n1 n2->n3 n2->n4 n2->n5 ~ cut n2->n1,n2->n3,n2->n4,n2->n5",
        "deaf 3 ~ n3 ~ deaf n3",
        "mute leader ~ n2 ~ mute n2",
        "bridge 3 ~ n3 between 1,2 and 4,5 ~ bridge n3",
        "ring ~ 1..5, each with two neighbours ~ ring",
        "links 1-2,2-3 ~ only n1-n2 n2-n3 ~ links n1-n2,n2-n3",
        "loss 20% ~ 20% on all links ~ loss 20%",
        "loss 20% 1->3 ~ 20% on n1->n3 ~ loss 20% n1->n3",
        "delay 30..40ms 1-3 ~ 30..40ms on n1-n3 ~ delay 30..40ms n1-n3",
        "duplicate 5% ~ 5% on all links ~ duplicate 5%",
        "reorder 10% ~ 10% on all links ~ reorder 10%",
        "drop RequestVote ~ RequestVote ~ drop RequestVote",
        "drop RequestVote from leader to 3..5 next 3 ~ RequestVote from n2 to n3..n5, the next 3"
            + " ~ drop RequestVote from n2 to n3,n4,n5 next 3",
        "heal ~ nothing, all was well ~ heal",
        "fire 3 ELECTION ~ ELECTION of n3 ~ fire n3 ELECTION"
      })
  void an_answer_names_whom_it_hit(String typed, String changed, String fault) throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(FIVE);
      JsonNode result = result(prompt, typed);
      assertThat(result.get("changed").asText()).isEqualTo(changed);
      assertThat(result.get("fault").asText()).isEqualTo(fault);
    }
  }

  @Test
  void a_person_reads_it_in_the_first_row() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type(FIVE + "; start bully 5 --sim --seed 2");
      assertThat(prompt.type("mute leader")).containsPattern("(?m)^mute +n2 +n5$");
      assertThat(prompt.type("set follow off; heal"))
          .endsWith("raft: healed 4 links\nbully: healed 4 links\n");
    }
  }

  @Test
  void only_what_changes_is_named() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(FIVE + "; crash 1");
      assertThat(changed(prompt, "crash 1,3")).isEqualTo("n3");
      assertThat(changed(prompt, "crash 3")).isEqualTo("nobody, down already");
      assertThat(changed(prompt, "restart 3,4 --amnesia")).isEqualTo("n3, disk empty");
      assertThat(changed(prompt, "pause 1,4")).isEqualTo("n4");
      assertThat(changed(prompt, "pause 4")).isEqualTo("nobody, none of them runs");
      assertThat(changed(prompt, "resume all")).isEqualTo("n4");
      prompt.type("cut 1-2,2->3");
      assertThat(changed(prompt, "cut 1-3,2-3")).isEqualTo("n1-n3 n3->n2");
      assertThat(changed(prompt, "cut 3->2")).isEqualTo("nothing, down already");
      prompt.type("deaf 4");
      assertThat(changed(prompt, "deaf 4,5")).isEqualTo("n5");
      assertThat(changed(prompt, "heal 4-1")).isEqualTo("n1->n4");
      assertThat(changed(prompt, "heal 4-1")).isEqualTo("nothing, all was well");
      assertThat(changed(prompt, "heal")).isEqualTo("9 links");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "cut 1->3 ~ 1->3",
        "cut 1-3 ~ 1->3 3->1",
        "deaf 2 ~ 1->2 3->2 4->2",
        "mute 2 ~ 2->1 2->3 2->4",
        "isolate 2 ~ 1->2 2->1 2->3 2->4 3->2 4->2",
        "bridge 3 ~ 1->2 1->4 2->1 4->1",
        "ring ~ 1->3 2->4 3->1 4->2",
        "links 1-2,1-3,2->3,4-1,4-2 ~ 3->2 3->4 4->3",
        "partition 1 | 2 | 3,4 ~ 1->2 1->3 1->4 2->1 2->3 2->4 3->1 3->2 4->1 4->2",
      })
  void links_go_down_and_heal_brings_them_up(String typed, String down) throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 4 --sim --seed 2; set follow off; " + typed);
      List<String> cut = new ArrayList<>(cut(prompt));
      assertThat(String.join(" ", cut)).isEqualTo(sorted(down));
      prompt.type("heal");
      assertThat(cut(prompt)).isEmpty();
    }
  }

  private static String sorted(String words) {
    return String.join(" ", List.of(words.split(" ")).stream().sorted().toList());
  }

  @Test
  void troubles_add_up_on_a_link_and_heal_ends_them() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(FIVE + "; set follow off; loss 20%; delay 30..40ms 1->3; duplicate 5% 1->3");
      prompt.type("reorder 10% 1->3; drop AppendEntries from 1 to 3 next 4");
      JsonNode bad = link(prompt, 1, 3);
      assertThat(bad.get("up").asBoolean()).isTrue();
      assertThat(bad.get("loss").asDouble()).isEqualTo(0.2);
      assertThat(bad.get("delay").asText()).isEqualTo("30..40ms");
      assertThat(bad.get("duplicate").asDouble()).isEqualTo(0.05);
      assertThat(bad.get("reorder").asDouble()).isEqualTo(0.1);
      assertThat(bad.get("dropped")).hasSize(1);
      assertThat(bad.get("dropped").get(0).asText()).isEqualTo("AppendEntries next 4");
      JsonNode back = link(prompt, 3, 1);
      assertThat(back.get("loss").asDouble()).isEqualTo(0.2);
      assertThat(back.get("delay").isNull()).isTrue();
      prompt.type("heal 1-3");
      assertThat(link(prompt, 1, 3).get("loss").asDouble()).isZero();
      assertThat(link(prompt, 1, 3).get("dropped")).isEmpty();
      assertThat(link(prompt, 1, 2).get("loss").asDouble()).isEqualTo(0.2);
    }
  }

  @Test
  void a_message_that_is_dropped_by_name_is_missing_in_the_counts() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(FIVE + "; drop RequestVote to 3; counts --reset");
      JsonNode votes =
          result(prompt, "fire 4 ELECTION").get("messages").get("by_type").get("RequestVote");
      assertThat(votes.get("sent").asInt()).isEqualTo(4);
      assertThat(votes.get("delivered").asInt()).isEqualTo(3);
      assertThat(votes.get("dropped_by_cause").get("picked").asInt()).isEqualTo(1);
    }
  }

  @Test
  void a_timer_that_is_fired_begins_an_election_at_once() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(FIVE);
      JsonNode result = result(prompt, "fire 4 ELECTION");
      assertThat(result.get("detected_ms").asDouble()).isZero();
      assertThat(result.get("leader").asInt()).isEqualTo(4);
      assertThat(result.get("epoch").asInt()).isEqualTo(3);
    }
  }

  @Test
  void an_empty_disk_has_forgotten_the_vote() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(FIVE + "; set follow off; crash all; restart 3; on raft restart 4 --amnesia");
      JsonNode kept = prompt.answer("inspect 3").get("clusters").get(0).get("state");
      JsonNode lost = prompt.answer("inspect 4").get("clusters").get(0).get("state");
      assertThat(kept.get("currentTerm").asInt()).isEqualTo(2);
      assertThat(lost.get("currentTerm").asInt()).isZero();
    }
  }

  @Test
  void a_leader_that_is_paused_for_a_while_is_followed_until_it_knows_better() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(FIVE);
      JsonNode result = result(prompt, "pause leader for 2s");
      assertThat(result.get("settled").asBoolean()).isTrue();
      assertThat(result.get("leader_before").asInt()).isEqualTo(2);
      assertThat(result.get("leader").asInt()).isNotEqualTo(2);
      assertThat(result.get("leaders")).hasSize(1);
      assertThat(result.get("converged_ms").asDouble()).isBetween(100.0, 700.0);
      assertThat(result.get("times_two_leaders").asInt()).isEqualTo(1);
      JsonNode status = prompt.answer("status").get("clusters").get(0);
      assertThat(status.get("time_ms").asDouble()).isGreaterThan(2000);
      for (JsonNode node : status.get("nodes")) {
        assertThat(node.get("state").asText()).isEqualTo("up");
        assertThat(node.get("leader")).isEqualTo(result.get("leader"));
      }
    }
  }

  @Test
  void two_leaders_for_no_time_at_all_are_not_never() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type(FIVE);
      assertThat(prompt.type("crash 1"))
          .isEqualTo("raft: crashed n1; n2 leads as before, no election within 450 ms\n");
      assertThat(prompt.type("pause leader for 2s"))
          .containsPattern("(?m)^paused +n2 for 2s$")
          .containsPattern("(?m)^two leaders +<0.1 ms$");
    }
  }

  /** Longer than a cluster is followed otherwise. */
  @Test
  void a_long_pause_is_followed_to_its_end() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(FIVE);
      JsonNode result = result(prompt, "pause majority for 200s");
      assertThat(result.get("settled").asBoolean()).isTrue();
      assertThat(result.get("converged_ms").asDouble()).isBetween(200_000.0, 202_000.0);
    }
  }

  @Test
  void a_role_is_another_node_in_each_cluster_and_one_that_lacks_it_stops_all() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(FIVE + "; start bully 3 --sim --seed 2");
      JsonNode results = prompt.answer("crash leader").get("results");
      assertThat(results.get(0).get("changed").asText()).isEqualTo("n2");
      assertThat(results.get(1).get("changed").asText()).isEqualTo("n3");
      prompt.type("on bully crash all");
      JsonNode before = prompt.answer("status").get("clusters").get(0);
      assertThat(prompt.answer("crash leader").get("error").asText())
          .isEqualTo("bully has no leader now; type: on bully restart all");
      assertThat(prompt.answer("status").get("clusters").get(0)).isEqualTo(before);
    }
  }

  @Test
  void every_fault_is_a_command_with_the_usage_of_its_reader() {
    try (Typed prompt = Typed.text()) {
      for (String verb : FaultRows.all().keySet()) {
        assertThat(prompt.type("help " + verb))
            .startsWith(FaultRows.all().get(verb).usage() + "\n  ")
            .contains("example");
      }
    }
  }

  /** The examples are commands; what stands behind them, set off by spaces, explains them. */
  @Test
  void every_example_in_the_help_of_a_fault_can_be_typed() throws Exception {
    for (String verb : FaultRows.all().keySet()) {
      try (Typed prompt = Typed.simulatingJson()) {
        CommandLine command = prompt.interpreter().language().all().get(verb);
        List<String> examples =
            Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().split(" {2,}")[0])
                .toList();
        assertThat(examples).isNotEmpty();
        for (String example : examples) {
          String algorithm = example.contains("Coordinator") ? "bully" : "raft";
          prompt.type("stop all; set follow off; start " + algorithm + " 5 --sim --seed 1");
          JsonNode answer = prompt.answer(example);
          assertThat(answer.get("ok").asBoolean()).as("%s: %s", example, answer).isTrue();
        }
      }
    }
  }
}
