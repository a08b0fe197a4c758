package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quorate.lab.cluster.Catalog;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.ElectionNode;
import quorate.spi.Message;
import quorate.spi.NodeSetup;
import quorate.spi.Property;

/** Many trials in virtual time: compare and sweep. */
class SimulatedTrialsTest {

  private static final String COMPARISON =
      "compare raft paxos bully --sim --trials 60 latency=1ms+exp(2.5ms) loss=2%";

  @TempDir private Path folder;

  private static ObjectNode report(String typed) throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      ObjectNode report = (ObjectNode) prompt.answer(typed);
      report.remove("command");
      return report;
    }
  }

  private static String printed(String typed) {
    try (Typed prompt = Typed.simulating()) {
      return prompt.type(typed);
    }
  }

  @Test
  void a_report_is_the_same_for_any_number_of_threads() throws Exception {
    String one = COMPARISON + " --threads 1";
    String several = COMPARISON + " --threads 3";
    assertThat(report(one)).isEqualTo(report(several));
    assertThat(printed(one)).isEqualTo(printed(several)).contains("60 of 60");
  }

  @Test
  void each_row_says_with_which_settings_it_was_measured() throws Exception {
    JsonNode rows = report("sweep raft heartbeat={10,20}ms loss=5% --sim --trials 2").get("rows");
    assertThat(rows.findValues("settings"))
        .extracting(it -> it.get("heartbeat").asText() + " " + it.get("loss").asText())
        .containsExactly("10ms 5%", "20ms 5%");
    assertThat(rows.get(0).get("settings").get("election").asText()).isEqualTo("150..300ms");
  }

  @Test
  void another_seed_gives_another_report() throws Exception {
    assertThat(report(COMPARISON + " --seed 2")).isNotEqualTo(report(COMPARISON));
  }

  @Test
  void the_algorithms_have_the_same_seeds_and_the_figures_fit_each_other() throws Exception {
    JsonNode report = report(COMPARISON);
    assertThat(report.get("runtime").asText()).isEqualTo("sim");
    assertThat(report.get("trials").asInt()).isEqualTo(60);
    List<List<String>> seeds = new ArrayList<>();
    for (JsonNode algorithm : report.get("algorithms")) {
      seeds.add(algorithm.get("samples").findValuesAsText("seed"));
      int settled = algorithm.get("settled").asInt();
      assertThat(settled + algorithm.get("unsettled").asInt()).isEqualTo(60);
      JsonNode converged = algorithm.get("converged_ms");
      assertThat(converged.get("p50").asDouble())
          .isBetween(100.0, 400.0)
          .isLessThan(converged.get("p99").asDouble());
      double byType = 0;
      for (JsonNode summary : algorithm.get("messages_by_type")) {
        byType += summary.get("mean").asDouble();
      }
      assertThat(byType).isCloseTo(algorithm.get("messages").get("mean").asDouble(), within(0.02));
    }
    assertThat(seeds.get(0)).hasSize(60).doesNotHaveDuplicates();
    assertThat(seeds).allMatch(seeds.get(0)::equals);
  }

  @Test
  void the_last_line_gives_the_same_report_elsewhere() throws Exception {
    String text;
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set latency '1ms + exp(2.5ms)'; set election 200..300ms; set loss 1%");
      text =
          prompt.type(
              "compare raft paxos --sim --trials 30 loss=3% logs=0..4 shuffled persist='1ms + 1ms'");
    }
    String again =
        text.lines().filter(line -> line.startsWith("again: ")).findFirst().orElseThrow();
    assertThat(again)
        .isEqualTo(
            "again: compare raft paxos --sim --nodes 5 --scenario crash-leader --trials 30 --seed 1"
                + " loss=3% logs=0..4 shuffled 'persist=1ms + 1ms' election=200..300ms"
                + " latency=1ms+exp(2.5ms)");
    assertThat(printed(again.substring("again: ".length()))).isEqualTo(text);
  }

  @Test
  void a_table_has_the_figures_and_a_chart_and_the_runs_by_name() {
    assertThat(printed("compare raft bully --sim --trials 1200 --nodes 3"))
        .contains("crash-leader, 3 nodes, 1,200 trials in virtual time, seed 1")
        .containsPattern("settled +1,200 of 1,200 +1,200 of 1,200")
        .containsPattern("two leaders, max +never")
        .containsSubsequence("messages, mean", "RequestVote", "Election", "Coordinator")
        .contains("100% |")
        .contains("r raft   b bully")
        .containsPattern("replay raft/3/crash-leader/seed=1/trials=1200#[0-9a-f]{16}\n")
        .containsPattern("replay raft/3/.*/trial=\\d+#[0-9a-f]{16}  # slowest, \\d+ ms\n");
  }

  @Test
  void a_file_has_a_row_for_each_trial() throws Exception {
    Path file = folder.resolve("trials.csv");
    JsonNode report = report("compare raft bully --sim --trials 25 --csv " + file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(51);
    assertThat(lines.get(0)).startsWith("algorithm,trial,seed,settled,detected_ms");
    assertThat(lines).allMatch(line -> line.split(",", -1).length == 15);
    String[] second = lines.get(2).split(",", -1);
    JsonNode sample = report.get("algorithms").get(0).get("samples").get(1);
    assertThat(second[0] + second[1]).isEqualTo("raft2");
    assertThat(second[2]).isEqualTo(sample.get("seed").asText());
    assertThat(Double.parseDouble(second[7]))
        .isCloseTo(sample.get("converged_ms").asDouble(), within(0.001));
    assertThat(second[10]).isEqualTo(sample.get("messages").asText());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_sweep_has_a_row_for_each_setting() throws Exception {
    Path file = folder.resolve("sweep.csv");
    JsonNode rows =
        report("sweep raft election=150..{155,300}ms --nodes {3,5} --sim --trials 40 --csv " + file)
            .get("rows");
    assertThat(rows.findValuesAsText("setting"))
        .containsExactly(
            "election=150..155ms nodes=3",
            "election=150..155ms nodes=5",
            "election=150..300ms nodes=3",
            "election=150..300ms nodes=5");
    JsonNode usual = report("compare raft --sim --trials 40").get("algorithms").get(0);
    ObjectNode last = (ObjectNode) rows.get(3);
    last.remove(List.of("setting", "nodes"));
    assertThat(last).isEqualTo(usual);
    assertThat(Files.readAllLines(file))
        .hasSize(161)
        .element(1)
        .asString()
        .startsWith("\"election=");
  }

  @Test
  void a_sweep_of_one_key_names_it_once_and_its_last_line_gives_it_again() {
    String text = printed("sweep raft loss={0,5,20}% --sim --trials 40 --scenario startup");
    assertThat(text)
        .containsPattern("\nloss=\n  0% +\\d+")
        .containsPattern("\n  20% +\\d+")
        .contains("a loss=0%   b loss=5%   c loss=20%");
    String again = text.substring(text.indexOf("again: ") + "again: ".length());
    assertThat(printed(again)).isEqualTo(text);
  }

  /** Raft, with which somebody presses Ctrl-C when so many nodes have been made. */
  private record Impatient(ElectionAlgorithm raft, AtomicInteger nodes, Runnable ctrlC)
      implements ElectionAlgorithm {
    @Override
    public String name() {
      return "raft";
    }

    @Override
    public String source() {
      return raft.source();
    }

    @Override
    public Class<? extends Message> messageType() {
      return raft.messageType();
    }

    @Override
    public Set<Property> promises() {
      return raft.promises();
    }

    @Override
    public ElectionNode newNode(NodeSetup setup) {
      if (nodes.decrementAndGet() == 0) {
        ctrlC.run();
      }
      return raft.newNode(setup);
    }
  }

  @Test
  void ctrl_c_keeps_what_was_measured_and_leaves_nothing_running() {
    Thread person = Thread.currentThread();
    ElectionAlgorithm raft = Catalog.load().find("raft").orElseThrow();
    Impatient impatient = new Impatient(raft, new AtomicInteger(3000), person::interrupt);
    try (Typed prompt = Typed.with(impatient, false)) {
      prompt.type("set election 150..300ms");
      String report = prompt.type("compare raft --sim --trials 100000");
      assertThat(report)
          .containsPattern("nodes, [\\d,]+ of 100,000 trials in virtual time")
          .contains("stopped: the figures are about the trials that had run by then");
      Matcher settled = Pattern.compile("settled +(\\S+) of (\\S+)\n").matcher(report);
      assertThat(settled.find()).isTrue();
      assertThat(settled.group(1)).isEqualTo(settled.group(2)).isNotEqualTo("100,000");
      assertThat(prompt.interpreter().exitStatus()).isEqualTo(1);
      assertNothingRuns();
    }
  }

  private static void assertNothingRuns() {
    assertThat(Thread.getAllStackTraces().values())
        .flatMap(List::of)
        .noneMatch(frame -> frame.getClassName().startsWith("quorate.experiments.Trial"));
  }
}
