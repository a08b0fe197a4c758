package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.prompt.PageClient.Event;

/** The page's server, with a session behind it, over its port. */
class WebServerTest {

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

  // One session

  @Test
  void a_command_of_the_page_is_one_of_the_prompt() throws Exception {
    JsonNode ran = page.run("crash leader");
    assertThat(ran.toString()).isEqualTo("{\"ok\":true,\"answers\":[1]}");
    assertThat(prompt.interpreter().shell().worked()).endsWith("crash leader");
    assertThat(prompt.interpreter().shell().typed()).endsWith("crash leader");
    assertThat(prompt.type("status")).contains("crashed");
    JsonNode answer = last(page.events("", it -> it.number().equals("1"))).data();
    assertThat(answer.path("command").textValue()).isEqualTo("crash leader");
    assertThat(answer.path("by").textValue()).isEqualTo("page");
    assertThat(answer.path("text").textValue()).contains("converged");
    assertThat(answer.path("html").textValue()).contains("<table");
  }

  @Test
  void what_is_typed_at_the_prompt_and_what_was_wrong_with_it_is_told_to_the_page()
      throws Exception {
    prompt.type("crash <b>9</b>");
    prompt.type("crash leader");
    List<Event> told = page.events("", it -> it.number().equals("2"));
    List<JsonNode> answers =
        told.stream().filter(it -> it.kind().equals("answer")).map(Event::data).toList();
    assertThat(answers).extracting(it -> it.path("ok").booleanValue()).containsExactly(false, true);
    assertThat(answers).extracting(it -> it.path("by").textValue()).containsOnly("prompt");
    assertThat(answers.get(0).path("html").textValue()).contains("&lt;b&gt;").doesNotContain("<b>");
  }

  @Test
  void what_the_page_does_is_printed_above_the_line_that_is_typed_and_kept_in_its_history()
      throws Exception {
    List<String> above = new CopyOnWriteArrayList<>();
    List<String> history = new CopyOnWriteArrayList<>();
    prompt.interpreter().shell().printAbove(above::add);
    prompt.interpreter().shell().historyTo(history::add);
    String before = prompt.type("status");
    page.run("crash leader");
    page.run("crash 9");
    assertThat(above).hasSize(4).startsWith("> crash leader");
    assertThat(above.get(1)).contains("converged");
    assertThat(above).endsWith("> crash 9", "node 9 does not exist; raft has nodes 1 to 3");
    assertThat(prompt.printed()).isEqualTo(before);
    assertThat(history).containsExactly("crash leader", "crash 9");
  }

  @Test
  void a_command_at_the_prompt_waits_for_one_of_the_page_and_ctrl_c_takes_it_back()
      throws Exception {
    prompt.type("status");
    Thread typing = new Thread(() -> prompt.interpreter().run("crash leader", false));
    prompt.session().turn().lock();
    try {
      typing.start();
      await().until(() -> prompt.noted().contains("waits for a command of the page"));
      typing.interrupt();
      typing.join();
    } finally {
      prompt.session().turn().unlock();
    }
    assertThat(prompt.type("status")).doesNotContain("crashed");
  }

  @Test
  void events_go_on_behind_the_last_one_that_was_heard() throws Exception {
    for (int i = 0; i < 5; i++) {
      page.run("status");
    }
    assertThat(numbers(page.events("3", it -> it.number().equals("5")))).containsExactly("4", "5");
    assertThat(numbers(page.events("99", it -> it.number().equals("5"))))
        .as("of a server that is gone")
        .containsExactly("1", "2", "3", "4", "5");
    assertThat(numbers(page.events("00c0ffee-3", it -> it.number().equals("5"))))
        .as("of another server")
        .containsExactly("1", "2", "3", "4", "5");
    WebRequestsTest.assertError(
        page.get("/events?since=yesterday"), 400, "the last event is a number, such as 12");
  }

  @Test
  void a_ping_says_how_many_streams_are_open() throws Exception {
    Event ping = last(page.events("", it -> it.kind().equals("ping")));
    assertThat(ping.data().path("streams").intValue()).isPositive();
  }

  private static List<String> numbers(List<Event> events) {
    return events.stream().map(Event::number).filter(it -> !it.isEmpty()).toList();
  }

  @Test
  void the_state_has_every_cluster_as_a_stage_shows_it() throws Exception {
    prompt.type("start bully 3 --sim");
    Event state = last(page.events("", it -> it.data().path("clusters").size() == 2));
    JsonNode bully = state.data().path("clusters").path(1);
    assertThat(bully.path("cluster").textValue()).isEqualTo("bully");
    assertThat(bully.path("simulated").booleanValue()).isTrue();
    assertThat(bully.path("playing").booleanValue()).isFalse();
    assertThat(bully.path("nodes")).hasSize(3);
    assertThat(prompt.type("status")).contains(bully.path("fingerprint").textValue());
  }

  @Test
  void the_path_trace_has_all_events_for_a_diagram() throws Exception {
    JsonNode trace = PageClient.json(page.get("/trace?cluster=raft"));
    assertThat(trace.path("algorithm").textValue()).isEqualTo("raft");
    assertThat(trace.path("at")).hasSameSizeAs(trace.path("cause")).isNotEmpty();
  }

  @Test
  void words_are_completed_as_at_the_prompt() throws Exception {
    JsonNode found = PageClient.json(page.get("/complete?line=status;%20crash%20lea&cursor=17"));
    assertThat(found.path("from").intValue()).isEqualTo(14);
    assertThat(found.path("candidates"))
        .extracting(it -> it.path("word").textValue())
        .containsExactly("leader");
  }

