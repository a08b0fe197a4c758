package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A session over real TCP, as a person has it who looks at links. */
@Tag("tcp")
class FaultsOverTcpTest {

  @Test
  void a_person_parts_a_cluster_looks_at_its_links_and_heals_it() {
    try (Typed prompt = Typed.text()) {
      prompt.type("start raft 5");
      assertThat(prompt.type("partition 1,2"))
          .containsPattern("(?m)^(partitioned +|raft: partitioned )1,2 \\| 3..5")
          .containsPattern("(?m)(^leader +|; )n[345]");
      assertThat(prompt.type("heal; cut 1->3")).containsPattern("(?m)^(cut +|raft: cut )n1->n3");
      assertThat(prompt.type("net"))
          .isEqualTo(
              """
              raft
                      n1   n2   n3    n4   n5
              n1 ->        ok   cut   ok   ok
              n2 ->   ok        ok    ok   ok
              n3 ->   ok   ok         ok   ok
              n4 ->   ok   ok   ok         ok
              n5 ->   ok   ok   ok    ok
              cut: nothing gets through in that direction
              """);
      assertThat(prompt.type("heal")).containsPattern("(?m)^(healed +|raft: healed )n1->n3");
      assertThat(prompt.type("net")).isEqualTo("raft: all links are up\n");
    }
  }

  @Test
  void a_leader_that_stood_still_meets_its_successor() throws Exception {
    try (Typed prompt = Typed.json()) {
      prompt.type("start raft 5");
      JsonNode paused = prompt.answer("pause leader for 2s").get("results").get(0);
      assertThat(paused.get("settled").asBoolean()).isTrue();
      assertThat(paused.get("changed").asText())
          .isEqualTo("n" + paused.get("leader_before") + " for 2s");
      assertThat(paused.get("leader").asInt()).isNotEqualTo(paused.get("leader_before").asInt());
      assertThat(paused.get("times_two_leaders").asInt()).isPositive();
      assertThat(paused.get("two_leaders_ms").asDouble()).isPositive();
      assertThat(paused.get("leaders")).hasSize(1);
      for (JsonNode node : prompt.answer("status").get("clusters").get(0).get("nodes")) {
        assertThat(node.get("state").asText()).isEqualTo("up");
        assertThat(node.get("leader")).isEqualTo(paused.get("leader"));
      }
    }
  }

  @Test
  void a_link_that_is_slow_over_tcp_is_slow_by_what_was_typed() throws Exception {
    try (Typed prompt = Typed.json()) {
      prompt.type("start bully 2; crash 2; delay 300ms 2->1");
      JsonNode back = prompt.answer("restart 2").get("results").get(0);
      // node 2 leads as soon as node 1 has its Coordinator
      assertThat(back.get("leader").asInt()).isEqualTo(2);
      assertThat(back.get("converged_ms").asDouble()).isGreaterThanOrEqualTo(300);
    }
  }
}
