package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import quorate.experiments.language.FaultRow;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.NodeSelection;
import quorate.prompt.verbs.Verb;

class PromptCompleterTest {

  private static List<String> completions(Typed prompt, String... before) {
    return candidates(prompt, before).stream().map(Candidate::value).toList();
  }

  private static List<Candidate> candidates(Typed prompt, String... before) {
    return begun(prompt, "", before);
  }

  /** What can be typed where a word is begun already. */
  private static List<Candidate> begun(Typed prompt, String word, String... before) {
    List<Candidate> candidates = new ArrayList<>();
    PromptCompleter completer = new PromptCompleter(prompt.interpreter().language());
    completer.complete(List.of(before), word, candidates);
    return candidates;
  }

  /** What a list says beside a word. */
  private static String meaning(List<Candidate> candidates, String word) {
    return candidates.stream()
        .filter(it -> it.value().equals(word))
        .map(Candidate::descr)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void at_an_empty_line_come_the_ten_commands_to_begin_with() {
    try (Typed prompt = Typed.text()) {
      List<Candidate> candidates = candidates(prompt);
      assertThat(candidates).hasSize(10).extracting(Candidate::descr).doesNotContainNull();
      assertThat(candidates.stream().sorted().map(Candidate::value)).startsWith("start", "status");
    }
  }

  @Test
  void a_word_that_is_begun_can_become_any_command_and_the_most_useful_comes_first() {
    try (Typed prompt = Typed.text()) {
      List<Candidate> candidates = begun(prompt, "s");
      assertThat(candidates).extracting(Candidate::descr).doesNotContainNull();
      assertThat(candidates.stream().sorted().map(Candidate::value))
          .startsWith("start")
          .contains("stop", "sweep", "loss", "quit");
    }
  }

  @Test
  void a_key_completes_its_values_and_says_which_one_holds_unless_typed() {
    try (Typed prompt = Typed.text()) {
      List<Candidate> prevote = begun(prompt, "prevote=", "start", "raft", "5");
      assertThat(prevote)
          .extracting(Candidate::value)
          .containsExactlyInAnyOrder("prevote=on", "prevote=off");
      assertThat(meaning(prevote, "prevote=off")).isEqualTo("the default");
      assertThat(begun(prompt, "learning=", "start", "paxos", "5"))
          .extracting(Candidate::value)
          .contains("learning=everyone");
      assertThat(begun(prompt, "election=5", "compare", "raft"))
          .extracting(Candidate::value)
          .contains("election=500..800ms");
      assertThat(begun(prompt, "latency=", "start", "raft", "5", "--sim"))
          .extracting(Candidate::value)
          .contains("latency=exp(2.5ms)", "latency=1..5ms");
      assertThat(meaning(begun(prompt, "logs=", "start", "raft", "5"), "logs=0"))
          .contains("the default", "index");
      assertThat(completions(prompt, "set", "follow")).containsExactly("on", "off");
      assertThat(meaning(candidates(prompt, "set", "heartbeat"), "50ms")).isEqualTo("now");
    }
  }

  @Test
  void nodes_and_links_say_how_they_are_now() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; crash leader; start bully 2 --sim; cut 1-2");
      List<Candidate> nodes = candidates(prompt, "on", "raft", "restart");
      assertThat(nodes).extracting(Candidate::descr).contains("crashed").doesNotContainNull();
      assertThat(nodes).extracting(Candidate::descr).anyMatch(it -> it.startsWith("leads epoch"));
      assertThat(meaning(candidates(prompt, "restart"), "1")).matches("raft .*; bully .*");
      assertThat(meaning(candidates(prompt, "on", "raft", "heal"), "1-2")).isEqualTo("cut");
      assertThat(candidates(prompt, "on", "nobody", "crash")).isEmpty();
    }
  }

  @Test
  void a_list_goes_on_behind_a_comma() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      assertThat(begun(prompt, "1,2,", "crash"))
          .extracting(Candidate::value)
          .contains("1,2,3", "1,2,leader");
      assertThat(begun(prompt, "1-2,", "cut")).extracting(Candidate::value).contains("1-2,2->3");
      assertThat(begun(prompt, "RequestVote,", "trace", "--type"))
          .extracting(Candidate::value)
          .contains("RequestVote,refused");
    }
  }

  @Test
  void timers_say_where_they_are_pending_and_exercises_how_far_one_has_come() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      assertThat(meaning(candidates(prompt, "fire", "2"), "HEARTBEAT"))
          .matches("pending on n[123]");
      assertThat(meaning(candidates(prompt, "exercise"), "1")).doesNotContain(";");
      prompt.type("stop all; exercise 1; leave");
      assertThat(meaning(candidates(prompt, "exercise"), "1")).isNotEmpty();
    }
  }

  @Test
  void start_completes_algorithms_and_then_their_options() {
    try (Typed prompt = Typed.text()) {
      assertThat(completions(prompt, "start")).contains("bully", "paxos", "raft");
      assertThat(completions(prompt, "start", "paxos", "5"))
          .startsWith("heartbeat=", "election=", "answer=", "learning=");
      assertThat(completions(prompt, "start", "raft", "5", "--sim"))
          .startsWith(
              "heartbeat=", "election=", "answer=", "latency=", "persist=", "loss=", "logs=");
      assertThat(completions(prompt, "start", "raft", "5")).contains("--name", "--seed");
    }
  }

  @Test
  void a_sweep_is_offered_several_values_at_once() {
    try (Typed prompt = Typed.simulating()) {
      String several = "election={150..300ms,300..600ms,500..800ms}";
      assertThat(values(begun(prompt, "election=", "sweep", "raft"))).contains(several);
      assertThat(values(begun(prompt, "election=", "compare", "raft"))).doesNotContain(several);
      assertThat(values(begun(prompt, "prevote=", "sweep", "raft"))).contains("prevote={on,off}");
      assertThat(prompt.type("sweep raft " + several + " --sim --trials 2")).contains("500..800ms");
    }
  }

  @Test
  void replay_is_offered_the_trials_of_the_last_report_that_are_worth_a_look() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(completions(prompt, "replay")).isEmpty();
      prompt.type("compare raft bully --sim --trials 5");
      assertThat(completions(prompt, "replay"))
          .hasSize(2)
          .allMatch(id -> prompt.type("replay " + id).contains("crash-leader"));
    }
  }

  private static List<String> values(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::value).toList();
  }

  @Test
  void every_word_of_every_fault_is_one_that_completion_knows() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      for (FaultRow<?> fault : FaultRows.all().values()) {
        List<String> words = new ArrayList<>(List.of(fault.word()));
        for (int slot = 1; slot < fault.usage().split(" ").length; slot++) {
          completions(prompt, words.toArray(String[]::new));
          words.add("something");
        }
      }
    }
  }

  @Test
  void every_kind_of_word_that_a_command_takes_is_one_that_completion_knows() {
    try (Typed prompt = Typed.text()) {
      prompt.interpreter().language().all().values().stream()
          .map(CommandLine::getCommandSpec)
          .forEach(
              spec -> {
                Verb verb = (Verb) spec.userObject();
                spec.args().forEach(it -> verb.completions(it.paramLabel(), List.of()));
                assertThat(spec.options()).allMatch(option -> option.description().length > 0);
              });
    }
  }

  @Test
  void a_word_that_can_be_typed_next_says_what_it_means() {
    try (Typed prompt = Typed.simulating()) {
      for (String command :
          List.of("start", "compare", "run", "experiment", "help", "exercise", "set", "wait")) {
        assertThat(candidates(prompt, command)).as(command).isNotEmpty();
        assertThat(candidates(prompt, command)).extracting(Candidate::descr).doesNotContainNull();
      }
      assertThat(candidates(prompt, "compare"))
          .filteredOn(it -> it.value().equals("down="))
          .extracting(Candidate::descr)
          .containsExactly("nodes that are never started");
    }
  }

  @Test
  void options_and_their_values_take_no_place_among_the_parameters() {
    try (Typed prompt = Typed.text()) {
      assertThat(completions(prompt, "start", "--name", "calm", "--sim")).contains("raft");
      assertThat(completions(prompt, "start", "--sim", "raft")).contains("5");
    }
  }

  @Test
  void trials_complete_algorithms_options_and_keys() {
    try (Typed prompt = Typed.text()) {
      assertThat(completions(prompt, "compare", "raft"))
          .contains("paxos", "--sim", "--csv", "election=", "down=", "logs=")
          .doesNotContain("raft", "learning=", "latency=");
      assertThat(completions(prompt, "sweep", "paxos", "--sim")).contains("learning=", "latency=");
      assertThat(completions(prompt, "compare", "raft", "--scenario"))
          .contains("crash-leader")
          .doesNotContain("paxos");
      assertThat(completions(prompt, "compare", "raft", "logs=0..4")).contains("shuffled");
    }
  }

  @Test
  @Tag("tcp")
  void faults_complete_the_nodes_of_the_clusters_that_run_and_on_completes_commands() {
    try (Typed prompt = Typed.text()) {
      assertThat(completions(prompt, "crash")).containsExactlyElementsOf(NodeSelection.WORDS);
      prompt.type("start raft 3");
      assertThat(completions(prompt, "crash")).contains("1", "2", "3").doesNotContain("4");
      assertThat(completions(prompt, "on")).containsExactly("raft");
      assertThat(completions(prompt, "on", "raft")).contains("crash");
      assertThat(completions(prompt, "on", "raft", "crash")).contains("leader");
      assertThat(completions(prompt, "stop")).containsExactly("raft", "all");
    }
  }

  @Test
  void a_fault_completes_what_its_usage_names() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; start bully 2 --sim");
      assertThat(completions(prompt, "pause", "leader")).containsExactly("for");
      assertThat(completions(prompt, "pause", "leader", "for")).contains("2s");
      assertThat(completions(prompt, "restart", "3")).containsExactly("--amnesia");
      assertThat(completions(prompt, "drift")).contains("leader", "3", "heal");
      assertThat(completions(prompt, "drift", "leader")).contains("1.05", "0.9");
      assertThat(completions(prompt, "drift", "leader", "2")).isEmpty();
      assertThat(completions(prompt, "drift", "heal")).isEmpty();
      assertThat(completions(prompt, "partition", "1,2")).containsExactly("|");
      assertThat(completions(prompt, "partition", "1", "|")).contains("2", "leader");
      assertThat(completions(prompt, "partition", "1", "|", "2")).containsExactly("|");
      assertThat(completions(prompt, "cut"))
          .contains("leader->followers", "1-2", "1->2", "3->1")
          .doesNotContain("3-1", "1-1", "1->4");
      assertThat(completions(prompt, "cut", "1-2")).isEmpty();
      assertThat(completions(prompt, "loss")).contains("20%").doesNotContain("1->2");
      assertThat(completions(prompt, "loss", "20%")).contains("1->2");
      assertThat(completions(prompt, "heal")).contains("1-2");
      assertThat(completions(prompt, "drop"))
          .contains("RequestVote", "AppendEntries", "Coordinator")
          .doesNotHaveDuplicates();
      assertThat(completions(prompt, "drop", "Answer")).containsExactly("from", "to", "next");
      assertThat(completions(prompt, "drop", "Answer", "to")).contains("leader", "2");
      assertThat(completions(prompt, "drop", "Answer", "to", "2")).containsExactly("next");
      assertThat(completions(prompt, "drop", "Answer", "to", "2", "next")).isEmpty();
      assertThat(completions(prompt, "fire", "2")).contains("ELECTION", "HEARTBEAT");
      assertThat(completions(prompt, "ring")).isEmpty();
      assertThat(completions(prompt, "net")).isEmpty();
    }
  }

  @Test
  void trace_completes_its_options_and_what_they_take() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      assertThat(completions(prompt, "trace")).contains("on", "off", "--node", "--since");
      assertThat(completions(prompt, "trace", "on"))
          .contains("--type")
          .doesNotContain("--last", "off");
      assertThat(completions(prompt, "trace", "--node")).contains("leader", "3");
      assertThat(completions(prompt, "trace", "--type"))
          .contains("RequestVote", "refused", "believes")
          .doesNotContain("Coordinator");
      assertThat(completions(prompt, "trace", "--since")).containsExactly("fault");
      assertThat(completions(prompt, "trace", "--last")).isEmpty();
    }
  }

  @Test
  void explain_completes_words_one_after_the_other() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      assertThat(completions(prompt, "explain"))
          .contains("converged", "two", "RequestVote")
          .doesNotContain("two leaders");
      assertThat(completions(prompt, "explain", "two")).containsExactly("leaders");
      assertThat(completions(prompt, "explain", "converged")).isEmpty();
    }
  }

  @Test
  void links_of_a_large_cluster_are_too_many_to_be_offered() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 7 --sim");
      assertThat(completions(prompt, "cut")).containsOnly("leader-followers", "leader->followers");
    }
  }

  @Test
  void attach_completes_where_a_node_of_a_cluster_without_a_prompt_answers() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(completions(prompt, "attach")).containsOnly("http://127.0.0.1:8001");
    }
  }

  @Test
  void what_is_no_command_completes_nothing() {
    try (Typed prompt = Typed.text()) {
      assertThat(completions(prompt, "bogus")).isEmpty();
    }
  }
}