  @Test
  void time_that_passes_on_the_page_is_saved_as_wait() throws Exception {
    play(true);
    page.events("", it -> time(it) > 500);
    play(false);
    Path script = folder.resolve("saved.quorate");
    prompt.type("save " + script);
    assertThat(Files.readString(script)).containsPattern("(?m)^wait [\\d.]+m?s$");
    String shown = prompt.type("status");
    try (Typed again = Typed.simulating()) {
      again.type("source " + script);
      assertThat(again.type("status")).isEqualTo(shown);
    }
  }

  private void play(boolean playing) throws Exception {
    String body = "{\"cluster\":\"raft\",\"playing\":" + playing + ",\"speed\":1}";
    assertThat(page.post("/time", body).statusCode()).isEqualTo(200);
  }

  private static double time(Event event) {
    return event.data().path("clusters").path(0).path("time_ms").doubleValue();
  }

  @Test
  void a_step_back_stops_the_time_that_passes() throws Exception {
    play(true);
    page.run("back 3");
    Event state = last(page.events("", it -> it.kind().equals("state")));
    assertThat(state.data().path("clusters").path(0).path("playing").booleanValue()).isFalse();
  }

  @Test
  void a_fault_does_not_run_ahead_of_the_time_that_plays_and_its_outcome_comes_with_it()
      throws Exception {
    play(true);
    String crashed = answer(page.run("crash leader"));
    assertThat(crashed).contains("raft: crashed n").contains("raft plays on the page");
    assertThat(prompt.type("status")).contains("none agreed");
    List<Event> told = page.events("1", it -> text(it).contains("converged"));
    assertThat(last(told).data().path("command").textValue()).isEqualTo("crash leader");
    assertThat(text(last(told))).contains("RequestVoteReply");
    play(false);
    assertThat(prompt.type("explain converged")).contains("crash leader");
  }

  private String answer(JsonNode ran) throws Exception {
    String number = ran.path("answers").path(0).asText();
    return text(last(page.events("", it -> it.number().equals(number))));
  }

  private static String text(Event event) {
    return event.data().path("text").asText();
  }

  @Test
  void what_was_done_while_time_played_is_saved_so_that_it_comes_again() throws Exception {
    play(true);
    page.run("crash leader");
    page.events("1", it -> text(it).contains("converged"));
    page.run("restart all");
    page.events("", it -> time(it) > 1500);
    play(false);
    Path script = folder.resolve("saved.quorate");
    prompt.type("save " + script);
    String shown = prompt.type("status");
    try (Typed again = Typed.simulating()) {
      again.type("source " + script);
      assertThat(again.type("status")).as(Files.readString(script)).isEqualTo(shown);
    }
  }

  @Test
  void of_a_cluster_that_is_turned_back_or_stopped_no_outcome_is_told() throws Exception {
    play(true);
    page.run("crash leader");
    page.run("back 3");
    page.run("counts");
    assertThat(prompt.session().expectations().isEmpty()).isTrue();
    play(true);
    page.run("crash 1");
    page.run("stop all");
    assertThat(prompt.session().expectations().isEmpty()).isTrue();
    prompt.type("web off");
  }

  @Test
  void a_run_that_was_read_is_told_as_recorded() throws Exception {
    Path run = folder.resolve("run.jsonl");
    prompt.type("export jsonl " + run);
    prompt.type("stop all");
    prompt.type("open " + run);
    Event state = last(page.events("", it -> it.data().path("clusters").size() == 1));
    JsonNode raft = state.data().path("clusters").path(0);
    assertThat(raft.path("recorded").booleanValue()).isTrue();
    assertThat(raft.path("simulated").booleanValue()).isFalse();
  }

  @Test
  void a_long_command_is_ended_by_interrupt() throws Exception {
    CompletableFuture<JsonNode> ran =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return page.run("compare raft paxos --sim --trials 100000");
              } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
              }
            });
    page.events("", it -> it.data().path("busy").textValue() != null);
    assertThat(page.post("/interrupt", "{}").statusCode()).isEqualTo(200);
    assertThat(ran.get(30, TimeUnit.SECONDS).has("ok")).isTrue();
    assertThat(page.run("status").path("ok").booleanValue()).isTrue();
  }

  @Test
  void what_belongs_to_the_prompt_alone_the_page_cannot_do() throws Exception {
    for (String line : List.of("quit", "web off", "watch")) {
      assertThat(page.run(line).path("ok").booleanValue()).as(line).isFalse();
    }
    assertThat(prompt.interpreter().left()).isFalse();
  }

  private static Event last(List<Event> events) {
    return events.get(events.size() - 1);
  }

  // The command

  @Test
  void the_address_is_the_same_until_web_off() {
    assertThat(new PageClient(prompt.type("web")).address()).isEqualTo(page.address());
    assertThat(prompt.error("web --port 1")).contains("is served at port " + page.port());
    assertThat(prompt.error("web on")).contains("type: web, or: web off");
    assertThat(prompt.type("web off")).contains("the page is served no longer");
    assertThat(prompt.error("web off")).contains("no page is being served; type: web");
  }

  @Test
  void a_port_that_is_taken_is_said() {
    try (Typed other = Typed.simulating()) {
      assertThat(other.error("web --port " + page.port())).contains("cannot be had");
    }
  }

  @Test
  void afterwards_nothing_is_left_running() throws Exception {
    page.run("status");
    prompt.close();
    assertThatThrownBy(() -> page.get("/")).isInstanceOf(ConnectException.class);
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(it -> it.startsWith("quorate-web")));
  }
}
