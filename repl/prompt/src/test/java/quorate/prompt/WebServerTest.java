package quorate.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
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

  private static final List<String> PATHS =
      List.of(
          "/",
          "/app.js",
          "/events",
          "/trace?cluster=raft",
          "/moment?cluster=raft&at_ms=1",
          "/marks?cluster=raft",
          "/link?cluster=raft",
          "/complete?line=c",
          "/nothing");

  /** What stands before garbage. */
  private static final List<String> BEGINNINGS =
      List.of(
          "",
          "POST /command HTTP/1.1\r\n",
          "POST /command HTTP/1.1\r\n%s",
          "POST /command HTTP/1.1\r\n%sContent-Type: application/json\r\n\r\n",
          "POST /command HTTP/1.1\r\n%sContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
          "POST /time HTTP/1.1\r\n%sContent-Type: application/json\r\nContent-Length: 1\r\n\r\n",
          "GET /events?since=%%",
          "GET /moment?cluster=raft&at_ms=",
          "POST /open HTTP/1.1\r\n%sContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
          "GET /trace?cluster=raft HTTP/1.1\r\n%sTransfer-Encoding: chunked\r\n\r\n");

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

  // Who may ask

  @Test
  void the_address_opens_the_page_and_leaves_a_cookie_that_no_script_and_no_other_page_has()
      throws Exception {
    HttpResponse<String> first =
        page.send(page.request(page.address().replaceFirst("^.*?/\\?", "/?")));
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("set-cookie"))
        .hasValue(page.cookie() + "; Path=/; HttpOnly; SameSite=Strict");
    assertThat(first.headers().firstValue("content-security-policy"))
        .hasValue("default-src 'self'; style-src 'self' 'unsafe-inline'");
    assertThat(first.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(first.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void without_the_token_nothing_is_answered() throws IOException {
    for (String path : PATHS) {
      assertThat(raw("GET", path, "")).as(path).startsWith("HTTP/1.1 403");
      assertThat(raw("GET", path, "Cookie: quorate-" + page.port() + "=guessed\r\n"))
          .as(path)
          .startsWith("HTTP/1.1 403");
    }
    for (String path : List.of("/command", "/interrupt", "/time", "/open")) {
      assertThat(raw("POST", path, "")).as(path).startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void under_another_name_or_from_another_page_nothing_is_answered() throws IOException {
    String cookie = "Cookie: " + page.cookie() + "\r\n";
    String port = ":" + page.port();
    for (String path : PATHS) {
      String end = " " + path + " HTTP/1.1\r\n" + cookie;
      assertThat(page.raw("GET" + end + "Host: evil.example" + port + "\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
      assertThat(page.raw("GET" + end + "\r\n")).as("no host").startsWith("HTTP/1.1 403");
      for (String origin : List.of("http://evil.example", "null", "https://127.0.0.1" + port)) {
        assertThat(raw("GET", path, cookie + "Origin: " + origin + "\r\n"))
            .startsWith("HTTP/1.1 403");
      }
    }
    assertThat(raw("GET", "/", cookie + "Origin: http://localhost" + port + "\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  private String raw(String method, String path, String headers) throws IOException {
    String host = "Host: 127.0.0.1:" + page.port() + "\r\n";
    return page.raw(method + " " + path + " HTTP/1.1\r\n" + host + headers + "\r\n");
  }

  @Test
  void what_is_wrong_with_a_request_is_said_in_one_line() throws Exception {
    assertError(page.get("/command"), 405, "only POST works here");
    assertError(page.post("/events", "{}"), 405, "only GET works here");
    assertError(page.get("/../etc/passwd"), 404, "there is nothing here; the page is at /");
    assertError(page.post("/command", "{"), 400, "the content must be a JSON object");
    assertError(
        page.post("/command", "{}"), 400, "a command looks like this: {\"line\":\"crash leader\"}");
    assertError(page.get("/trace?cluster=rft"), 400, "unknown cluster 'rft'; known: raft");
    assertError(
        page.post("/time", "{\"cluster\":\"raft\",\"playing\":true,\"speed\":2000}"),
        400,
        "a speed is from 0.001 to 1000 times real time");
    assertError(
        page.send(page.request("/command").POST(BodyPublishers.ofString("{}"))),
        415,
        "the content must be application/json");
    assertThat(raw("POST", "/command", "Content-Length: 100000\r\n")).startsWith("HTTP/1.1 413");
  }

  private static void assertError(HttpResponse<String> response, int status, String words)
      throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(PageClient.json(response).path("error").textValue()).isEqualTo(words);
  }

  @Test
  void ten_thousand_malformed_requests_change_nothing() throws Exception {
    prompt.type("status");
    String before = prompt.type("status");
    long last = page.run("counts").path("answers").path(0).longValue();
    String host = "Host: 127.0.0.1:%d\r\nCookie: %s\r\n".formatted(page.port(), page.cookie());
    Random chance = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[1 + chance.nextInt(200)];
      chance.nextBytes(bytes);
      byte[] head = BEGINNINGS.get(i % BEGINNINGS.size()).formatted(host).getBytes(UTF_8);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head);
      all.writeBytes(bytes);
      page.sendAndLeave(all.toByteArray());
    }
    assertThat(page.run("counts").path("answers").path(0).longValue()).isEqualTo(last + 1);
    assertThat(prompt.type("status")).isEqualTo(before);
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
    assertError(page.get("/events?since=yesterday"), 400, "the last event is a number, such as 12");
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
