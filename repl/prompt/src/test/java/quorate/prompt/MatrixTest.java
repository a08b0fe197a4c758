package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quorate.lab.cluster.Catalog;

/** The whole matrix, in virtual time, and what it must say by what is known of the algorithms. */
class MatrixTest {

  private static List<JsonNode> cells;

  @BeforeAll
  static void the_whole_matrix() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      JsonNode answer = prompt.answer("matrix --seeds 5");
      assertThat(answer.get("ok").asBoolean()).as(prompt.noted()).isTrue();
      assertThat(answer.get("nodes").asInt()).isEqualTo(5);
      cells = new ArrayList<>();
      answer.get("cells").forEach(cells::add);
    }
  }

  private static JsonNode cell(String algorithm, String fault) {
    return cells.stream()
        .filter(
            it ->
                it.get("algorithm").asText().equals(algorithm)
                    && it.get("options").isEmpty()
                    && it.get("fault").asText().equals(fault))
        .findFirst()
        .orElseThrow();
  }

  private static String outcome(String algorithm, String fault) {
    return cell(algorithm, fault).get("outcome").asText();
  }

  @Test
  void every_variant_meets_every_fault() {
    int variants = Catalog.load().all().stream().mapToInt(it -> it.variants().size()).sum();
    assertThat(variants).isGreaterThanOrEqualTo(8);
    assertThat(cells).hasSize(variants * 21);
    assertThat(cells)
        .allSatisfy(
            cell ->
                assertThat(cell.get("outcome").asText())
                    .isIn("kept", "broken", "stuck", "not promised"));
  }

  @Test
  void raft_and_paxos_never_have_two_leaders_in_one_epoch() {
    for (JsonNode cell : cells) {
      if (List.of("raft", "paxos").contains(cell.get("algorithm").asText())) {
        assertThat(cell.get("same_epoch_leaders").asInt()).as(cell.toString()).isZero();
        assertThat(cell.get("outcome").asText()).as(cell.toString()).isNotEqualTo("broken");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "partition-leader-away",
    "partition-even",
    "paused-leader",
    "isolate-follower-and-back"
  })
  void bully_has_two_leaders_that_nothing_tells_apart(String fault) {
    assertThat(outcome("bully", fault)).isEqualTo("broken");
    assertThat(cell("bully", fault).get("two_leaders_ms").asDouble()).isPositive();
  }

  @Test
  void a_deaf_node_costs_plain_raft_half_of_the_time_and_its_variants_nothing() {
    JsonNode plain = cell("raft", "deaf-node");
    assertThat(plain.get("served").asDouble()).isBetween(0.4, 0.7);
    assertThat(plain.get("new_leaders").asDouble()).isGreaterThan(10);
    assertThat(plain.get("epochs").asDouble()).isGreaterThan(30);
    for (JsonNode cell : cells) {
      if (cell.get("fault").asText().equals("deaf-node")
          && cell.get("options").path("recent-leader").asText().equals("on")) {
        assertThat(cell.get("served").asDouble()).isGreaterThan(0.99);
        assertThat(cell.get("new_leaders").asDouble()).isZero();
      }
    }
  }

  @Test
  void every_cell_that_is_not_kept_comes_back() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      for (JsonNode cell : cells) {
        if (cell.get("outcome").asText().equals("broken")) {
          JsonNode again = prompt.answer("replay " + cell.get("replay").asText());
          assertThat(again.get("ok").asBoolean()).as(again.toString()).isTrue();
          prompt.type("stop all");
        }
      }
    }
  }

  @Test
  void a_part_of_it_is_printed_as_a_table() {
    try (Typed prompt = Typed.simulating()) {
      String text =
          prompt.type("matrix raft bully --fault partition-even --nodes 4 --seeds 3 --replays");
      assertThat(text)
          .startsWith("4 nodes, 3 runs of each, in virtual time, seed 1")
          .contains("raft a", "prevote=on", "broken", "not promised")
          .contains("replay raft/4/partition-even/seed=1/trial=");
    }
  }

  @Test
  void the_number_of_threads_changes_nothing() throws Exception {
    assertThat(report("matrix paxos bully --seeds 2 --threads 1"))
        .isEqualTo(report("matrix paxos bully --seeds 2 --threads 3"));
  }

  private static ObjectNode report(String typed) throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      ObjectNode report = (ObjectNode) prompt.answer(typed);
      report.remove("command");
      return report;
    }
  }

  /** With one short fault, as the others take their time. */
  @Test
  @Tag("tcp")
  void over_tcp_it_stands_beside_virtual_time() throws Exception {
    try (Typed prompt = Typed.json()) {
      JsonNode answer = prompt.answer("matrix paxos --tcp --fault rejoin-highest --nodes 3");
      assertThat(answer.get("runtime").asText()).isEqualTo("tcp");
      for (JsonNode cell : answer.get("cells")) {
        assertThat(cell.get("outcome").asText()).isEqualTo("kept");
        assertThat(cell.get("replay").isNull()).isTrue();
      }
      assertThat(prompt.session().all()).isEmpty();
    }
  }

  /** Its time begins when the processes run: their start takes longer than it gives. */
  @Test
  @Tag("tcp")
  void with_processes_it_stands_beside_virtual_time_too() throws Exception {
    try (Typed prompt = Typed.json()) {
      JsonNode answer = prompt.answer("matrix bully --processes --fault rejoin-highest --nodes 3");
      assertThat(answer.get("runtime").asText()).isEqualTo("processes");
      assertThat(answer.get("cells")).hasSize(1);
      assertThat(answer.get("cells").get(0).get("recovered").asBoolean()).isTrue();
      assertThat(prompt.session().all()).isEmpty();
    }
  }

  @Test
  void tcp_and_processes_exclude_each_other() {
    try (Typed prompt = Typed.text()) {
      assertThat(prompt.error("matrix --tcp --processes")).contains("exclude each other");
    }
  }
}
