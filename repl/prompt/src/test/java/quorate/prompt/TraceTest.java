package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code trace} prints of clusters in virtual time. */
class TraceTest {

  private static final String CRASH = "start raft 3 --sim --seed 1; crash leader";

  /** A line without its time, and with single spaces. */
  private static String shortened(String line) {
    return line.replaceAll("^(raft|bully)? *[\\d.]+ ms +", "").replaceAll(" +", " ");
  }

  private static List<JsonNode> events(JsonNode answer) {
    List<JsonNode> events = new ArrayList<>();
    answer.get("clusters").get(0).get("events").forEach(events::add);
    return events;
  }

  @Test
  void an_election_can_be_read_line_by_line() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type(CRASH);
      assertThat(prompt.type("trace --since fault").lines().map(TraceTest::shortened))
          .startsWith(
              "fault crash n3",
              "n3 crashed crashed on request",
              "n1 fired ELECTION",
              "n1 says heard nothing from leader n3 in time",
              "n1 persisted RaftState[currentTerm=2, votedFor=n1, log=empty]")
          .endsWith(
              "n1 says won term 2 with the votes of [n1, n2]",
              "n1 cancelled ELECTION",
              "n1 believes leads in epoch 2",
              "n2 believes follows n1 in epoch 2");
    }
  }

  @Test
  void columns_are_the_same_in_each_line() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start bully 12 --sim; crash leader");
      assertThat(prompt.type("trace --last 1000").lines())
          .hasSizeGreaterThan(100)
          .allMatch(line -> line.matches("[ \\d]{7}\\.\\d{3} ms  (n\\d+ +| {5})[a-z]+( .*)?"))
          .allMatch(line -> line.charAt(20) == ' ' && line.charAt(21) != ' ');
    }
  }

  @Test
  void the_newest_events_are_printed_and_the_others_counted() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.type(CRASH);
      List<String> all = prompt.type("trace --last 1000").lines().toList();
      assertThat(all).hasSizeGreaterThan(50).noneMatch(line -> line.startsWith("("));
      List<String> some = prompt.type("trace --last 4").lines().toList();
      assertThat(some.subList(0, 4)).isEqualTo(all.subList(all.size() - 4, all.size()));
      assertThat(some.subList(4, some.size()))
          .containsExactly(
              "(" + (all.size() - 4) + " more before these; --last " + all.size() + " shows them)");
      assertThat(prompt.type("trace").lines()).hasSize(41);
    }
  }

  @Test
  void heartbeats_are_left_out_unless_somebody_asks() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 3 --sim; wait 1s");
      List<JsonNode> usual = events(prompt.answer("trace --last 100000"));
      assertThat(usual).isNotEmpty().noneMatch(TraceTest::isHeartbeat);
      List<JsonNode> all = events(prompt.answer("trace --last 100000 --heartbeats"));
      assertThat(all).filteredOn(TraceTest::isHeartbeat).hasSizeGreaterThan(100);
      assertThat(all).first().extracting(it -> it.get("number").asInt()).isEqualTo(1);
      List<JsonNode> named = events(prompt.answer("trace --last 100000 --type AppendEntries"));
      assertThat(named)
          .hasSizeGreaterThan(50)
          .allMatch(it -> it.get("message").asText().equals("AppendEntries"));
    }
  }

  private static boolean isHeartbeat(JsonNode event) {
    return event.path("purpose").asText().equals("HEARTBEAT");
  }

  @Test
  void a_program_reads_who_when_what_and_why() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(CRASH);
      JsonNode cluster = prompt.answer("trace --type dropped").get("clusters").get(0);
      assertThat(cluster.get("cluster").asText()).isEqualTo("raft");
      assertThat(cluster.get("runtime").asText()).isEqualTo("sim");
      assertThat(cluster.get("more").asInt()).isZero();
      assertThat(cluster.get("events")).hasSize(1);
      JsonNode dropped = cluster.get("events").get(0);
      assertThat(dropped.get("at_ms").asDouble()).isBetween(300.0, 1000.0);
      assertThat(dropped.get("node").asInt()).isEqualTo(3);
      assertThat(dropped.get("kind").asText()).isEqualTo("dropped");
      assertThat(dropped.get("message").asText()).isEqualTo("RequestVote");
      assertThat(dropped.get("purpose").asText()).isEqualTo("ELECTION");
      assertThat(dropped.get("from").asInt()).isEqualTo(1);
      assertThat(dropped.get("to").asInt()).isEqualTo(3);
      assertThat(dropped.get("because").asText()).isEqualTo("crashed");
      assertThat(dropped.get("text").asText()).endsWith("from n1: receiver down");
      JsonNode sent = event(prompt, dropped.get("cause").asLong());
      assertThat(sent.get("kind").asText()).isEqualTo("sent");
      assertThat(sent.get("message")).isEqualTo(dropped.get("message"));
      JsonNode fault = events(prompt.answer("trace --type fault")).get(0);
      assertThat(fault.get("node").isNull()).isTrue();
      assertThat(fault.get("cause").isNull()).isTrue();
    }
  }

  private static JsonNode event(Typed prompt, long number) throws Exception {
    return events(prompt.answer("trace --heartbeats --last 100000")).stream()
        .filter(it -> it.get("number").asLong() == number)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void several_clusters_stand_below_each_other_and_on_names_one() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; start bully 3 --sim; crash leader");
      List<String> both = prompt.type("trace --last 2 --type believes").lines().toList();
      assertThat(both.get(0)).isEqualTo("raft");
      assertThat(both.get(3)).startsWith("(").contains("more before these");
      assertThat(both.get(4)).isEqualTo("bully");
      assertThat(prompt.type("on bully trace --type Coordinator --last 1"))
          .contains("Coordinator[]")
          .doesNotContain("raft", "bully");
    }
  }

  @Test
  void nodes_are_named_as_elsewhere() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 5 --sim --seed 3; crash leader");
      JsonNode status = prompt.answer("status").get("clusters").get(0);
      int leader = status.get("leader").asInt();
      for (JsonNode event : events(prompt.answer("trace --node leader --last 1000"))) {
        boolean own = event.get("node").isNull() || event.get("node").asInt() == leader;
        assertThat(own || event.get("from").asInt() == leader).isTrue();
      }
      assertThat(events(prompt.answer("trace --node 1,2 --type persisted --last 1000")))
          .extracting(it -> it.get("node").asInt())
          .contains(1, 2)
          .doesNotContain(3, 4, 5);
    }
  }

  @Test
  void it_says_so_when_nothing_matches() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      assertThat(prompt.type("trace --type rejected"))
          .isEqualTo("(no event matches; heartbeats are left out)\n");
      assertThat(prompt.type("trace --type rejected --heartbeats"))
          .isEqualTo("(no event matches)\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "trace onn ~ unknown word 'onn'; did you mean on? known: on, off",
        "trace --last 0 ~ at least 1 line is printed, got 0; type: --last 100",
        "trace --last many ~ 'many' is not how many lines; type: --last 100",
        "trace --since noon ~ the trace begins at the last fault; type: trace --since fault",
        "trace --node 9 ~ node 9 does not exist; raft has nodes 1 to 3",
        "trace on --node 9 ~ node 9 does not exist; raft has nodes 1 to 3",
        "trace on --last 9 ~ trace on prints new events; for earlier ones, type: trace --last 100",
      })
  void wrong_input_is_answered_in_one_line(String typed, String error) {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      assertThat(prompt.error(typed)).isEqualTo(error);
    }
  }

  @Test
  void an_unknown_type_is_answered_with_the_nearest_and_with_all() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      assertThat(prompt.error("trace --type RequestVotes"))
          .startsWith(
              "unknown type 'RequestVotes'; did you mean RequestVote? known: AppendEntries,")
          .contains("refused, believes,")
          .doesNotContain("Coordinator", "\n");
      assertThat(prompt.error("trace --type believes,")).startsWith("unknown type ''");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"raft", "paxos"})
  void a_rule_that_breaks_because_of_a_lost_disk_blames_it(String algorithm) throws Exception {
    String twoLeaders =
        "cut 1-2; fire 2 ELECTION; wait 10ms; crash 3; restart 3 --amnesia; fire 1 ELECTION;"
            + " wait 10ms; heal; wait 200ms";
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("set follow off; start " + algorithm + " 3 --sim --seed 1; " + twoLeaders);
      assertThat(events(prompt.answer("trace --node 1 --type crashed")))
          .singleElement()
          .extracting(it -> it.get("text").asText())
          .asString()
          .startsWith("a rule of " + algorithm + " is broken: ")
          .containsPattern(
              "; a disk was lost before \\(n3 at [\\d.]+ ms\\), and nothing is promised");
    }
  }
}
