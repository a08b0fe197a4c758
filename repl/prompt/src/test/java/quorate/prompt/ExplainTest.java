package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.Matrix;
import quorate.experiments.language.FaultRows;
import quorate.experiments.language.Statements;
import quorate.experiments.typed.Assignments;
import quorate.lab.cluster.Messages;
import quorate.lab.measure.ConvergenceTracker;
import quorate.lab.trace.DropCause;
import quorate.report.Glossary;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Property;
import quorate.spi.Purpose;
import quorate.spi.Role;

/** What {@code explain} says, and that no word of a table is left unexplained. */
class ExplainTest {

  private static final String THREE =
      "start raft 5 --sim; start paxos 5 --sim; start bully 5 --sim; ";

  private static String meaning(String word) {
    return Glossary.find(word).orElseThrow().meaning();
  }

  // The tables

  /** The heads of the rows of a table, which begins with a line of the names of its columns. */
  private static List<String> heads(String table) {
    List<String> lines = table.lines().toList();
    int column = lines.get(0).length() - lines.get(0).stripLeading().length();
    assertThat(column).as(table).isGreaterThan(3);
    return lines.stream()
        .skip(1)
        .takeWhile(line -> !line.isBlank() && !line.startsWith("("))
        .filter(line -> line.length() < column || line.startsWith("   ", column - 3))
        .map(line -> line.substring(0, Math.min(line.length(), column - 3)).strip())
        .toList();
  }

  private static void assertEachIsExplained(Typed prompt, List<String> words) {
    assertThat(words).isNotEmpty();
    for (String word : words) {
      assertThat(prompt.type("explain " + Statements.quoted(word)))
          .as(word + ": " + prompt.noted())
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crash leader",
        "crash 1; restart all",
        "pause 1",
        "pause 1; resume 1",
        "resign leader",
        "partition 1,2",
        "isolate leader",
        "cut 1->3",
        "deaf 3",
        "mute 3",
        "bridge 3",
        "ring",
        "links 1-2,2-3",
        "loss 20%",
        "delay 30..40ms",
        "duplicate 5%",
        "reorder 10%",
        "on raft drop RequestVote",
        "crash 1; heal",
        "on raft fire 2 ELECTION",
        "run bridge",
        "observe; crash leader; observe end",
        "start raft 3 --sim",
        "status",
        "partition 1,2; loss 20%; status",
        "crash leader; restart all; isolate leader; loss 90%; wait 2s; counts",
      })
  void the_head_of_each_row_is_explained(String typed) {
    try (Typed prompt = Typed.simulating()) {
      prompt.type(THREE + "stop paxos; start paxos 5 --sim");
      String first = typed.replaceFirst("(.*;)?(.*)", "$1");
      prompt.type(first);
      String answer = prompt.type(typed.substring(first.length()));
      if (!answer.startsWith("raft: ")) { // where nothing changed, one line says so
        assertEachIsExplained(prompt, heads(answer));
      }
    }
  }

  @Test
  void rows_and_columns_of_trials_are_explained() {
    try (Typed prompt = Typed.simulating()) {
      String compared = prompt.type("compare raft bully --sim --trials 3 --samples");
      String table = compared.substring(compared.indexOf("\n\n") + 2);
      List<String> heads = heads(table);
      assertThat(heads).contains("converged, median", "p99", "messages, mean", "violations");
      assertEachIsExplained(prompt, heads);
      String swept = prompt.type("sweep raft --nodes {3,5} --sim --trials 3");
      String columns = swept.substring(swept.indexOf("\n\n") + 2).lines().findFirst().orElseThrow();
      assertThat(columns).contains("median", "rounds");
      assertEachIsExplained(prompt, Arrays.asList(columns.strip().split(" +")));
      assertEachIsExplained(prompt, List.of("published", "unsettled", "settled", "by trial"));
    }
  }

  @Test
  void what_the_matrix_says_and_what_messages_meet_is_explained() {
    for (Matrix.Verdict verdict : Matrix.Verdict.values()) {
      assertThat(Glossary.find(verdict.words())).as(verdict.words()).isPresent();
    }
    for (DropCause cause : DropCause.values()) {
      assertThat(Glossary.find("dropped, " + cause.words())).as(cause.words()).isPresent();
    }
    for (Purpose purpose : Purpose.values()) {
      String name = purpose.name().toLowerCase(Locale.ROOT);
      assertThat(Glossary.find("all " + name)).as(name).isPresent();
    }
  }

