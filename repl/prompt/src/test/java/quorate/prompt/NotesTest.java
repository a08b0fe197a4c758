package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A setting under which an algorithm cannot work, or works otherwise, is not used without a word.
 */
class NotesTest {

  private static final String FEW = " --sim --trials 4 limit=3s --scenario startup ";

  @ParameterizedTest
  @CsvSource({
    "raft, election=1000ms heartbeat=100ms, nobody wins",
    "raft, election=1000ms heartbeat=100ms latency=1..5ms, nobody wins",
    "raft, election=400ms --nodes 2, nobody wins",
    "raft, persist=151ms, nobody can win",
    "raft, latency=150ms, nobody can win",
    "raft, latency=25ms ack-quorum=on, ack-quorum: a leader steps down",
    "paxos, persist=151ms, nothing can be decided",
    "paxos, latency=100ms, nothing can be decided",
    "highest-of-majority, latency=25ms, nobody can win",
    "highest-of-majority, persist=48ms, nobody can win",
  })
  void who_cannot_elect_is_named_and_does_not(String algorithm, String typed, String said)
      throws JsonProcessingException {
    try (Typed prompt = Typed.simulatingJson()) {
      JsonNode answer = prompt.answer("compare " + algorithm + FEW + typed);
      assertThat(notes(answer))
          .anyMatch(it -> it.startsWith(algorithm + ": ") && it.contains(said));
      assertThat(answer.at("/algorithms/0/settled").asInt()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "raft, persist=80ms, candidates may begin their next election",
    "raft, latency=5..120ms, leaders that are alive are suspected",
    "raft, election=150..150.5ms, votes split",
    "raft, election=400ms prevote=on, votes split",
    "paxos, latency=50ms, proposers may ask again",
    "paxos, election=400ms, has no chance in it",
    "bully, latency=50ms, higher nodes that are alive are taken for dead",
    "bully, latency=1ms+exp(12ms), may be taken for dead",
    "bully, election=60..90s, the cluster is followed for 3000 ms; type a longer limit: limit=900s",
    "highest-of-majority, latency=10..40ms, consent may come too late",
    "highest-of-majority, latency=30ms answer=100ms, coordinators step down again and again",
  })
  void who_works_otherwise_is_named(String algorithm, String typed, String said)
      throws JsonProcessingException {
    try (Typed prompt = Typed.simulatingJson()) {
      JsonNode answer = prompt.answer("compare " + algorithm + FEW.replace("4", "1") + typed);
      assertThat(notes(answer))
          .anyMatch(it -> it.startsWith(algorithm + ": ") && it.contains(said));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare raft paxos bully highest-of-majority" + FEW,
        "compare raft paxos bully highest-of-majority latency=24ms" + FEW,
        "compare bully highest-of-majority election=1000ms" + FEW,
        "compare raft paxos election=1000ms latency=200ms persist=1s --nodes 1" + FEW,
        "compare bully persist=151ms" + FEW,
        "start raft 1 --sim election=1000ms",
        "matrix raft bully --seeds 1 --nodes 3 --fault no-fault",
        "chaos raft --runs 2 --safety heartbeat=10ms",
      })
  void nothing_is_said_where_all_is_well(String typed) throws JsonProcessingException {
    try (Typed prompt = Typed.simulatingJson()) {
      JsonNode answer = prompt.answer(typed);
      assertThat(answer.get("ok").asBoolean()).isTrue();
      assertThat(answer.get("notes")).isEmpty();
    }
  }

  @Test
  void the_line_stands_below_the_table_wherever_there_is_one() {
    String said = "election timeouts are all 1000 ms";
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set election 1000ms");
      for (String typed :
          List.of(
              "start raft 3 --sim",
              "compare raft" + FEW,
              "sweep raft loss={0,1}%" + FEW,
              "matrix raft --seeds 1 --nodes 3 --fault no-fault",
              "chaos raft --runs 2 --safety")) {
        assertThat(prompt.type(typed)).as(typed).contains("\nnote  ").contains(said);
      }
    }
  }

  @Test
  void an_injected_delay_that_crosses_a_bound_is_named_and_other_faults_are_silent() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start bully 3 --sim");
      assertThat(prompt.type("delay 20ms")).doesNotContain("note");
      assertThat(prompt.type("delay 30ms"))
          .contains("note  bully: a question and its answer take 62 ms");
      assertThat(prompt.type("delay 90ms 1->2")).contains("can take 182 ms");
      assertThat(prompt.type("crash 3")).doesNotContain("note");
    }
  }

  private static List<String> notes(JsonNode answer) {
    List<String> notes = new ArrayList<>();
    answer.get("notes").forEach(note -> notes.add(note.asText()));
    return notes;
  }
}
