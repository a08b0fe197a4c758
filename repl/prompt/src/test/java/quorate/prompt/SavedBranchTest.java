package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import quorate.experiments.ObservedCluster;
import quorate.lab.cluster.Catalog;
import quorate.session.Branches.Branch;
import quorate.spi.ElectionAlgorithm;

/** A branch in a file: to run the file leads to the same moment. */
class SavedBranchTest {

  private static final List<String> MOVES =
      List.of(
          "crash random",
          "restart all",
          "restart all --amnesia",
          "pause random for 30ms",
          "pause random",
          "resume all",
          "isolate random",
          "partition 1 | 2,3",
          "loss 30%",
          "duplicate 30%",
          "reorder 30%",
          "delay 5..40ms",
          "heal",
          "align",
          "spread",
          "drift random 1.3",
          "drift heal",
          "wait 0.3ms",
          "wait 70ms",
          "step",
          "step 17",
          "back",
          "back 9",
          "deliver N",
          "deliver N --anyway",
          "drop N",
          "fire N");

  @TempDir private Path folder;

  /** Lives through something, saves it, and says where it ended. */
  private static ObservedCluster live(Typed prompt, String algorithm, int seed, Path file) {
    Random random = new Random(seed);
    String network = List.of("", " latency=5..20ms", " persist=1..3ms loss=10%").get(seed % 3);
    prompt.type("set runtime sim; set follow off; set heartbeat 40ms");
    prompt.type("start " + algorithm + " 4 --seed " + seed + network);
    for (int i = 0; i < 30; i++) {
      prompt.type(
          MOVES.get(random.nextInt(MOVES.size())).replace("N", "" + (1 + random.nextInt(8))));
      if (i == 15) {
        prompt.type("branch other");
      }
    }
    prompt.type("save branch " + file);
    return prompt.session().all().get(0);
  }

  private static Branch present(Typed prompt) {
    return prompt.session().branches().present(prompt.session().all().get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"raft", "paxos", "bully", "highest-of-majority"})
  void a_saved_branch_leads_to_the_same_moment_in_another_session(String algorithm) {
    for (int seed = 0; seed < 20; seed++) {
      Path file = folder.resolve(algorithm + seed);
      try (Typed prompt = Typed.simulating();
          Typed again = Typed.simulating()) {
        ObservedCluster cluster = live(prompt, algorithm, seed, file);
        again.type("set election 1..2s; source " + file);
        assertThat(again.noted()).as("seed %d: %s", seed, prompt.noted()).isEmpty();
        Branch there = present(again);
        Branch here = present(prompt);
        assertThat(there.way().entries()).isEqualTo(here.way().entries());
        assertThat(there.way().end()).isEqualTo(here.way().end());
        assertThat(there.at()).isEqualTo(here.at());
        assertThat(again.session().all().get(0).fingerprint()).isEqualTo(cluster.fingerprint());
        assertThat(again.type("pending")).isEqualTo(prompt.type("pending"));
      }
    }
  }

  @Test
  void a_saved_branch_has_the_same_fingerprint_in_another_process() throws Exception {
    Map<String, String> fingerprints = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), "quorate.prompt.Main"));
    words.add("--json");
    for (ElectionAlgorithm algorithm : Catalog.load().all()) {
      Path file = folder.resolve(algorithm.name());
      try (Typed prompt = Typed.simulating()) {
        ObservedCluster cluster = live(prompt, algorithm.name(), 5, file);
        fingerprints.put(algorithm.name(), cluster.fingerprint().orElseThrow());
      }
      words.addAll(List.of("-c", "source " + file));
    }
    words.addAll(List.of("-c", "status"));
    Path out = folder.resolve("out");
    ProcessBuilder program = new ProcessBuilder(words).redirectOutput(out.toFile());
    program.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    program.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    Process process = program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> lines = Files.readAllLines(out);
    JsonNode status = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    Map<String, String> found = new LinkedHashMap<>();
    status
        .get("clusters")
        .forEach(it -> found.put(it.get("cluster").asText(), it.get("fingerprint").asText()));
    assertThat(found).isEqualTo(fingerprints);
  }

  @Test
  void a_branch_is_saved_by_its_name_and_in_place_of_itself() throws Exception {
    Path file = folder.resolve("kept");
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set runtime sim; start raft 3 --seed 1; goto 200ms; branch other; crash 1");
      assertThat(prompt.type("save branch main " + file)).contains("branch main; type: source");
      assertThat(Files.readString(file)).doesNotContain("crash").contains("set follow on");
      assertThat(prompt.type("save branch " + file))
          .contains("branch other, in place of an earlier branch; type: source");
      assertThat(Files.readString(file)).contains("on raft crash n1");
      assertThat(prompt.error("save branch none " + file)).contains("main, other");
      assertThat(prompt.error("save " + file)).contains("is no saved session");
      assertThat(prompt.error("save branch main " + folder)).contains("it is not a file");
      assertThat(prompt.error("save one two")).contains("type: save two");
      assertThat(prompt.error("source " + file)).contains("type: stop raft");
    }
  }

  @Test
  void a_run_that_began_otherwise_is_saved_too_and_one_that_did_not_begin_is_not()
      throws Exception {
    Path file = folder.resolve("before");
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set runtime sim; set follow off; start raft 3 --seed 1; goto move 0");
      assertThat(prompt.error("branch other; save branch " + file))
          .isEqualTo("raft is before its start; type: step");
      prompt.type("restart 1,2; wait 400ms; save branch " + file);
      String status = prompt.type("status");
      assertThat(prompt.type("stop all; source " + file + "; status")).endsWith(status);
    }
  }

  @Test
  void a_file_that_was_changed_does_not_pass_its_check() throws Exception {
    Path file = folder.resolve("changed");
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set runtime sim; start raft 3 --seed 1; crash 1; save branch " + file);
      Files.writeString(file, Files.readString(file).replace("crash n1", "crash n2"));
      assertThat(prompt.error("stop all; source " + file)).contains("raft has the fingerprint");
    }
  }
}
