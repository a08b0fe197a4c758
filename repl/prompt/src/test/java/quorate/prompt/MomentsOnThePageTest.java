package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.experiments.ObservedCluster;
import quorate.report.stage.Milestones;
import quorate.report.stage.StageHistory;

/** Other moments than the present one, on the page. */
class MomentsOnThePageTest {

  /** What a stage shows of a moment. */
  private static final List<String> SHOWN =
      List.of(
          "time_ms",
          "nodes",
          "links_down",
          "links_bad",
          "sent",
          "dropped",
          "heartbeats",
          "elections",
          "leaders",
          "said");

  private final Typed prompt = Typed.simulating();
  private PageClient page;

  @TempDir private Path folder;

  @BeforeEach
  void serve() {
    prompt.type("start raft 3 --sim");
    page = new PageClient(prompt.type("web"));
  }

  @AfterEach
  void close() {
    prompt.close();
  }

  private JsonNode moment(String name, double millis) throws Exception {
    JsonNode seen;
    do {
      seen = PageClient.json(page.get("/moment?cluster=" + name + "&at_ms=" + millis));
    } while (!seen.path("reached").asBoolean(true)); // it takes several requests if it is far
    return seen;
  }

  @Test
  void a_moment_of_a_run_in_virtual_time_is_what_one_sees_there() throws Exception {
    prompt.type("crash leader; partition 1 | 2,3; restart all; loss 30%; wait 300ms");
    double end = page.cluster("raft").path("time_ms").doubleValue();
    for (double part : List.of(1.0, 0.8, 0.1, 0.3, 0.31, 0.6, 0.0)) {
      double millis = Math.round(end * part * 1e3) / 1e3;
      JsonNode seen = moment("raft", millis);
      assertThat(seen.path("reached").booleanValue()).isTrue();
      String there =
          part == 1 ? page.cluster("raft").path("run").path("end").textValue() : millis + "ms";
      assertThat(page.run("goto " + there).path("ok").booleanValue()).isTrue();
      JsonNode live = page.cluster("raft");
      for (String field : SHOWN) {
        assertThat(seen.path(field)).as(field + " at " + millis).isEqualTo(live.path(field));
      }
      assertThat(seen.path("fingerprint")).isEqualTo(live.path("fingerprint"));
      assertThat(seen.path("vote")).isEqualTo(live.path("vote"));
      assertThat(live.path("run").path("end_ms").doubleValue())
          .as("what comes later")
          .isEqualTo(end);
    }
  }

  @Test
  void a_run_that_was_read_shows_the_same_moments_as_when_it_ran() throws Exception {
    prompt.type("crash leader; cut 1-2; wait 200ms");
    Path file = folder.resolve("run.jsonl");
    prompt.type("export jsonl " + file);
    prompt.type("open " + file);
    JsonNode read = page.cluster("raft-2");
    double end = read.path("run").path("end_ms").doubleValue();
    for (double part : List.of(1.0, 0.25, 0.5, 0.51, 0.9)) {
      double millis = Math.round(end * part * 1e3) / 1e3;
      JsonNode ran = moment("raft", millis);
      JsonNode seen = moment("raft-2", millis);
      for (String field : SHOWN) {
        assertThat(seen.path(field)).as(field + " at " + millis).isEqualTo(ran.path(field));
      }
      assertThat(messages(seen)).as("messages at " + millis).isEqualTo(messages(ran));
    }
  }

  /** Where messages are, but for those whose end the trace has not. */
  private static List<String> messages(JsonNode stage) {
    List<String> all = new ArrayList<>();
    stage.path("messages").forEach(it -> all.add(it.path("sent_at") + " " + it.path("lost")));
    return all;
  }

  @Test
  void where_the_trace_has_forgotten_how_a_run_began_its_moments_are_whole_nevertheless()
      throws Exception {
    ObservedCluster cluster = prompt.session().cluster("raft");
    Milestones early = Milestones.at(cluster);
    prompt.type("crash 1; cut 2->1; wait 900s; restart 1; wait 20s; crash leader; wait 1s");
    assertThat(cluster.<Long>call(now -> now.trace().oldest())).isGreaterThan(1L);
    double end = page.cluster("raft").path("time_ms").doubleValue();
    double oldest = cluster.<Long>call(now -> now.trace().events().get(0).atNanos()) / 1e6;
    StageHistory history = new StageHistory(cluster, early);
    for (double part : List.of(0.05, 0.9, 0.5, 1.0)) {
      double millis = Math.round((oldest + (end - oldest) * part) * 1e3) / 1e3;
      JsonNode ran = moment("raft", millis);
      JsonNode seen = history.at(Math.round(millis * 1e6), Duration.ofMillis(700)).json();
      for (String field : SHOWN.subList(0, SHOWN.indexOf("said"))) {
        assertThat(seen.path(field).toString())
            .as(field + " at " + millis)
            .isEqualTo(ran.path(field).toString());
      }
    }
    StageHistory late = new StageHistory(cluster, Milestones.at(cluster));
    double millis = Math.round((oldest + end) / 2 * 1e3) / 1e3;
    JsonNode seen = late.at(Math.round(millis * 1e6), Duration.ZERO).json();
    JsonNode ran = moment("raft", millis);
    for (String field : List.of("sent", "dropped", "heartbeats", "elections", "leaders")) {
      assertThat(seen.path(field).toString())
          .as(field + " at " + millis)
          .isEqualTo(ran.path(field).toString());
    }
    assertThat(seen.path("nodes").findValuesAsText("state")).containsExactly("crashed", "up", "up");
  }

