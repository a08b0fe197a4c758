package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import quorate.prompt.BrokenPromiseTest.Rash;

/** Runs through random faults: what is reported, and that what is printed can be typed. */
class ChaosTest {

  /** The first seed; messages are fast enough that a cluster seldom breaks when it starts. */
  private static final String BROKEN = "chaos rash --safety --runs 200 --seed 1 latency=1ms";

  /** The lines that are there to be typed. */
  private static String script(String report) {
    return report.substring(report.indexOf("\n# ") + 1, report.indexOf("\n\nagain: "));
  }

  private static ObjectNode answer(String typed) throws Exception {
    try (Typed prompt = Typed.with(new Rash(), true)) {
      prompt.type("set election 150..300ms");
      ObjectNode answer = (ObjectNode) prompt.answer(typed);
      answer.remove("command");
      return answer;
    }
  }

  @Test
  void honest_algorithms_pass_and_it_is_said_what_happened() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      String report = prompt.type("chaos raft --runs 40 prevote=on");
      assertThat(report)
          .contains("raft, 40 runs of 1 to 7 nodes in virtual time, seed 1")
          .contains("no promise broken; each time a leader came and stayed")
          .containsPattern("elections  [\\d,]+, and [\\d,]+ times a node became leader")
          .containsPattern("faults     crash [\\d,]+, restart")
          .endsWith("again: chaos raft --runs 40 --seed 1 prevote=on\n");
      assertThat(prompt.noted()).containsPattern("40 runs in [\\d.]+ s, [\\d.]+ ms each, on \\d+");
      assertThat(prompt.interpreter().exitStatus()).isZero();
      assertThat(prompt.session().all()).as("no cluster is left").isEmpty();
      assertThat(prompt.type("chaos bully --runs 10")).contains("it promises nothing that holds");
    }
    try (Typed prompt = Typed.simulatingJson()) {
      JsonNode answer = prompt.answer("chaos paxos --runs 20 --nodes 3");
      assertThat(answer.get("ok").asBoolean()).isTrue();
      assertThat(answer.get("nodes").asInt()).isEqualTo(3);
      assertThat(answer.get("elections").asInt()).isPositive();
      assertThat(answer.get("faults").get("fire").asInt()).isPositive();
      assertThat(answer.get("failure").isNull()).isTrue();
      assertThat(answer.get("violations")).isEmpty();
    }
  }

  @Test
  void the_report_is_the_same_for_any_number_of_threads() throws Exception {
    ObjectNode one = answer(BROKEN + " --threads 1");
    assertThat(one.get("ok").asBoolean()).isFalse();
    assertThat(one.get("failure").get("run").asInt()).isEqualTo(one.get("runs").asInt());
    for (int threads = 2; threads <= 5; threads++) {
      assertThat(answer(BROKEN + " --threads " + threads)).isEqualTo(one);
    }
    assertThat(answer(BROKEN.replace("--seed 1", "--seed 2"))).isNotEqualTo(one);
  }

  @Test
  void a_broken_promise_is_shrunk_to_lines_that_break_it_again_when_they_are_typed() {
    String violation;
    String script;
    try (Typed prompt = Typed.with(new Rash(), false)) {
      prompt.type("set election 150..300ms");
      String report = prompt.type(BROKEN);
      assertThat(report).containsPattern("run \\d+ broke a promise: two leaders in epoch 1");
      assertThat(report)
          .containsPattern("shrunk from \\d nodes? and \\d+ faults? to 2 nodes and [12] fault");
      assertThat(prompt.noted()).contains("because, newest first:");
      assertThat(prompt.interpreter().exitStatus()).isEqualTo(3);
      violation = violation(prompt);
      script = script(report);
    }
    assertThat(script.lines().toList())
        .startsWith("# " + violation.substring("violation: ".length()))
        .endsWith("set follow on", "observe end")
        .anyMatch(line -> line.startsWith("start rash 2 --sim --seed "))
        .anyMatch(line -> line.startsWith("crash "))
        .hasSizeLessThanOrEqualTo(12);
    try (Typed fresh = Typed.with(new Rash(), false)) {
      fresh.type("set election 150..300ms");
      assertThat(fresh.type(script)).contains("observed");
      assertThat(violation(fresh)).as("to the tenth of a millisecond").isEqualTo(violation);
      assertThat(fresh.interpreter().exitStatus()).isEqualTo(3);
    }
  }

  private static String violation(Typed prompt) {
    return prompt
        .noted()
        .lines()
        .filter(line -> line.startsWith("violation: "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_cluster_that_does_not_recover_is_a_failure_that_can_be_looked_at() {
    try (Typed prompt = Typed.simulating()) {
      String report = prompt.type("chaos paxos backoff=off --nodes 3 --runs 500 latency=1ms");
      assertThat(report).containsPattern("run \\d+ did not recover: no leader came and stayed");
      assertThat(prompt.noted()).as("there is no chain of causes to note").hasLineCount(1);
      assertThat(prompt.interpreter().exitStatus()).isEqualTo(3);
      String script = script(report);
      assertThat(script).contains(" backoff=off\n").endsWith("\nobserve end\nstatus");
      assertThat(script.lines().count()).isLessThan(25);
    }
  }

  @Test
  void settings_and_what_is_typed_are_not_drawn() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set election 200..500ms");
      String report = prompt.type("chaos raft --nodes 1 --runs 3 persist='1ms + 1ms'");
      assertThat(report)
          .contains("raft, 3 runs of 1 node in")
          .endsWith(
              "again: chaos raft --runs 3 --seed 1 --nodes 1 'persist=1ms + 1ms'"
                  + " election=200..500ms\n");
      String again = report.substring(report.indexOf("again: ") + "again: ".length());
      prompt.type("set election 150..300ms");
      assertThat(prompt.type(again)).isEqualTo(report);
    }
  }

  @Test
  void wrong_input_is_one_line_that_says_what_to_type() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.error("chaos rafft")).contains("unknown algorithm 'rafft'", "mean raft?");
      assertThat(prompt.error("chaos")).startsWith("chaos needs more; type: chaos ALGORITHM");
      for (String wrong :
          List.of(
              "chaos raft --runs 0",
              "chaos raft --runs many",
              "chaos raft --nodes 0",
              "chaos raft --nodes 102",
              "chaos raft --threads 0",
              "chaos raft 5",
              "chaos raft down=1",
              "chaos raft prevot=on",
              "chaos raft prevote=perhaps",
              "chaos raft heartbeat=200ms",
              "chaos raft latency[1->2]=5ms",
              "chaos raft logs=0..4",
              "chaos raft logs=0..4 shuffled")) {
        assertThat(prompt.error(wrong)).as(wrong).isNotBlank().hasLineCount(1);
        assertThat(prompt.printed()).as(wrong).isEmpty();
      }
      assertThat(prompt.interpreter().exitStatus()).isEqualTo(1);
    }
  }

  @Test
  void ctrl_c_ends_it_and_leaves_nothing_running() {
    try (Typed prompt = Typed.simulating()) {
      Thread.currentThread().interrupt();
      String answer = prompt.type("chaos raft --runs 1000000") + prompt.noted();
      assertThat(answer).containsAnyOf("interrupted", "stopped: ");
      assertThat(Thread.getAllStackTraces().values())
          .flatMap(List::of)
          .noneMatch(frame -> frame.getClassName().startsWith("quorate.experiments.chaos"));
    }
  }
}
