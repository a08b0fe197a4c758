package quorate.nodes.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import quorate.lab.cluster.Catalog;
import quorate.nodes.server.NodeClient.Answer;
import quorate.nodes.server.NodeClient.Event;
import quorate.report.export.EventJson;

/** What nodes answer over HTTP. */
@Tag("tcp")
class NodeServerTest {

  private static ServedNodes nodes;

  @BeforeAll
  static void start() throws Exception {
    nodes = ServedNodes.start("raft", 3, true);
  }

  @AfterAll
  static void close() {
    nodes.close();
  }

  private static void assertRefused(Answer answer, int status, String words) throws Exception {
    assertThat(answer.error()).isEqualTo(words);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.lines()).hasSize(1);
  }

  // What it is

  @Test
  void status_says_what_the_node_is_believes_and_has_done() throws Exception {
    int leader = nodes.awaitLeader();
    JsonNode status = nodes.client(leader).get("/status").json();
    assertThat(status.path("cluster").textValue()).isEqualTo("raft");
    assertThat(status.path("runtime").textValue()).isEqualTo("processes");
    assertThat(status.path("id").intValue()).isEqualTo(leader);
    assertThat(status.path("state").textValue()).isEqualTo("up");
    assertThat(status.path("role").textValue()).isEqualTo("LEADER");
    assertThat(status.path("majority").intValue()).isEqualTo(2);
    assertThat(status.path("vote_name").textValue()).isEqualTo("votedFor");
    assertThat(status.path("vote").intValue()).isEqualTo(leader);
    assertThat(status.path("variables").path("currentTerm").longValue())
        .isEqualTo(status.path("epoch").longValue());
    assertThat(status.path("variables").path("log").path("lastIndex").isNumber()).isTrue();
    assertThat(status.path("ready").booleanValue()).isTrue();
    assertThat(status.path("times_leader").longValue()).isPositive();
    assertThat(status.path("messages").path("by_type").path("RequestVote").path("sent").longValue())
        .isPositive();
    assertThat(status.path("messages").path("sent").longValue()).isPositive();
    assertThat(status.path("bytes_sent").longValue()).isPositive();
    assertThat(status.path("pid").longValue()).isEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void cluster_says_what_the_node_knows_of_each_member() throws Exception {
    int leader = nodes.awaitLeader();
    int follower = nodes.followerOf(leader);
    JsonNode cluster = nodes.client(follower).get("/cluster").json();
    assertThat(cluster.path("leader").intValue()).isEqualTo(leader);
    assertThat(cluster.path("members")).hasSize(3);
    for (JsonNode member : cluster.path("members")) {
      boolean self = member.path("id").intValue() == follower;
      assertThat(member.path("self").booleanValue()).isEqualTo(self);
      assertThat(member.path("address").textValue()).startsWith("127.0.0.1:");
      assertThat(member.path("linked").isNull()).isEqualTo(self);
    }
    JsonNode its = cluster.path("members").path(leader - 1);
    assertThat(its.path("linked").booleanValue()).isTrue();
    assertThat(its.path("heard_ms_ago").doubleValue()).isBetween(0.0, 10_000.0);
  }

  @Test
  void a_node_that_follows_is_healthy_and_alive() throws Exception {
    int follower = nodes.followerOf(nodes.awaitLeader());
    await().until(() -> nodes.client(follower).get("/health").status() == 200);
    JsonNode health = nodes.client(follower).get("/health").json();
    assertThat(health.path("ok").booleanValue()).isTrue();
    assertThat(health.path("role").textValue()).isEqualTo("FOLLOWER");
    assertThat(nodes.client(follower).get("/livez").status()).isEqualTo(200);
  }

  // Its trace

  @Test
  void the_trace_is_what_export_writes_one_line_per_event_and_reads_back() throws Exception {
    NodeClient client = nodes.client(nodes.awaitLeader());
    Answer trace = client.get("/trace");
    assertThat(trace.type()).startsWith("application/x-ndjson");
    EventJson json = new EventJson(Catalog.load().named("raft"));
    List<Long> numbers = new ArrayList<>();
    for (String line : trace.lines()) {
      ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(line);
      numbers.add(tree.path("number").longValue());
      assertThat(json.of(json.read(tree))).hasToString(line);
    }
    assertThat(numbers).hasSizeGreaterThan(10);
    long first = client.get("/status").json().path("events").path("first").longValue();
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(first + i);
    }
    long tenth = numbers.get(9);
    assertThat(number(client.get("/trace?since=" + tenth).lines().get(0))).isEqualTo(tenth + 1);
    assertThat(number(client.get("/trace?since=1").lines().get(0)))
        .as("since an earlier life")
        .isEqualTo(first);
    assertThat(client.get("/trace?since=" + Long.MAX_VALUE / 10).lines().get(0))
        .as("since an event of a clock that has begun again")
        .isEqualTo(trace.lines().get(0));
  }

  private static long number(String line) throws Exception {
    return new ObjectMapper().readTree(line).path("number").longValue();
  }

  @Test
  void the_trace_goes_on_as_events_and_behind_the_last_that_was_heard() throws Exception {
    NodeClient client = nodes.client(nodes.awaitLeader());
    long last = client.get("/status").json().path("events").path("last").longValue();
    List<Event> events = client.events("/trace", "", it -> number(it) > last + 20);
    assertThat(events.get(0).kind()).isEqualTo("process");
    assertThat(events.get(0).data().path("origin_nanos").isNumber()).isTrue();
    long first = events.get(0).data().path("first").longValue();
    for (int i = 1; i < events.size(); i++) {
      assertThat(number(events.get(i))).isEqualTo(first + i - 1);
      assertThat(events.get(i).id()).isEqualTo(Long.toString(first + i - 1));
    }
    List<Event> resumed =
        client.events("/trace?since=0", Long.toString(last), it -> number(it) > 0);
    assertThat(number(resumed.get(1))).isEqualTo(last + 1);
  }

  private static long number(Event event) {
    return event.data().path("number").longValue();
  }

  @Test
  void a_mark_says_that_all_that_is_older_has_been_sent() throws Exception {
    NodeClient client = nodes.client(nodes.awaitLeader());
    AtomicInteger marks = new AtomicInteger();
    List<Event> events =
        client.events(
            "/trace?marks=10ms",
            "",
            it -> it.kind().equals("mark") && marks.incrementAndGet() == 20);
    long marked = 0;
    long last = 0;
    for (Event event : events) {
      if (event.kind().equals("mark")) {
        marked = event.data().path("at_ns").longValue();
        assertThat(event.data().path("last").longValue()).isGreaterThanOrEqualTo(last);
      } else if (event.kind().isEmpty()) {
        assertThat(event.data().path("at_ns").longValue()).isGreaterThanOrEqualTo(marked);
        last = number(event);
      }
    }
    assertThat(last).isPositive();
  }

  @Test
  void only_some_kinds_of_events_can_be_asked_for_and_in_words() throws Exception {
    NodeClient client = nodes.client(nodes.awaitLeader());
    for (String line : client.get("/trace?only=believes,started&form=words").lines()) {
      JsonNode event = new ObjectMapper().readTree(line);
      assertThat(event.path("kind").textValue()).isIn("believes", "started");
      assertThat(event.path("text").textValue()).isNotEmpty();
    }
    assertThat(client.get("/trace?only=believes").lines()).isNotEmpty();
  }

  // What can be done to it

  @Test
  void a_node_that_does_not_lead_says_who_does_and_one_that_leads_steps_down() throws Exception {
    int leader = nodes.awaitLeader();
    NodeClient follower = nodes.client(nodes.followerOf(leader));
    Answer refused = follower.post("/step-down", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.error())
        .isEqualTo("n%d does not lead; n%d does", nodes.followerOf(leader), leader);
    assertThat(refused.json().path("leader").intValue()).isEqualTo(leader);

    long epoch = nodes.client(leader).get("/status").json().path("epoch").longValue();
    Answer asked = nodes.client(leader).post("/step-down", "{}");
    assertThat(asked.status()).isEqualTo(202);
    assertThat(asked.json().path("epoch").longValue()).isEqualTo(epoch);
    await()
        .until(
            () ->
                follower.get("/status").json().path("epoch").longValue() > epoch
                    && nodes.awaitLeader() > 0);
  }

  @Test
  void a_way_to_a_node_is_cut_and_healed() throws Exception {
    int leader = nodes.awaitLeader();
    int follower = nodes.followerOf(leader);
    NodeClient client = nodes.client(follower);
    String way = leader + "->" + follower;
    Answer cut = client.post("/faults", "{\"line\":\"cut " + way + "\"}");
    assertThat(cut.status()).isEqualTo(200);
    assertThat(cut.json().path("fault").textValue()).isEqualTo("cut n%d->n%d", leader, follower);
    assertThat(link(cut.json(), leader).path("up").booleanValue()).isFalse();
    assertThat(client.get("/status").json().path("links_down")).hasToString("[\"" + way + "\"]");
    await("the follower does not hear its leader any more")
        .until(() -> client.get("/status").json().path("elections").longValue() > 0);
    assertThat(client.send("DELETE", "/faults", "").status()).isEqualTo(200);
    assertThat(link(client.get("/faults").json(), leader).path("up").booleanValue()).isTrue();
    nodes.awaitLeader();
  }

  private static JsonNode link(JsonNode answer, int from) {
    for (JsonNode link : answer.path("links")) {
      if (link.path("from").intValue() == from) {
        return link;
      }
    }
    throw new AssertionError("no link from " + from + " in " + answer);
  }

  @Test
  void faults_without_links_and_of_shapes_change_the_ways_to_the_node() throws Exception {
    nodes.awaitLeader();
    NodeClient client = nodes.client(2);
    Answer loss = client.post("/faults", "{\"line\":\"loss 1%\"}");
    assertThat(loss.json().path("fault").textValue()).isEqualTo("loss 1% n1->n2,n3->n2");
    assertThat(link(loss.json(), 3).path("loss").doubleValue()).isEqualTo(0.01);
    Answer delay = client.post("/faults", "{\"line\":\"delay 1..2ms leader-followers\"}");
    assertThat(delay.status()).isEqualTo(200);
    Answer partition = client.post("/faults", "{\"line\":\"partition 1,2\"}");
    assertThat(partition.json().path("fault").textValue()).isEqualTo("cut n3->n2");
    Answer drop = client.post("/faults", "{\"line\":\"drop RequestVote from 3\"}");
    assertThat(link(drop.json(), 3).path("dropped")).hasToString("[\"RequestVote\"]");
    assertThat(client.send("DELETE", "/faults", "").json().path("links").toString())
        .doesNotContain("\"up\":false");
    nodes.awaitLeader();
  }

  @Test
  void what_a_node_cannot_do_it_says_and_who_can() throws Exception {
    NodeClient client = nodes.client(1);
    String pid = Long.toString(ProcessHandle.current().pid());
    assertFault(
        "cut 1->3",
        "'cut n1->n3' changes no way to n1: a link fails where its messages arrive; post it to n3");
    assertFault(
        "heal 2-3",
        "'heal n2-n3' changes no way to n1: a link fails where its messages"
            + " arrive; post it to n2, n3");
    assertFault(
        "crash 1", "'crash n1' cannot be done here; to crash n1, kill its process: kill -9 " + pid);
    assertFault(
        "pause 1",
        "'pause n1' cannot be done here; to pause n1, stop its process: kill -STOP " + pid);
    assertFault(
        "resign 1", "'resign n1' cannot be done here; to let n1 step down: POST /step-down");
    assertFault("fire 2 ELECTION", "n2 runs in another process; this one has n1");
    assertFault("cut 1-9", "node 9 does not exist; raft has nodes 1 to 3");
    assertThat(client.post("/faults", "{\"line\":\"cutt 1-3\"}").error())
        .startsWith("unknown fault");
    assertRefused(
        client.post("/faults", "{}"), 400, "a fault looks like this: {\"line\":\"cut 1->3\"}");
  }

  private static void assertFault(String line, String words) throws Exception {
    assertRefused(nodes.client(1).post("/faults", "{\"line\":\"" + line + "\"}"), 400, words);
  }

  @Test
  void a_timer_of_the_node_can_be_fired() throws Exception {
    int follower = nodes.followerOf(nodes.awaitLeader());
    NodeClient client = nodes.client(follower);
    long before = client.get("/status").json().path("elections").longValue();
    Answer fired = client.post("/faults", "{\"line\":\"fire " + follower + " ELECTION\"}");
    assertThat(fired.status()).as(fired.text()).isEqualTo(200);
    await().until(() -> client.get("/status").json().path("elections").longValue() > before);
    nodes.awaitLeader();
  }

  @Test
  void the_clock_of_the_node_drifts_and_healing_links_does_not_mend_it() throws Exception {
    NodeClient client = nodes.client(2);
    Answer drift = client.post("/faults", "{\"line\":\"drift all 1.05\"}");
    assertThat(drift.json().path("fault").textValue()).isEqualTo("drift n2 1.05");
    assertThat(drift.json().path("clock_rate").doubleValue()).isEqualTo(1.05);
    assertThat(client.send("DELETE", "/faults", "").status()).isEqualTo(200);
    assertThat(client.get("/status").json().path("clock_rate").doubleValue()).isEqualTo(1.05);
    assertFault("drift 2 1.05", "'drift n2 1.05' is not about n1 alone; post it to its node");
    Answer heal = client.post("/faults", "{\"line\":\"drift heal\"}");
    assertThat(heal.json().path("fault").textValue()).isEqualTo("drift n2 1");
    assertThat(client.get("/faults").json().path("clock_rate").doubleValue()).isEqualTo(1);
  }

  // Wrong requests

  @Test
  void what_is_wrong_with_a_request_is_said_in_one_line() throws Exception {
    NodeClient client = nodes.client(1);
    assertRefused(client.post("/status", "{}"), 405, "only GET works here");
    assertRefused(client.get("/step-down"), 405, "only POST works here");
    Answer put = client.send("PUT", "/faults", "{}");
    assertRefused(put, 405, "only GET, POST and DELETE work here");
    assertThat(put.allow()).isEqualTo("GET, POST, DELETE");
    assertThat(client.get("/statuss").error()).contains("/status /cluster");
    assertThat(client.get("/../etc/passwd").status()).isEqualTo(404);
    assertRefused(client.get("/trace?since=x"), 400, "since is the number of an event, such as 12");
    assertRefused(
        client.send("GET", "/trace?marks=1ms", "", "Accept", "text/event-stream"),
        400,
        "marks is a time from 5ms to 1m, such as 25ms");
    assertRefused(
        client.get("/trace?marks=25ms"),
        400,
        "marks are for event streams: add the header Accept: text/event-stream");
    assertThat(client.get("/trace?only=sents").error()).startsWith("'sents' is no kind of event");
    assertRefused(
        client.send("POST", "/faults", "{}"), 415, "the content must be application/json");
    assertRefused(client.post("/faults", "[1]"), 400, "the content must be a JSON object");
    assertThat(client.send("POST", "/step-down", "a=b").status()).isEqualTo(415);
    assertThat(client.post("/faults", "{\"line\":\"" + "x".repeat(70_000) + "\"}").status())
        .isEqualTo(413);
  }

  @Test
  void no_page_of_elsewhere_and_nobody_under_another_name_is_answered() throws Exception {
    NodeClient client = nodes.client(1);
    String end = " HTTP/1.1\r\nHost: %s\r\n%s\r\n";
    for (String request :
        List.of("POST /step-down", "DELETE /faults", "GET /status", "GET /trace")) {
      assertThat(client.raw(request + end.formatted("evil.example:" + client.port(), "")))
          .as(request)
          .startsWith("HTTP/1.1 403")
          .contains("--http-name NAME");
      assertThat(
              client.raw(request + end.formatted("127.0.0.1", "Origin: http://evil.example\r\n")))
          .startsWith("HTTP/1.1 403");
    }
    assertThat(client.raw("GET /livez" + end.formatted("node-1.test:80", "")))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void a_node_that_takes_no_faults_says_how_to_start_one_that_does() throws Exception {
    try (ServedNodes others = ServedNodes.start("bully", 1, false)) {
      String words = "this node takes no faults; start it with --allow-faults";
      assertRefused(others.client(1).post("/faults", "{\"line\":\"heal\"}"), 403, words);
      assertRefused(others.client(1).send("DELETE", "/faults", ""), 403, words);
      assertThat(others.client(1).get("/faults").status()).isEqualTo(200);
      others.awaitLeader();
      JsonNode status = others.client(1).get("/status").json();
      assertThat(status.path("epoch").isNull()).isTrue();
      assertThat(status.path("vote_name").isNull()).isTrue();
    }
  }

  @Test
  void a_survivor_is_ready_again_with_a_new_leader_and_not_without_one() throws Exception {
    try (ServedNodes others = ServedNodes.start("raft", 3, false)) {
      int leader = others.awaitLeader();
      NodeClient survivor = others.client(others.followerOf(leader));
      await().until(() -> survivor.get("/health").status() == 200);
      others.kill(leader);
      await().until(() -> survivor.get("/health").json().path("leader").intValue() != leader);
      await().until(() -> survivor.get("/health").status() == 200);
      int last = others.awaitLeader();
      NodeClient alone = others.client(others.followerOf(last));
      others.kill(last);
      await()
          .untilAsserted(
              () ->
                  assertThat(alone.get("/health").json().path("reason").textValue())
                      .matches("n\\d knows no leader"));
      assertThat(alone.get("/health").status()).isEqualTo(503);
      assertThat(alone.get("/livez").status()).isEqualTo(200);
    }
  }
}
