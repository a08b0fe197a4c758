package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import quorate.prompt.PageClient.Event;

/** What the page's server says of results, without anybody typing a command that asks for them. */
class ResultsOnThePageTest {

  private final Typed prompt = Typed.simulating();
  private PageClient page;

  @BeforeEach
  void serve() {
    prompt.type("start raft 5 --sim --seed 1; start bully 5 --sim --seed 1");
    page = new PageClient(prompt.type("web"));
  }

  @AfterEach
  void close() {
    prompt.close();
  }

  private JsonNode results() throws IOException, InterruptedException {
    return PageClient.json(page.get("/results"));
  }

  private String outcomes() throws IOException, InterruptedException {
    return results().path("outcomes").textValue();
  }

  /** The answer to the last command of the page, as it is shown there. */
  private JsonNode answer(String line) throws IOException, InterruptedException {
    String number = page.run(line).path("answers").path(0).asText();
    List<Event> events = page.events("", it -> it.number().equals(number));
    return events.get(events.size() - 1).data();
  }

  /** The rows of a table but those that say after what it is. */
  private static List<String> rows(String html) {
    return Stream.of(html.split("(?=<tr>)"))
        .filter(it -> it.startsWith("<tr>"))
        .filter(it -> !it.matches("(?s).*>(after|crashed|scenario)</th>.*"))
        .map(it -> it.replaceAll("(?s)</tr>.*", ""))
        .toList();
  }

  @Test
  void after_a_fault_they_are_what_the_command_answered() throws Exception {
    String answered = answer("crash leader").path("html").textValue();
    assertThat(rows(answered)).hasSizeGreaterThan(8);
    assertThat(rows(outcomes())).isEqualTo(rows(answered));
    assertThat(outcomes()).contains("<td>crash n3</td><td>crash n5</td>");
  }

  @Test
  void they_follow_clusters_that_no_command_follows() throws Exception {
    String followed = answer("crash leader").path("html").textValue();
    prompt.type("stop raft; stop bully; set follow off");
    prompt.type("start raft 5 --sim --seed 1; start bully 5 --sim --seed 1; crash leader");
    assertThat(outcomes()).contains("none agreed", "since then, and counting");
    prompt.type("wait 100ms");
    assertThat(outcomes()).contains("none agreed", "and counting");
    prompt.type("wait 2s");
    assertThat(rows(outcomes())).isEqualTo(rows(followed));
  }

  @Test
  void after_travel_in_time_they_are_those_of_the_moment() throws Exception {
    prompt.type("crash leader");
    String before = outcomes();
    prompt.type("on raft goto 200ms");
    assertThat(outcomes()).contains("<td>start</td><td>crash n5</td>", "none agreed");
    prompt.type("on raft goto 2s");
    assertThat(rows(outcomes())).isEqualTo(rows(before));
  }

  @Test
  void those_of_a_scenario_are_about_all_of_its_faults() throws Exception {
    String answered = answer("run crash-leader-and-back").path("html").textValue();
    assertThat(rows(outcomes())).isEqualTo(rows(answered));
    prompt.type("cut 1-2");
    assertThat(outcomes()).contains("cut n1-n2").doesNotContain("crash-leader-and-back");
  }

  @Test
  void the_figures_of_the_bars_are_those_of_counts() throws Exception {
    prompt.type("crash leader");
    JsonNode results = results();
    assertThat(results.path("counts").textValue())
        .isEqualTo(answer("counts").path("html").textValue());
    JsonNode raft = results.path("bars").path(0);
    assertThat(raft.path("types").findValuesAsText("name"))
        .containsExactly("RequestVote", "RequestVoteReply", "AppendEntries", "AppendEntriesReply");
    assertThat(raft.path("election").path("sent").intValue()).isEqualTo(7);
    assertThat(raft.path("election").path("theory").intValue()).isEqualTo(7);
  }

  // Experiments

  @Test
  void a_comparison_can_be_read_while_it_runs() throws Exception {
    CompletableFuture<JsonNode> ran =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return answer("compare raft paxos --sim --trials 100000");
              } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
              }
            });
    List<Event> events = page.events("", it -> it.data().path("work").path("done").intValue() > 9);
    JsonNode work = events.get(events.size() - 1).data().path("work");
    assertThat(work.path("all").intValue()).isEqualTo(200_000);
    assertThat(work.path("what").textValue()).isEqualTo("trials");
    JsonNode soFar = PageClient.json(page.get("/work"));
    assertThat(soFar.path("report").textValue()).isEqualTo("curves");
    assertThat(soFar.path("html").textValue())
        .contains("<svg class=\"curves\"", "of 100,000 trials");
    page.post("/interrupt", "{}");
    JsonNode answer = ran.get(30, TimeUnit.SECONDS);
    assertThat(answer.path("report").textValue()).isEqualTo("curves");
    page.events("", it -> it.data().path("work").isNull());
    assertThat(PageClient.json(page.get("/work"))).isEmpty();
  }

  @Test
  void a_cell_of_the_matrix_is_replayed_as_a_cluster_that_goes_back_in_time() throws Exception {
    JsonNode answer = answer("matrix raft --nodes 3 --seeds 1 --fault crash-leader-and-back");
    assertThat(answer.path("report").textValue()).isEqualTo("matrix");
    String replay = answer.path("matrix").path("cells").path(0).path("replay").textValue();
    assertThat(page.run("stop all; replay " + replay).path("ok").booleanValue()).isTrue();
    assertThat(outcomes()).contains("replay", "crash-leader-and-back");
    assertThat(page.run("back; goto 0ms; step 3; branch other").path("ok").booleanValue()).isTrue();
    assertThat(prompt.type("status")).contains("replay");
  }

  // What is typed

  @Test
  void files_of_the_working_folder_are_offered_where_a_file_can_stand() throws Exception {
    JsonNode found = PageClient.json(page.get("/complete?line=source%20po"));
    assertThat(found.path("candidates").findValuesAsText("word")).containsExactly("pom.xml");
    found = PageClient.json(page.get("/complete?line=source%20sr"));
    assertThat(found.path("candidates").path(0).path("word").textValue()).isEqualTo("src/");
    assertThat(found.path("candidates").path(0).path("ends").booleanValue()).isFalse();
    assertThat(PageClient.json(page.get("/complete?line=source%20/e")).path("candidates"))
        .isEmpty();
    assertThat(PageClient.json(page.get("/complete?line=crash%20po")).path("candidates")).isEmpty();
  }

  @Test
  void without_the_token_no_result_is_told() throws Exception {
    for (String path : List.of("/results", "/work")) {
      URI uri = URI.create("http://127.0.0.1:" + page.port() + path);
      assertThat(
              HttpClient.newHttpClient()
                  .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(403);
    }
  }
}
