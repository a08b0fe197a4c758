package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clusters of processes at the prompt: the commands and answers of those in one program. */
@Tag("tcp")
class ProcessesAtThePromptTest {

  private static final String LIFE =
      "crash leader; pause leader for 300ms; partition 1; heal; restart all; status; counts; net;"
          + " inspect 1; why leader";

  private static List<JsonNode> answers(String start) throws Exception {
    try (Typed prompt = Typed.json()) {
      return prompt.answers(start + "; " + LIFE);
    }
  }

  /** The names of all that an answer has, wherever they are; not those of nodes and messages. */
  private static void addNames(JsonNode json, TreeSet<String> names) {
    json.properties()
        .forEach(
            it -> {
              if (it.getKey().matches("[a-z_]+")) {
                names.add(it.getKey());
              }
              addNames(it.getValue(), names);
            });
    if (json.isArray()) {
      json.forEach(it -> addNames(it, names));
    }
  }

  private static TreeSet<String> names(JsonNode json) {
    TreeSet<String> names = new TreeSet<>();
    addNames(json, names);
    names.removeAll(List.of("crashed", "cut", "connection_lost", "reason")); // a matter of chance
    return names;
  }

  @Test
  void every_answer_has_what_it_has_over_tcp_and_no_process_is_left() throws Exception {
    List<JsonNode> inOne = answers("start raft 3");
    List<JsonNode> processes = answers("start raft 3 --processes");

    assertThat(processes).hasSameSizeAs(inOne).allMatch(it -> it.get("ok").asBoolean());
    List<String> different = new ArrayList<>();
    for (int i = 0; i < inOne.size(); i++) {
      if (!names(processes.get(i)).equals(names(inOne.get(i)))) {
        different.add(inOne.get(i) + "\n" + processes.get(i));
      }
    }
    assertThat(different).isEmpty();
    assertThat(processes.get(0).get("results").get(0).get("runtime").asText())
        .isEqualTo("processes");
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @Test
  void what_cannot_be_is_said_in_one_line() throws Exception {
    try (Typed prompt = Typed.json()) {
      List<JsonNode> answers =
          prompt.answers(
              "start raft 16 --processes; start raft 3 --sim --processes; set runtime process");

      assertThat(answers)
          .extracting(it -> it.get("error").asText())
          .containsExactly(
              "a cluster of processes has at most 15 nodes, got 16",
              "--sim and --processes exclude each other",
              "runtime is tcp, sim or processes, got 'process'");
    }
  }
}
