package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import quorate.report.Display;
import quorate.report.StatusLine;
import quorate.report.StatusView;

class StatusLineTest {

  private static String line(Typed prompt, int width, String... broken) {
    return StatusLine.of(
        StatusView.of(prompt.session().all()).clusters(), Set.of(broken), Display.plain(width));
  }

  @Test
  void every_cluster_says_who_leads_and_what_is_not_well() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(line(prompt, 80)).isEqualTo("no cluster is running");
      prompt.type("start raft 5 --sim; crash leader; pause highest; cut 1-2");
      assertThat(line(prompt, 100))
          .matches("raft: n\\d leads epoch \\d+; n\\d crashed; n5 paused; n1-n2 cut");
      assertThat(line(prompt, 100, "raft")).contains("PROMISE BROKEN");
      prompt.type("stop raft; start raft 3 --sim; crash all");
      assertThat(line(prompt, 100)).startsWith("raft: no leader; n1..n3 crashed");
    }
  }

  @Test
  void the_place_of_a_person_stands_first_and_the_goal_goes_where_there_is_no_room() {
    try (Typed prompt = Typed.simulating()) {
      List<String> place = List.of("step 4 of 9", "crash the leader");
      assertThat(line(prompt, place, 80)).isEqualTo("step 4 of 9: crash the leader");
      prompt.type("start raft 5 --sim");
      assertThat(line(prompt, place, 80))
          .matches("step 4 of 9: crash the leader  \\|  raft: n\\d leads epoch 1");
      assertThat(line(prompt, place, 50)).matches("step 4 of 9  \\|  raft: n\\d leads epoch 1");
      assertThat(line(prompt, place, 30)).matches("raft: n\\d leads epoch 1");
    }
  }

  @Test
  void what_is_wrong_matters_more_than_the_goal() {
    try (Typed prompt = Typed.simulating()) {
      List<String> place = List.of("step 4 of 11", "crash the leader of five nodes");
      prompt.type("start raft 5 --sim; crash follower");
      assertThat(line(prompt, place, 80))
          .matches("step 4 of 11  \\|  raft: n\\d leads epoch 1; n\\d crashed");
      assertThat(line(prompt, place, 90))
          .matches("step 4 of 11: crash the leader of five nodes .* n\\d crashed");
    }
  }

  private static String line(Typed prompt, List<String> place, int width) {
    return StatusLine.of(
        place, StatusView.of(prompt.session().all()).clusters(), Set.of(), Display.plain(width));
  }

  @Test
  void two_leaders_are_said_in_capitals() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 5 --sim; isolate leader");
      assertThat(line(prompt, 100))
          .matches("raft: TWO LEADERS: n\\d epoch \\d+, n\\d epoch \\d+; .* cut");
    }
  }

  @Test
  void many_clusters_say_less_each_and_never_more_than_the_width() {
    try (Typed prompt = Typed.simulating()) {
      for (int i = 0; i < 8; i++) {
        prompt.type("start raft 3 --sim");
      }
      prompt.type("crash 1");
      for (int width : new int[] {40, 60, 80, 200, 400}) {
        assertThat(line(prompt, width)).hasSizeLessThanOrEqualTo(width).contains("raft: n");
      }
      assertThat(line(prompt, 60)).contains("(!)").endsWith(" more");
    }
  }
}