  @Test
  void the_numbers_in_the_definitions_are_those_of_the_code() {
    assertThat(meaning("settled"))
        .contains("That is " + ConvergenceTracker.HEARTBEATS_TO_HOLD + " heartbeat intervals.")
        .contains(
            "It is "
                + ConvergenceTracker.HEARTBEATS_TO_HOLD
                + " heartbeat intervals and the longest election timeout");
    assertThat(meaning("stuck"))
        .contains("within " + Matrix.TIMEOUTS_TO_SETTLE + " election timeouts");
  }

  @Test
  void no_word_is_there_twice() {
    List<String> names =
        Glossary.all().stream()
            .flatMap(it -> Stream.concat(Stream.of(it.word()), it.alsoCalled().stream()))
            .toList();
    assertThat(names).hasSizeGreaterThan(60).doesNotHaveDuplicates();
    assertThat(Glossary.all()).allMatch(it -> it.meaning().endsWith("."));
  }

  // The last time

  @Test
  void a_moment_is_that_of_its_event_counted_from_the_fault() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type(THREE + "crash leader");
      assertMomentsAreThoseOfTheirEvents(prompt);
    }
  }

  @Test
  @Tag("tcp")
  void over_tcp_too_a_moment_is_that_of_its_event() throws Exception {
    try (Typed prompt = Typed.json()) {
      prompt.type("start raft 5; start bully 3; crash leader");
      assertMomentsAreThoseOfTheirEvents(prompt);
    }
  }

  private static void assertMomentsAreThoseOfTheirEvents(Typed prompt) throws Exception {
    JsonNode faults = prompt.answer("trace --type fault").get("clusters");
    for (String word : List.of("detected", "elected", "majority", "converged")) {
      JsonNode last = prompt.answer("explain " + word).get("words").get(0).get("last");
      assertThat(last).hasSameSizeAs(faults);
      for (int i = 0; i < last.size(); i++) {
        double fault = faults.get(i).get("events").get(0).get("at_ms").asDouble();
        JsonNode event = last.get(i).get("events").get(0);
        assertThat(event.get("kind").asText()).isEqualTo("believes");
        assertThat(last.get(i).get("value").asDouble())
            .as(word)
            .isPositive()
            .isCloseTo(event.get("at_ms").asDouble() - fault, within(0.002));
      }
    }
  }

  @Test
  void a_person_reads_when_it_was_and_sees_the_event() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim --seed 1; crash leader");
      assertThat(prompt.type("explain converged"))
          .startsWith("converged\n  The first moment after the fault")
          .endsWith(
              """

              raft, crash leader: 194 ms after the fault, when n2 began to believe in n1
                  498.072 ms  n2   believes  follows n1 in epoch 2
              """);
      assertThat(prompt.type("explain rounds")).contains("raft, crash leader: 1\n");
      assertThat(prompt.type("explain leaderless"))
          .contains("raft, crash leader: 194 ms: from 0.0 ms to 194 ms after the fault");
      assertThat(prompt.type("explain two leaders")).contains("raft, crash leader: never");
      assertThat(prompt.type("explain settled")).contains("raft, crash leader: on n1");
    }
  }

  @Test
  void on_shows_one_cluster_only() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; start bully 3 --sim; crash leader");
      assertThat(prompt.type("explain rounds")).contains("raft, crash leader", "bully, crash");
      assertThat(prompt.type("on bully explain rounds"))
          .contains("bully, crash leader")
          .doesNotContain("raft, crash leader");
    }
  }

  @Test
  void two_leaders_are_shown_from_when_to_when() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 5 --sim --seed 1; isolate leader");
      assertThat(prompt.type("explain two leaders"))
          .contains("isolate leader: 451 ms, once: from 117 ms to 568 ms after the fault");
    }
  }

  @Test
  void what_did_not_happen_is_not_made_up() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; heal");
      assertThat(prompt.type("explain detected")).contains("raft, heal: nobody began an election");
      assertThat(prompt.type("explain elected")).contains("raft, heal: nobody");
      assertThat(prompt.type("explain converged"))
          .contains("raft, heal: 0.0 ms: it was so already when the fault came");
      prompt.type("crash 1,2");
      assertThat(prompt.type("explain converged")).contains("raft, crash 1,2: never");
      assertThat(prompt.type("explain settled")).contains("raft, crash 1,2: no; no majority");
      assertThat(prompt.type("explain leaderless")).contains("raft, crash 1,2: since the fault");
      assertThat(prompt.type("explain two leaders")).contains("raft, crash 1,2: not measured");
    }
  }

  @Test
  void a_cluster_that_starts_is_measured_from_its_first_node() {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      assertThat(prompt.type("explain converged"))
          .containsPattern("raft, start raft 3 --sim: \\d+ ms after the first node ran, when n\\d");
    }
  }

  @Test
  void without_a_cluster_there_is_the_definition_alone() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.type("explain leader")).startsWith("leader\n").doesNotContain("\n\n");
      assertThat(prompt.type("explain converged")).doesNotContain("\n\n");
    }
  }

  // Words

  @Test
  void messages_scenarios_algorithms_and_commands_are_known_too() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.type("explain RequestVote"))
          .contains("A message of raft.", "It carries term, candidateId");
      assertThat(prompt.type("explain Election")).contains("A message of bully.");
      assertThat(prompt.type("explain election")).startsWith("all election\n");
      assertThat(prompt.type("explain crash-leader"))
          .contains("A scenario: the leader crashes", "scenarios show");
      assertThat(prompt.type("explain paxos")).contains("An algorithm:", "Lamport");
      assertThat(prompt.type("explain sweep")).contains("A command:", "help sweep");
    }
  }

  @Test
  void all_words_are_listed() throws Exception {
    try (Typed prompt = Typed.simulating();
        Typed program = Typed.simulatingJson()) {
      assertThat(prompt.type("explain").replaceAll("\\s+", " "))
          .contains(Glossary.words().subList(0, 5))
          .contains("two leaders", "type: explain WORD");
      JsonNode words = program.answer("explain").get("words");
      assertThat(words).hasSize(Glossary.all().size());
      assertThat(words.get("two leaders").asText()).isEqualTo(meaning("two leaders"));
    }
  }

  @Test
  void an_unknown_word_is_answered_with_the_nearest() {
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.error("explain convergd"))
          .startsWith("unknown word 'convergd'; did you mean converged? type: explain")
          .doesNotContain("\n");
    }
  }

  /**
   * Whatever is printed as a role, a message, an option, a promise or a fault, and what is typed.
   */
  @Test
  void every_word_that_the_program_uses_can_be_explained() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "term", "ballot", "quorum", "coordinator", "split vote", "split brain", "lease"));
    Stream.of(Role.values()).forEach(it -> words.add(it.name().toLowerCase(Locale.ROOT)));
    Stream.of(Purpose.values()).forEach(it -> words.add(it.name().toLowerCase(Locale.ROOT)));
    Stream.of(Property.values()).forEach(it -> words.add(it.sentence()));
    words.addAll(FaultRows.all().keySet());
    words.addAll(Assignments.TIMING);
    words.addAll(Assignments.NETWORK);
    words.addAll(Assignments.SETUP);
    words.add(Assignments.SHUFFLED);
    words.addAll(Matrix.FAULTS);
    try (Typed prompt = Typed.simulating()) {
      for (ElectionAlgorithm algorithm : prompt.session().catalog().all()) {
        words.add(algorithm.name());
        algorithm.options().forEach(option -> words.add(option.name()));
        words.addAll(Messages.namesOf(algorithm));
      }
      for (String word : words) {
        assertThat(prompt.type("explain " + Statements.quoted(word))).as(word).isNotEmpty();
        assertThat(prompt.noted()).as(word).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "balot, ballot", "quorom, quorum", "split votes, split vote", "prevot, prevote",
    "requestvote, RequestVote", "proposers, proposer", "live-lock, livelock", "crahs, crash"
  })
  void a_near_miss_is_answered_with_the_word_of_the_field(String typed, String meant) {
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.error("explain " + typed)).contains("did you mean " + meant + "?");
    }
  }
}
