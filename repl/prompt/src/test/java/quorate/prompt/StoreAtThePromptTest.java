package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store, the zombies that write to it, and the harm that they do. */
class StoreAtThePromptTest {

  @ParameterizedTest
  @CsvSource({"raft", "paxos", "lease", "bully"})
  void a_leader_that_was_paused_writes_when_it_resumes(String algorithm)
      throws JsonProcessingException {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start " + algorithm + " 3 --sim --seed 1; store fencing=off");
      JsonNode result = prompt.answer("pause leader for 1s").get("results").get(0);
      JsonNode decided = result.get("writes").get("without_fencing");
      assertThat(decided.get("accepted").asInt()).isGreaterThan(10);
      assertThat(decided.get("from_overtaken_leader").asInt()).isPositive();
      assertThat(decided.get("refused").asInt()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"raft, 0", "raft prevote=on, 0", "paxos, 0", "lease, 0", "bully, 30"})
  void without_fencing_each_run_has_a_stale_write_and_with_fencing_none_unless_there_is_no_token(
      String algorithm, int harmedWithFencing) throws JsonProcessingException {
    String[] words = algorithm.split(" ", 2);
    try (Typed prompt = Typed.simulatingJson()) {
      JsonNode all =
          prompt
              .answer(
                  "compare %s --scenario zombie-leader --trials 30 --sim --seed 1 %s"
                      .formatted(words[0], words.length > 1 ? words[1] : ""))
              .get("algorithms")
              .get(0);
      assertThat(all.get("settled").asInt()).isEqualTo(30);
      JsonNode harmed = all.get("harmed_trials");
      assertThat(harmed.get("without_fencing").get("harmed").asInt()).isEqualTo(30);
      assertThat(harmed.get("with_fencing").get("trials").asInt()).isEqualTo(30);
      assertThat(harmed.get("with_fencing").get("harmed").asInt()).isEqualTo(harmedWithFencing);
      assertThat(harmed.get("with_fencing").get("cannot_be_fenced").asBoolean())
          .isEqualTo(harmedWithFencing > 0);
    }
  }

  @Test
  void the_tables_say_what_fencing_is_worth() {
    try (Typed prompt = Typed.simulating()) {
      String compared =
          prompt.type("compare raft bully --scenario zombie-leader --trials 5 --sim --seed 1");
      assertThat(compared)
          .containsPattern("harm, no fencing +5 of 5 +5 of 5")
          .containsPattern("harm, fencing +0 of 5 +5 of 5")
          .contains("bully: no tokens: it cannot be fenced");
      assertThat(prompt.type("matrix raft bully --fault zombie-leader --seeds 3"))
          .containsPattern("harm, no fencing +3 of 3 ")
          .containsPattern("harm, fencing +0 of 3 ")
          .contains("in how many runs a store accepted a write of a leader");
    }
  }

  /** The two clusters differ in nothing but the store. */
  @Test
  void what_leaders_write_counts_as_no_message_of_an_election() throws JsonProcessingException {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 3 --sim --seed 1 --name plain; start raft 3 --sim --seed 1");
      prompt.type("on raft store");
      prompt.type("on plain wait 150ms");
      JsonNode results = prompt.answer("crash leader").get("results");
      JsonNode plain = results.get(0).get("messages");
      JsonNode written = results.get(1).get("messages");
      assertThat(written.get("sent")).isEqualTo(plain.get("sent"));
      assertThat(written.get("by_purpose").get("ELECTION"))
          .isEqualTo(plain.get("by_purpose").get("ELECTION"));
      assertThat(results.get(0).has("writes")).isFalse();
      assertThat(results.get(1).has("writes")).isTrue();
      JsonNode counts = prompt.answer("counts").get("clusters");
      assertThat(counts.get(0).get("messages").get("by_purpose").has("WRITE")).isFalse();
      assertThat(counts.get(1).get("messages").get("by_purpose").get("WRITE").get("sent").asInt())
          .isPositive();
    }
  }

  @Test
  void status_has_a_row_for_the_store_and_counts_its_writes() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim --seed 1; store fencing=on pace=20ms; wait 500ms");
      assertThat(prompt.type("status"))
          .containsPattern("store +fencing on, a write every 20 ms")
          .containsPattern("writes accepted +\\d+")
          .containsPattern("harm, fencing +none");
      prompt.type("cut leader-store; wait 500ms");
      assertThat(prompt.type("status")).containsPattern("writes lost +\\d\\d");
      prompt.type("store off; crash store");
      assertThat(prompt.type("status")).containsPattern("store +crashed");
    }
  }

  @Test
  void what_is_not_typed_stays_as_it_is() throws JsonProcessingException {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 3 --sim --seed 1; store pace=20ms work=5ms; store fencing=on");
      JsonNode store = prompt.answer("status").get("clusters").get(0).get("store");
      assertThat(store.toString()).isEqualTo("{\"fencing\":true,\"pace_ms\":20.0,\"work_ms\":5.0}");
      prompt.type("store pace=30ms");
      store = prompt.answer("status").get("clusters").get(0).get("store");
      assertThat(store.get("work_ms").asDouble()).isEqualTo(30);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "store fast ~ unknown setting of a store 'fast'; known: fencing, pace, work",
        "store fencing=maybe ~ fencing is on or off, got 'maybe'",
        "store pace=1ms pace=2ms ~ pace is typed twice",
        "store work=1s ~ the work before a write takes longer than the pace; type a shorter work="
            + " or a longer pace=",
        "store pace=0ms ~ a leader writes every 1 ms at most; type: pace=1ms",
        "crash store ~ raft has no store; it has nodes 1 to 3",
        "store off all ~ 'all' is not understood by store; type: store [off] [fencing=on|off]"
            + " [pace=TIME] [work=TIME]",
      })
  void what_cannot_be_is_said_in_a_line(String typed, String error) throws JsonProcessingException {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 3 --sim --seed 1");
      assertThat(prompt.answer(typed).get("error").asText()).isEqualTo(error);
    }
  }

  @Test
  void a_run_with_a_store_comes_back_in_time_and_from_a_file(@TempDir Path folder)
      throws JsonProcessingException {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 3 --sim --seed 1; store; pause leader for 1s; wait 200ms");
      prompt.type("goto 1800ms");
      JsonNode end = prompt.answer("status").get("clusters").get(0);
      prompt.type("goto 200ms");
      assertThat(prompt.answer("status").get("clusters").get(0).has("writes")).isFalse();
      prompt.type("goto 1800ms");
      assertThat(prompt.answer("status").get("clusters").get(0)).isEqualTo(end);
      String file = folder.resolve("run.jsonl").toString();
      prompt.type("export jsonl " + file + "; stop all; open " + file);
      JsonNode again = prompt.answer("status").get("clusters").get(0);
      assertThat(again.get("fingerprint")).isEqualTo(end.get("fingerprint"));
      assertThat(again.get("writes")).isEqualTo(end.get("writes"));
      assertThat(again.get("store")).isEqualTo(end.get("store"));
    }
  }
}
