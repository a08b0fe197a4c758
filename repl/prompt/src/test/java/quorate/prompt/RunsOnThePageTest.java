package quorate.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.experiments.ObservedCluster;
import quorate.prompt.PageClient.Event;
import quorate.report.stage.Milestones;
import quorate.report.stage.StageHistory;

/** Other moments than the present one on the page, and addresses that hold a run. */
class RunsOnThePageTest {

  private static final String START = "start raft 3 --sim --name raft --seed 1";

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

  private JsonNode state(String name) throws Exception {
    List<Event> events = page.events("", it -> !find(it.data(), name).isMissingNode());
    return find(events.get(events.size() - 1).data(), name);
  }

  private static JsonNode find(JsonNode state, String name) {
    for (JsonNode cluster : state.path("clusters")) {
      if (cluster.path("cluster").textValue().equals(name)) {
        return cluster;
      }
    }
    return state.path("none");
  }

  private JsonNode moment(String name, double millis) throws Exception {
    JsonNode seen;
    do {
      seen = PageClient.json(page.get("/moment?cluster=" + name + "&at_ms=" + millis));
    } while (!seen.path("reached").asBoolean(true)); // it takes several requests if it is far
    return seen;
  }

  // Moments

  @Test
  void a_moment_of_a_run_in_virtual_time_is_what_one_sees_there() throws Exception {
    prompt.type("crash leader; partition 1 | 2,3; restart all; loss 30%; wait 300ms");
    double end = state("raft").path("time_ms").doubleValue();
    for (double part : List.of(1.0, 0.8, 0.1, 0.3, 0.31, 0.6, 0.0)) {
      double millis = Math.round(end * part * 1e3) / 1e3;
      JsonNode seen = moment("raft", millis);
      assertThat(seen.path("reached").booleanValue()).isTrue();
      String there = part == 1 ? state("raft").path("run").path("end").textValue() : millis + "ms";
      assertThat(page.run("goto " + there).path("ok").booleanValue()).isTrue();
      JsonNode live = state("raft");
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
    JsonNode read = state("raft-2");
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
    double end = state("raft").path("time_ms").doubleValue();
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
    JsonNode before = state("bully");
    prompt.type("on bully crash leader");
    JsonNode after = state("bully");
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
    JsonNode there = state("raft").path("run");
    prompt.type("goto 10ms");
    assertThat(marks("raft")).isEqualTo(all);
    JsonNode back = state("raft").path("run");
    assertThat(back.path("end_ms")).isEqualTo(there.path("end_ms"));
    assertThat(back.path("marks")).isEqualTo(there.path("marks"));
    prompt.type("crash 1");
    assertThat(marks("raft")).contains("fault crash n1").doesNotContain("fault crash n3");
  }

  @Test
  void the_branches_there_are_stand_beside_the_run() throws Exception {
    prompt.type("crash 3; goto 100ms; branch other; crash 1");
    JsonNode branches = state("raft").path("run").path("branches");
    assertThat(branches.findValuesAsText("branch")).containsExactly("main", "other");
    assertThat(branches.findValuesAsText("present")).containsExactly("false", "true");
    assertThat(branches.path(1).path("faults").toString()).isEqualTo("[\"crash n1\"]");
  }

  @Test
  void time_that_passes_behind_goto_brings_again_what_came_later() throws Exception {
    prompt.type("crash 3; wait 50ms");
    String end = prompt.type("status");
    double last = state("raft").path("time_ms").doubleValue();
    prompt.type("goto 20ms");
    play(true);
    page.events("", it -> find(it.data(), "raft").path("time_ms").doubleValue() > last);
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

  // Addresses that hold a run

  @Test
  void an_address_opens_the_same_run_at_the_same_moment_elsewhere() throws Exception {
    prompt.type("crash leader; cut 1-2; wait 200ms; goto 180ms");
    JsonNode here = state("raft");
    String run = PageClient.json(page.get("/link?cluster=raft")).path("run").textValue();
    assertThat(run).matches("[\\w-]+").hasSizeLessThan(400);
    try (Typed other = Typed.simulating()) {
      other.type("start raft 5 --sim; set seed 3");
      PageClient there = new PageClient(other.type("web"));
      JsonNode asked = PageClient.json(post(there, run, false));
      assertThat(asked.path("title").textValue()).startsWith("raft 3, ");
      assertThat(asked.path("commands")).hasSizeGreaterThan(3);
      assertThat(other.session().all()).as("nothing was run yet").hasSize(1);
      JsonNode opened = PageClient.json(post(there, run, true));
      assertThat(opened.path("ok").booleanValue()).as(opened.toString()).isTrue();
      assertThat(opened.path("cluster").textValue()).isEqualTo("raft-2");
      assertThat(opened.path("fingerprint")).isEqualTo(here.path("fingerprint"));
      assertThat(other.session().settings().follow()).isTrue();
      assertThat(other.interpreter().shell().worked()).contains("on raft-2 cut n1-n2");
      JsonNode again = PageClient.json(there.get("/link?cluster=raft-2"));
      assertThat(again.path("title")).isEqualTo(asked.path("title"));
    }
  }

  @Test
  void a_run_that_differs_from_the_address_is_said_to_differ() throws Exception {
    String run =
        packed(START, "on raft goto 300ms --fingerprint 0123456789abcdef", "on raft goto 20ms");
    JsonNode opened = PageClient.json(post(page, run, true));
    assertThat(opened.path("ok").booleanValue()).isFalse();
    assertThat(opened.path("same").booleanValue()).isFalse();
    assertThat(opened.path("cluster").textValue()).isEqualTo("raft-2");
    assertThat(state("raft-2").path("time_ms").doubleValue()).isEqualTo(20);
  }

  @Test
  void an_address_that_holds_anything_but_a_run_is_refused_and_nothing_is_run() throws Exception {
    Path file = folder.resolve("file");
    String before = prompt.type("status");
    List<String> hostile =
        List.of(
            "source " + file,
            "save " + file,
            "save branch " + file,
            "export jsonl " + file,
            "report " + file,
            "open " + file,
            "set heartbeat 1ms",
            "exit",
            "quit",
            "web off",
            "stop all",
            "start raft 5 --tcp",
            "compare raft paxos --csv " + file,
            "on raft save branch " + file,
            "on raft export jsonl " + file,
            "on other crash 1",
            "on raft on raft crash 1",
            "on raft crash 1 > " + file,
            "on raft goto 1ms --fingerprint 'x y'",
            "on raft goto 25h",
            "on raft deliver 1 --help",
            "on raft crash 1; save " + file,
            "on raft crash 1\nsave " + file,
            "crash 1");
    for (String command : hostile) {
      assertRefused(packed(START, command), command);
      assertRefused(packed(command), command);
      assertRefused(packed(command, START), command);
    }
    for (String start :
        List.of(
            "start raft 3",
            "start raft 3 --tcp --name raft --seed 1",
            START + " --tcp",
            START + " --json",
            START.replace("raft 3", "@" + file + " 3"),
            START + "; exit")) {
      assertRefused(packed(start), start);
    }
    assertThat(file).doesNotExist();
    assertThat(prompt.type("status")).isEqualTo(before);
  }

  private void assertRefused(String run, String command) throws Exception {
    for (boolean go : List.of(false, true)) {
      HttpResponse<String> refused = post(page, run, go);
      assertThat(refused.statusCode()).as(command + refused.body()).isEqualTo(400);
      assertThat(refused.body()).contains("this address ");
    }
  }

  @Test
  void a_damaged_address_is_refused() throws Exception {
    String good = packed(START);
    List<String> damaged =
        List.of(
            "",
            "a",
            "!",
            good.substring(3),
            good.substring(0, good.length() - 4),
            packed(""),
            packed("#"));
    for (String run : damaged) {
      assertRefused(run, run);
    }
    assertRefused(packed("start raft ".repeat(100_000)), "one that grows");
    assertThat(page.post("/open", "{\"run\":5}").statusCode()).isEqualTo(400);
  }

  @Test
  void a_run_that_was_replayed_has_an_address_as_well() throws Exception {
    Matcher id =
        Pattern.compile("replay (\\S+/trial=\\S+)")
            .matcher(prompt.type("compare raft --nodes 3 --trials 3 --sim"));
    assertThat(id.find()).isTrue();
    prompt.type("replay " + id.group(1));
    String run = PageClient.json(page.get("/link?cluster=replay")).path("run").textValue();
    JsonNode opened = PageClient.json(post(page, run, true));
    assertThat(opened.path("ok").booleanValue()).as(opened.toString()).isTrue();
    assertThat(opened.path("fingerprint")).isEqualTo(state("replay").path("fingerprint"));
  }

  @Test
  void of_a_run_that_no_address_can_hold_it_is_said_why() throws Exception {
    Path file = folder.resolve("run.jsonl");
    prompt.type("export jsonl " + file + "; open " + file);
    assertThat(page.get("/link?cluster=raft-2").body()).contains("its run is over");
    assertThat(page.get("/link?cluster=none").body()).contains("unknown cluster 'none'");
  }

  private static HttpResponse<String> post(PageClient page, String run, boolean go)
      throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("run", run).put("go", go);
    return page.post("/open", body.toString());
  }

  /** An address as anybody can make one. */
  private static String packed(String... commands) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      out.write(String.join("\n", commands).getBytes(UTF_8));
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }
}
