package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is packaged: a folder of jars, in a process of its own. */
@Tag("tcp")
class PackagedProgramTest {

  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  /** How a process ended, and what it printed. */
  private record Run(int status, String out, String err) {}

  private Run run(String input, String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.ISO_8859_1));
    }
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Run(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dquorate.home=" + folder.resolve("checkout"));
    command.addAll(List.of("-cp", "target/quorate/lib/*", "quorate.prompt.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return builder.start();
  }

  @Test
  void the_packaged_catalog_has_all_algorithms() throws Exception {
    Run run = run("", "--json", "-c", "algorithms");
    JsonNode algorithms = new ObjectMapper().readTree(run.out()).get("algorithms");
    assertThat(algorithms.findValuesAsText("name")).contains("bully", "paxos", "raft");
    assertThat(run.status()).isZero();
  }

  @Test
  void a_pipe_is_a_script_and_every_line_of_json_parses() throws Exception {
    Run run = run("start raft 3\n\n# a comment\ncrash leader; status\nquit\nstatus\n", "--json");
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(4);
    for (String line : lines) {
      assertThat(new ObjectMapper().readTree(line).get("ok").asBoolean()).isTrue();
    }
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void a_script_is_read_from_a_file() throws Exception {
    Path script = Files.writeString(folder.resolve("lab.quorate"), "set follow off\nset\n");
    Run run = run("", script.toString());
    assertThat(run.out()).contains("follow").contains("off");
    assertThat(run.status()).isZero();
    assertThat(run("", script.toString(), "--json").out()).startsWith("{\"command\"");
  }

  @Test
  void words_of_the_command_line_are_a_command_with_its_options() throws Exception {
    Run run = run("", "start", "raft", "3", "--sim", "--seed", "4");
    assertThat(run.out()).contains("started").contains("3 nodes");
    assertThat(run.status()).isZero();
    assertThat(run("", "--json", "status").out()).contains("\"command\":\"status\"");
    Run unknown = run("", "statsu");
    assertThat(unknown.err().strip())
        .isEqualTo("unknown command 'statsu'; did you mean status? type: help");
    assertThat(unknown.status()).isEqualTo(1);
  }

  @Test
  void a_command_wins_over_a_file_of_its_name() throws Exception {
    Path here = Path.of("algorithms"); // the folder in which the program starts
    Files.writeString(here, "set seed 99\nset\n");
    try {
      assertThat(run("", "algorithms").out()).contains("raft").doesNotContain("99");
      assertThat(run("", "-f", "algorithms").out()).contains("99");
      assertThat(run("", "./algorithms", "--json").out()).contains("99");
    } finally {
      Files.delete(here);
    }
  }

  @Test
  void commands_and_files_run_in_the_order_in_which_they_were_typed() throws Exception {
    Path file = Files.writeString(folder.resolve("lab"), "set answer 7ms\nset pace 3\nset\n");
    Run run =
        run(
            "",
            "--json",
            "--seed",
            "6",
            "-c",
            "set",
            "-f",
            file.toString(),
            "-c",
            "set answer 1ms");
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("\"seed\":\"6\"");
    assertThat(lines.get(1)).contains("\"answer\":\"7ms\"");
    assertThat(lines.get(2)).contains("\"file\":\"" + file + "\",\"line\":2");
    assertThat(run.status()).isEqualTo(1);
    Run text = run("", "--keep-going", "-f", file.toString(), "-c", "set answer 1ms");
    assertThat(text.err()).startsWith(file + ", line 2: unknown setting 'pace'");
    assertThat(text.out()).contains("answer     1ms");
  }

  @Test
  void the_rc_file_is_for_people_and_no_script_runs_it() throws Exception {
    Path rc = folder.resolve("config/quorate/rc");
    Files.createDirectories(rc.getParent());
    Files.writeString(rc, "set answer 7ms\n");
    assertThat(run("set\n").out()).doesNotContain("7ms");
    assertThat(run("", "-c", "set").out()).doesNotContain("7ms");
  }

  @Test
  void completion_is_a_script_that_bash_understands() throws Exception {
    Run run = run("", "completion");
    assertThat(run.err()).isEmpty();
    Path script = Files.writeString(folder.resolve("completion.bash"), run.out());
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "compopt() { :; }; . "
                    + script
                    + "; COMP_WORDS=(./quorate start ra); COMP_CWORD=2;"
                    + " COMP_LINE='./quorate start ra'; _complete_quorate; echo ${COMPREPLY[*]}")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
        .isEqualTo("raft");
  }

  @Test
  void a_failed_command_ends_the_run_with_status_1_unless_told_to_go_on() throws Exception {
    assertThat(run("", "-c", "foo; help").out()).isEmpty();
    Run kept = run("", "--keep-going", "-c", "foo; help");
    assertThat(kept.out()).contains("start");
    assertThat(kept.err()).startsWith("unknown command 'foo'");
    assertThat(kept.status()).isEqualTo(1);
  }

  @Test
  void wrong_usage_of_the_program_is_one_line_and_status_2() throws Exception {
    Run run = run("", "--jsn");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err().strip())
        .isEqualTo("'--jsn' is no option of quorate; did you mean --json? try quorate --help");
    assertThat(run("", "-f").err().strip())
        .isEqualTo("-f needs FILE behind it; try quorate --help");
    assertThat(run("", "--seed", "x").err()).contains("'x' is not a whole number");
    Run missing = run("", "no/such/file");
    assertThat(missing.err().strip()).isEqualTo("there is no script no/such/file");
    assertThat(missing.status()).isEqualTo(1);
  }

  @Test
  void new_writes_an_algorithm_into_the_checkout_and_says_what_to_type_next() throws Exception {
    Run nowhere = run("", "new", "first-try");
    assertThat(nowhere.err().lines()).hasSize(1);
    assertThat(nowhere.err()).contains("./quorate new ring");
    assertThat(nowhere.status()).isEqualTo(1);
    for (String pom : List.of("algorithms/pom.xml", "repl/prompt/pom.xml")) {
      Path copy = folder.resolve("checkout").resolve(pom);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of("../..").resolve(pom), copy);
    }
    Run written = run("", "new", "first-try");
    assertThat(written.err()).isEmpty();
    assertThat(written.out())
        .startsWith("written to algorithms/first-try")
        .contains("./quorate -c 'start first-try 5 --sim; crash leader'")
        .contains("-Dtest=FirstTryContractTest");
    assertThat(written.status()).isZero();
    assertThat(folder.resolve("checkout/algorithms/first-try/pom.xml")).exists();
    JsonNode again = new ObjectMapper().readTree(run("", "--json", "new", "first-try").out());
    assertThat(again.get("ok").asBoolean()).isFalse();
    assertThat(again.get("error").asText()).startsWith("algorithms/first-try exists already");
  }

  @Test
  void new_refuses_what_cannot_be_with_one_line() throws Exception {
    Run taken = run("", "new", "bully");
    assertThat(taken.err().strip())
        .isEqualTo(
            "there is an algorithm 'bully' already; type another name: ./quorate new my-bully");
    assertThat(taken.status()).isEqualTo(1);
    Run nameless = run("", "new");
    assertThat(nameless.err().strip())
        .isEqualTo("new needs the name of an algorithm; type: ./quorate new ring");
    assertThat(nameless.status()).isEqualTo(2);
    Run mixed = run("", "-c", "help", "new", "ring");
    assertThat(mixed.err().strip())
        .isEqualTo("new excludes -c and a script; type: ./quorate new ring");
    assertThat(mixed.out()).isEmpty();
    assertThat(mixed.status()).isEqualTo(2);
  }

  @Test
  void binary_noise_on_the_pipe_gets_one_line_errors_and_no_stack_trace() throws Exception {
    StringBuilder noise = new StringBuilder();
    for (int i = 1; i < 256; i++) {
      noise.append((char) i).append(i % 16 == 0 ? "\n" : "");
    }
    Run run = run(noise + "\nhelp\n", "--keep-going");
    assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(run.err().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
    assertThat(run.out()).contains("start a cluster");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void a_process_that_is_told_to_end_stops_its_clusters_and_ends() throws Exception {
    Process process = start("-c", "start raft 3; wait 1000s");
    Awaitility.await()
        .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
        .until(() -> Files.readString(folder.resolve("out")).contains("converged"));
    assertThat(process.isAlive()).isTrue();
    process.destroy();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("err"))).isEmpty();
  }
}
