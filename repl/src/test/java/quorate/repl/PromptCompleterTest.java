package quorate.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PromptCompleterTest {

  private static List<String> completions(Typed prompt, String begun, String... before) {
    List<Candidate> candidates = new ArrayList<>();
    new PromptCompleter(prompt.interpreter().language())
        .complete(List.of(before), begun, candidates);
    return candidates.stream().map(Candidate::value).toList();
  }

  @Test
  void commands_come_first_each_with_its_description() {
    try (Typed prompt = Typed.text()) {
      List<Candidate> candidates = new ArrayList<>();
      new PromptCompleter(prompt.interpreter().language()).complete(List.of(), "", candidates);
      assertThat(candidates).extracting(Candidate::value).contains("start", "crash", "compare");
      assertThat(candidates).extracting(Candidate::descr).doesNotContainNull();
    }
  }

  @Test
  void start_completes_algorithms_and_then_their_options() {
    try (Typed prompt = Typed.text()) {
      assertThat(completions(prompt, "", "start")).containsExactly("bully", "paxos", "raft");
      assertThat(completions(prompt, "", "start", "paxos", "5"))
          .containsExactly("heartbeat=", "election=", "answer=", "learning=");
      assertThat(completions(prompt, "", "start", "raft", "5", "--sim"))
          .startsWith(
              "heartbeat=", "election=", "answer=", "latency=", "persist=", "loss=", "logs=");
      assertThat(completions(prompt, "--", "start", "raft", "5")).contains("--name", "--seed");
    }
  }

  @Test
  void trials_complete_algorithms_options_and_keys() {
    try (Typed prompt = Typed.text()) {
      assertThat(completions(prompt, "", "compare", "raft"))
          .contains("paxos", "--sim", "--csv", "election=", "down=", "logs=")
          .doesNotContain("raft", "learning=", "latency=");
      assertThat(completions(prompt, "", "sweep", "paxos", "--sim"))
          .contains("learning=", "latency=");
      assertThat(completions(prompt, "", "compare", "raft", "--scenario"))
          .contains("crash-leader")
          .doesNotContain("paxos");
      assertThat(completions(prompt, "", "compare", "raft", "logs=0..4")).contains("shuffled");
    }
  }

  @Test
  @Tag("tcp")
  void faults_complete_the_nodes_of_the_clusters_that_run_and_on_completes_commands() {
    try (Typed prompt = Typed.text()) {
      assertThat(completions(prompt, "", "crash"))
          .containsExactly("leader", "followers", "all", "random");
      prompt.type("start raft 3");
      assertThat(completions(prompt, "", "crash")).contains("1", "2", "3").doesNotContain("4");
      assertThat(completions(prompt, "", "on")).containsExactly("raft");
      assertThat(completions(prompt, "", "on", "raft")).contains("crash");
      assertThat(completions(prompt, "", "on", "raft", "crash")).contains("leader");
      assertThat(completions(prompt, "", "stop")).containsExactly("raft", "all");
    }
  }

  @Test
  void what_is_no_command_completes_nothing() {
    try (Typed prompt = Typed.text()) {
      assertThat(completions(prompt, "", "bogus")).isEmpty();
    }
  }
}
