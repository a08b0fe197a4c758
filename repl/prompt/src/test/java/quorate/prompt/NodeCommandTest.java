package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code node}, in processes. */
@Tag("tcp")
class NodeCommandTest {

  private static final long LIMIT_SECONDS = 60;
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  private final List<Process> all = new ArrayList<>();

  private Process start(String options) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), "quorate.prompt.Main"));
    words.addAll(List.of(options.split(" ")));
    ProcessBuilder program = new ProcessBuilder(words).redirectErrorStream(true);
    program.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    Process process = program.start();
    all.add(process);
    return process;
  }

  private Process node(int id) throws IOException {
    return start(
        "node raft --id %s --registry %s --size 3 --data %s"
            .formatted(id, folder.resolve("registry.json"), folder.resolve("n" + id)));
  }

  @AfterEach
  void end() {
    all.forEach(it -> it.toHandle().destroyForcibly());
  }

  private static String await(Process process, Predicate<String> wanted) throws IOException {
    List<String> said = new ArrayList<>();
    for (String line = process.inputReader().readLine();
        line != null;
        line = process.inputReader().readLine()) {
      said.add(line);
      if (wanted.test(line)) {
        return line;
      }
    }
    throw new AssertionError("it ended, and said: " + said);
  }

  private static int status(Process process) throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void three_of_them_elect_a_leader_and_a_signal_ends_one_cleanly() throws Exception {
    List<Process> nodes = List.of(node(1), node(2), node(3));
    for (int id = 1; id <= 3; id++) {
      String first = nodes.get(id - 1).inputReader().readLine();
      assertThat(first)
          .startsWith("n%s of raft, a cluster of 3, listens at 127.0.0.1:".formatted(id));
    }
    for (Process node : nodes) {
      await(node, line -> line.matches(".* (leads|follows n[123]) in epoch \\d+"));
    }
    nodes.get(0).toHandle().destroy();
    assertThat(await(nodes.get(0), line -> line.endsWith(" ends"))).matches("[\\d:.]+  n1 ends");
    assertThat(status(nodes.get(0))).isEqualTo(TERMINATED);
    Process again = node(1);
    await(again, line -> line.matches(".* n1 (leads|follows n[23]) in epoch \\d+"));
  }

  @Test
  void with_json_it_prints_an_object_for_its_start_and_for_every_event() throws Exception {
    Process node = start("--json node raft --id 1 --peers 1=127.0.0.1:0");
    assertThat(new ObjectMapper().readTree(node.inputReader().readLine()).get("error").asText())
        .startsWith("the others cannot dial port 0");
    assertThat(status(node)).isEqualTo(1);
    Process alone = start("--json node raft --id 1 --size 1 --registry " + folder.resolve("r"));
    JsonNode first = new ObjectMapper().readTree(alone.inputReader().readLine());
    assertThat(first.get("ok").asBoolean()).isTrue();
    assertThat(first.get("id").asInt()).isEqualTo(1);
    assertThat(first.get("address").asText()).startsWith("127.0.0.1:");
    String leads = await(alone, line -> line.contains("leads"));
    assertThat(new ObjectMapper().readTree(leads).get("event").asText())
        .startsWith("leads in epoch");
  }

  @Test
  void a_node_that_cannot_start_says_why_in_one_line_and_ends_with_status_1() throws Exception {
    Path data = Files.createDirectory(folder.resolve("n1"));
    Files.writeString(data.resolve("node.json"), "torn");
    Process torn = node(1);
    assertThat(torn.inputReader().lines().toList())
        .containsExactly(
            data.resolve("node.json")
                + " is damaged: its first line is not that of a node; node 1 must not forget how it"
                + " voted: restore the file");
    assertThat(status(torn)).isEqualTo(1);
  }

  @Test
  void a_node_whose_disk_is_full_ends_with_status_1() throws Exception {
    Path data = Files.createDirectory(folder.resolve("n1"));
    Files.createSymbolicLink(data.resolve("node.json.new"), Path.of("/dev/full"));
    Process full = node(1);
    await(
        full,
        line ->
            line.equals(
                "n1 crashed: cannot save to %s: No space left on device"
                    .formatted(data.resolve("node.json"))));
    assertThat(status(full)).isEqualTo(1);
    Files.delete(data.resolve("node.json.new"));
  }
}
