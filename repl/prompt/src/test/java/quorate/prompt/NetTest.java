package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import quorate.report.Display;
import quorate.report.NetView;

/** The links at a glance. */
class NetTest {

  /** What {@code net} says of a cluster after some commands. */
  private static String net(String commands) {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set follow off; " + commands);
      return prompt.type("net").stripTrailing();
    }
  }

  @Test
  void where_all_is_well_a_line_says_so() {
    assertThat(net("start raft 5 --sim"))
        .isEqualTo("raft: all links are up; without faults messages take 1ms");
    assertThat(net("start raft 5 --sim latency=1ms+exp(2.5ms) loss=5%"))
        .isEqualTo(
            "raft: all links are up; without faults messages take 1ms+exp(2.5ms), and 5% are lost");
    assertThat(net("start raft 3 --sim latency[2->1]=90ms loss[1-3]=20%"))
        .isEqualTo(
            "raft: all links are up; without faults messages take 1ms; n2->n1: 90ms; n1-n3: 20%"
                + " lost");
  }

  @Test
  void a_matrix_has_a_row_for_each_sender() {
    assertThat(net("start raft 5 --sim; partition 1,2; cut 3->4"))
        .isEqualTo(
            """
            raft
                    n1    n2    n3    n4    n5
            n1 ->         ok    cut   cut   cut
            n2 ->   ok          cut   cut   cut
            n3 ->   cut   cut         cut   ok
            n4 ->   cut   cut   ok          ok
            n5 ->   cut   cut   ok    ok
            cut: nothing gets through in that direction
            in parts that cannot reach each other: 1,2 | 3..5
            without faults messages take 1ms""");
  }

  @Test
  void clusters_that_are_alike_share_a_matrix() {
    String both = net("start raft 3 --sim; start bully 3 --sim; deaf 2");
    assertThat(both).startsWith("raft, bully\n").contains("n2 hears nobody");
    assertThat(both.split("n1 ->")).hasSize(2);
    String differ = net("start raft 3 --sim; start bully 3 --sim; on bully mute 2");
    assertThat(differ)
        .startsWith("raft: all links are up")
        .contains("\n\nbully\n")
        .contains("nobody hears n2")
        .doesNotContain("hears nobody");
  }

  @Test
  void what_is_wrong_with_a_link_stands_in_the_matrix_and_how_much_below() {
    assertThat(
            net(
                "start raft 4 --sim; loss 20% 1->2; delay 30..40ms 1->2,3-4; duplicate 5% 2->1;"
                    + " reorder 10% 3->1; drop RequestVote from 4 to 1 next 3; crash 2; pause 3"))
        .isEqualTo(
            """
            raft
                    n1      n2   n3     n4
            n1 ->           -    ok     ok
            n2 ->   -            -      -
            n3 ->   mixed   -           slow
            n4 ->   drops   -    slow
            n1->n2: loses 20%
            n1->n2 n3-n4: 30..40ms late
            n2->n1: repeats 5%
            n3->n1: reorders 10%
            n4->n1: drops RequestVote next 3
            n2 is crashed (-)
            n3 is paused
            without faults messages take 1ms""");
  }

  @Test
  void several_troubles_of_one_link_are_bad_and_one_everywhere_is_said_once() {
    assertThat(net("start raft 3 --sim; loss 20%; delay 5ms 1->2; cut 2->1"))
        .contains("n1 ->           bad     lossy\n")
        .contains("n2 ->   cut             lossy\n")
        .contains("each link that is up: loses 20%\nn1->n2: 5ms late\n");
    assertThat(net("start raft 3 --sim; loss 20%; delay 5ms; crash 3"))
        .isEqualTo(
            "raft: all links are up; each loses 20%, 5ms late; n3 is crashed; without faults"
                + " messages take 1ms");
  }

  @Test
  void a_large_cluster_is_told_in_words() {
    String net = net("start raft 50 --sim; partition 1,2; loss 20% 3->4; delay 5ms 3-5");
    assertThat(net)
        .isEqualTo(
            """
            raft
            cut: n1-n3 n1-n4 n1-n5 n1-n6 and 92 more, of 1225 links
            in parts that cannot reach each other: 1,2 | 3..50
            n3->n4: loses 20%
            n3-n5: 5ms late
            without faults messages take 1ms""");
    assertThat(net("start raft 50 --sim; isolate all"))
        .contains("in 50 parts that cannot reach each other");
  }

  @Test
  void a_matrix_that_does_not_fit_the_screen_is_told_in_words() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 7 --sim; set follow off; isolate 7");
      NetView net = NetView.of(prompt.session().all());
      String wide = net.text(Display.plain(50));
      assertThat(wide).contains("n1 ->").doesNotContain("of 21 links");
      assertThat(wide.lines()).allMatch(line -> line.length() <= 50);
      String narrow = net.text(Display.plain(40));
      assertThat(narrow).doesNotContain("n1 ->").contains("1..6 | 7");
      assertThat(narrow.lines()).allMatch(line -> line.length() <= 40);
    }
  }

  @Test
  void a_program_gets_every_direction() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 3 --sim latency[1->3]=7ms loss=5%; set follow off; cut 1->3");
      JsonNode cluster = prompt.answer("net").get("clusters").get(0);
      assertThat(cluster.get("cluster").asText()).isEqualTo("raft");
      assertThat(cluster.get("links")).hasSize(6);
      assertThat(cluster.get("links").get(1))
          .hasToString(
              "{\"from\":1,\"to\":3,\"up\":false,\"loss\":0.0,\"delay\":null,\"duplicate\":0.0,"
                  + "\"reorder\":0.0,\"dropped\":[],\"network_latency\":\"7ms\","
                  + "\"network_loss\":0.05}");
      assertThat(cluster.get("links").get(4).get("up").asBoolean()).isTrue();
    }
  }

  @Test
  void of_a_large_cluster_a_program_gets_what_is_wrong_only() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 60 --sim; set follow off; cut 1->3; loss 5% 4-5");
      assertThat(prompt.answer("net").get("clusters").get(0).get("links")).hasSize(3);
    }
  }

  @Test
  void status_tells_one_direction_from_two_and_points_to_net() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; set follow off");
      assertThat(prompt.type("status")).doesNotContain("links").doesNotContain("net");
      prompt.type("cut 1->3,1-2; loss 5% 2->3");
      assertThat(prompt.type("status"))
          .containsPattern("(?m)^links down +n1-n2 n1->n3$")
          .containsPattern("(?m)^links bad +n2->n3$")
          .endsWith("(net shows what is wrong with links)\n");
    }
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 3 --sim; set follow off; cut 1->3,1-2");
      assertThat(prompt.answer("status").get("clusters").get(0).get("links_down").toString())
          .isEqualTo("[\"1-2\",\"1->3\"]");
    }
  }
}