  @Test
  @Tag("tcp")
  void over_tcp_a_moment_is_as_it_was_live() throws Exception {
    prompt.type("start bully 3 --tcp");
    JsonNode before = page.cluster("bully");
    prompt.type("on bully crash leader");
    JsonNode after = page.cluster("bully");
    assertThat(after.path("nodes")).isNotEqualTo(before.path("nodes"));
    for (JsonNode live : List.of(after, before, after)) {
      JsonNode seen = moment("bully", live.path("time_ms").doubleValue());
      for (String field : List.of("links_down", "links_bad", "elections", "leaders")) {
        assertThat(seen.path(field)).as(field).isEqualTo(live.path(field));
      }
      for (String field : List.of("state", "role", "epoch", "leader", "vote")) {
        assertThat(seen.path("nodes").findValues(field))
            .as(field)
            .isEqualTo(live.path("nodes").findValues(field));
      }
    }
    assertThat(marks("bully")).anyMatch(it -> it.startsWith("fault crash n3"));
  }

  private List<String> marks(String name) throws Exception {
    List<String> marks = new ArrayList<>();
    PageClient.json(page.get("/marks?cluster=" + name))
        .path("marks")
        .forEach(it -> marks.add(it.path("kind").textValue() + " " + it.path("words").textValue()));
    return marks;
  }

  @Test
  void marks_stay_when_one_goes_back_and_go_when_the_run_takes_another_way() throws Exception {
    prompt.type("crash 3");
    List<String> all = marks("raft");
    assertThat(all).contains("fault crash n3").anyMatch(it -> it.startsWith("leader n"));
    JsonNode there = page.cluster("raft").path("run");
    prompt.type("goto 10ms");
    assertThat(marks("raft")).isEqualTo(all);
    JsonNode back = page.cluster("raft").path("run");
    assertThat(back.path("end_ms")).isEqualTo(there.path("end_ms"));
    assertThat(back.path("marks")).isEqualTo(there.path("marks"));
    prompt.type("crash 1");
    assertThat(marks("raft")).contains("fault crash n1").doesNotContain("fault crash n3");
  }

  @Test
  void the_branches_there_are_stand_beside_the_run() throws Exception {
    prompt.type("crash 3; goto 100ms; branch other; crash 1");
    JsonNode branches = page.cluster("raft").path("run").path("branches");
    assertThat(branches.findValuesAsText("branch")).containsExactly("main", "other");
    assertThat(branches.findValuesAsText("present")).containsExactly("false", "true");
    assertThat(branches.path(1).path("faults").toString()).isEqualTo("[\"crash n1\"]");
  }

  @Test
  void time_that_passes_behind_goto_brings_again_what_came_later() throws Exception {
    prompt.type("crash 3; wait 50ms");
    String end = prompt.type("status");
    double last = page.cluster("raft").path("time_ms").doubleValue();
    prompt.type("goto 20ms");
    play(true);
    page.events(
        "", it -> PageClient.cluster(it.data(), "raft").path("time_ms").doubleValue() > last);
    play(false);
    List<String> worked = prompt.interpreter().shell().worked();
    assertThat(worked.subList(worked.indexOf("goto 20ms") + 1, worked.size()))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("goto "), it -> assertThat(it).startsWith("wait "));
    prompt.type(worked.get(worked.size() - 2));
    assertThat(prompt.type("status")).as("the crash has come again").isEqualTo(end);
  }

  private void play(boolean playing) throws Exception {
    String body = "{\"cluster\":\"raft\",\"playing\":" + playing + ",\"speed\":1}";
    assertThat(page.post("/time", body).statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_wrong_with_a_moment_is_said() throws Exception {
    for (String at : List.of("-1", "1e3", "x", "99999999999", "1;2")) {
      HttpResponse<String> refused = page.get("/moment?cluster=raft&at_ms=" + at);
      assertThat(refused.statusCode()).as(at).isEqualTo(400);
      assertThat(refused.body()).contains("at_ms is a number from 0 to 86400000, such as 20");
    }
    assertThat(page.get("/moment").body()).contains("say which cluster");
    assertThat(page.get("/marks?cluster=paxos").body()).contains("unknown cluster 'paxos'");
    assertThat(page.get("/moment?cluster=raft&at_ms=99999").statusCode())
        .as("the end")
        .isEqualTo(200);
  }
}
