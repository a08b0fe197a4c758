package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ways into a wrong verdict of a chapter that somebody found by playing it. Before the bar stands
 * the exercise and what is typed in it, behind it what the course says last.
 */
class MischiefByHandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9; b; start paxos 5; set follow off; crash leader; drop Accept from 1; fire 1 ELECTION;"
            + " wait 5ms; set follow on; fire 2 ELECTION | Another node than n5 began",
        "10; b; skip; b; start paxos 3 backoff=off latency=10ms election=150..151ms;"
            + " set follow off; crash 3 | Let them go on for ten seconds",
        "18; b; set heartbeat 20ms; sweep bully election={75..150,200..400,400..800}ms"
            + " latency=20..60ms loss=10% --trials 2 | This chapter is about five nodes of Raft",
        "20; 20; start raft 3 heartbeat=100ms; set follow off; cut leader-follower; wait 10s"
            + " | ",
        "21; a; start raft 5; resign leader; partition 1,2 | More was done to this cluster",
        "21; a; start raft 5 check-quorum=on; isolate leader; wait 1s | ",
        "22; c; skip; predict 0; start raft 5; start paxos 5; counts --reset; stop all;"
            + " start raft 5; start paxos 5; wait 10s; counts | The election at the start"
      })
  void what_is_no_run_of_the_step_is_not_judged(String mischief) throws Exception {
    List<String> parts = List.of(mischief.split(" \\| ", 2));
    try (Typed prompt = Typed.json()) {
      JsonNode said = null;
      for (String line : ("exercise " + parts.get(0)).split("; ")) {
        String typed = line.matches("\\d+") ? "predict " + line : line;
        said = prompt.answer(typed).path("exercise");
        assertThat(said.path("reached").asBoolean()).as(typed).isFalse();
      }
      assertThat(said.path("said").asText().replaceAll("\\s+", " ")).contains(parts.get(1).strip());
    }
  }
}
