package quorate.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import quorate.experiments.ObservedCluster;
import quorate.lab.trace.TraceText;
import quorate.report.stage.StageObserver;
import quorate.report.stage.StageView;

/** What happened, as files for other programs, and back. */
class ExportTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** All kinds of events: faults of nodes and links, slow disks, lost saves, an empty disk. */
  private static final String STORY =
      "; crash leader; partition 1,2; loss 20%; delay 30..40ms 3->4; wait 500ms; heal; restart all"
          + "; drop MESSAGE next 2; wait 300ms; pause leader for 400ms; duplicate 30%; reorder 20%%"
          + "; crash 2; restart 2 --amnesia; drift 4,5 1.05; resign leader; cut 1->3; wait 1s; drift 5 1";

  @TempDir Path folder;

  private String file(String name) {
    return "'" + folder.resolve(name) + "'";
  }

  private static String story(String algorithm) {
    String message =
        switch (algorithm) {
          case "raft" -> "RequestVote";
          case "paxos" -> "Prepare";
          default -> "Election";
        };
    return STORY.replace("MESSAGE", message);
  }

  // JSON Lines

  @ParameterizedTest
  @ValueSource(strings = {"raft", "paxos", "bully"})
  void a_run_comes_back_without_loss(String algorithm) throws Exception {
    String looks =
        "status; net; trace --last 5000 --heartbeats; timeline --from 0ms --rows 5000; why leader";
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set follow off; start " + algorithm + " 5 --sim persist=5ms" + story(algorithm));
      String before = prompt.type(looks);
      assertThat(prompt.type("export jsonl " + file("run.jsonl"))).contains("events; type: open");
      prompt.type("stop all");
      assertThat(prompt.error("open " + file("run.jsonl"))).isEmpty();
      assertThat(prompt.type(looks)).isEqualTo(before).contains("fingerprint");
      prompt.type("export jsonl " + file("again.jsonl"));
      assertThat(folder.resolve("again.jsonl")).hasSameBinaryContentAs(folder.resolve("run.jsonl"));
    }
  }

  @Test
  @Tag("tcp")
  void a_run_over_TCP_comes_back_as_well() throws Exception {
    String looks = "trace --last 5000 --heartbeats; why leader";
    try (Typed prompt = Typed.text()) {
      prompt.type("start raft 3; crash leader; export jsonl " + file("tcp.jsonl") + "; stop all");
      prompt.type("open " + file("tcp.jsonl"));
      String opened = prompt.type(looks);
      assertThat(opened).contains("crashed on request", "believes  leads");
      assertThat(prompt.type("status")).contains("crashed").doesNotContain("virtual time");
    }
  }

  @Test
  void two_clusters_come_back_beside_one_that_has_the_name() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 3 --sim; start bully 3 --sim; export jsonl " + file("two.jsonl"));
      JsonNode opened = prompt.answer("open " + file("two.jsonl"));
      assertThat(opened.at("/clusters/0/cluster").asText()).isEqualTo("raft-2");
      assertThat(opened.at("/clusters/1/cluster").asText()).isEqualTo("bully-2");
      JsonNode status = prompt.answer("status").get("clusters");
      assertThat(status.get(2).get("fingerprint")).isEqualTo(status.get(0).get("fingerprint"));
      assertThat(status.get(3).get("fingerprint")).isEqualTo(status.get(1).get("fingerprint"));
    }
  }

  @Test
  void a_run_of_which_the_trace_has_forgotten_the_beginning_comes_back_whole() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 9 --sim; wait 150s");
      JsonNode exported = prompt.answer("export jsonl " + file("long.jsonl"));
      assertThat(exported.get("events").asLong()).isGreaterThan(100_000);
      String print = prompt.answer("status").at("/clusters/0/fingerprint").asText();
      prompt.type("stop all");
      JsonNode opened = prompt.answer("open " + file("long.jsonl"));
      assertThat(opened.at("/clusters/0/fingerprint").asText()).isEqualTo(print);
    }
  }

  @Test
  void a_file_that_was_changed_or_cut_is_refused_and_nothing_is_added() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; crash leader; export jsonl " + file("run.jsonl"));
      prompt.type("stop all");
      List<String> lines = Files.readAllLines(folder.resolve("run.jsonl"));
      refused(prompt, lines.subList(0, lines.size() - 1), "is damaged: it has");
      refused(
          prompt,
          changed(lines, "\"number\":2,\"at_ns\":0", "\"number\":2,\"at_ns\":1"),
          "line 4 of");
      refused(prompt, changed(lines, "\"voteGranted\":true", "\"voteGranted\":false"), "damaged");
      refused(prompt, changed(lines, "\"RequestVote\"", "\"Nothing\""), "'Nothing' is unknown");
      refused(prompt, changed(lines, "\"RaftState\"", "\"java.io.File\""), "no state");
      refused(prompt, changed(lines, "\"version\":1", "\"version\":2"), "another version");
      refused(prompt, changed(lines, "\"raft\"", "\"rafft\""), "");
      refused(prompt, List.of("a,b"), "is no file of export jsonl");
      refused(prompt, List.of(), "is no file of export jsonl");
      assertThat(prompt.error("open nowhere.jsonl")).contains("'nowhere.jsonl' cannot be read");
      assertThat(prompt.error("status")).startsWith("no cluster is running");
    }
  }

  private static List<String> changed(List<String> lines, String from, String to) {
    List<String> all = new ArrayList<>(lines);
    all.replaceAll(line -> line.replace(from, to));
    return all;
  }

  private void refused(Typed prompt, List<String> lines, String why) throws Exception {
    Files.write(folder.resolve("wrong.jsonl"), lines);
    String error = prompt.error("open " + file("wrong.jsonl"));
    assertThat(error).contains(why).contains("wrong.jsonl").hasLineCount(1);
  }

  @Test
  void nothing_can_be_done_to_a_run_that_was_read() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; export jsonl " + file("run.jsonl") + "; stop all");
      prompt.type("open " + file("run.jsonl"));
      String before = prompt.type("status; counts; trace --last 5000");
      for (String command :
          List.of(
              "crash 1",
              "restart all",
              "cut 1-2",
              "wait 1s",
              "wait quiet",
              "step",
              "back",
              "goto 0ms",
              "pending",
              "observe",
              "fire 1",
              "branch here",
              "run bridge")) {
        assertThat(prompt.error(command)).as(command).contains("run.jsonl: its run is over");
      }
      assertThat(prompt.error("inspect 1")).contains("which has no variables");
      assertThat(prompt.type("status; counts; trace --last 5000")).isEqualTo(before);
      assertThat(prompt.error("stop raft")).isEmpty();
    }
  }

  @Test
  void the_page_lists_every_field_of_every_event() throws Exception {
    String page = Files.readString(Page.ROOT.resolve("docs/exports.md"));
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set follow off; start raft 5 --sim persist=5ms" + story("raft"));
      prompt.type("export jsonl " + file("run.jsonl"));
    }
    Set<String> kinds = new HashSet<>();
    for (String line : Files.readAllLines(folder.resolve("run.jsonl"))) {
      MAPPER
          .readTree(line)
          .properties()
          .forEach(field -> assertThat(page).contains("`" + field.getKey() + "`"));
      kinds.add(MAPPER.readTree(line).path("event").asText());
    }
    assertThat(kinds).hasSizeGreaterThan(15);
    TraceText.kinds().forEach(kind -> assertThat(page).containsPattern("[|,] `" + kind + "`"));
  }

  @Test
  void a_run_that_was_read_stands_on_the_stage_of_the_live_page() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim; crash leader; export jsonl " + file("run.jsonl"));
      prompt.type("open " + file("run.jsonl"));
      ObservedCluster live = prompt.session().cluster("raft");
      ObservedCluster read = prompt.session().cluster("raft-2");
      JsonNode was = StageView.of(live, StageObserver.at(live), Duration.ZERO).json();
      JsonNode now = StageView.of(read, StageObserver.at(read), Duration.ZERO).json();
      assertThat(now.get("nodes")).hasSize(3);
      for (int node = 0; node < 3; node++) {
        for (String field : List.of("state", "role", "epoch", "leader", "vote")) {
          assertThat(now.get("nodes").get(node).get(field))
              .isEqualTo(was.get("nodes").get(node).get(field));
        }
      }
    }
  }

  // ShiViz

  @Test
  void a_log_for_ShiViz_keeps_its_rules() throws Exception {
    List<String> lines;
    try (Typed prompt = Typed.simulating()) {
      prompt.type("set follow off; start raft 5 --sim; start bully 5 --sim" + story("raft"));
      prompt.type("export shiviz " + file("run.log"));
      lines = Files.readAllLines(folder.resolve("run.log"));
    }
    Pattern event = Pattern.compile("(?<event>.*)\n(?<host>\\S*) (?<clock>\\{.*\\})");
    assertThat(lines.get(0)).isEqualTo("(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})");
    assertThat(lines.get(1)).isEqualTo("^=== (?<trace>.*) ===$");
    Pattern execution = Pattern.compile(lines.get(1));
    int executions = 0;
    Map<String, Map<String, Long>> clocks = new HashMap<>();
    Set<String> named = new HashSet<>();
    for (int i = 2; i < lines.size(); i++) {
      if (execution.matcher(lines.get(i)).matches()) {
        assertThat(clocks.keySet()).containsAll(named);
        executions++;
        clocks.clear();
        named.clear();
        continue;
      }
      Matcher read = event.matcher(lines.get(i) + "\n" + lines.get(++i));
      assertThat(read.matches()).as("lines %s and %s", i, i + 1).isTrue();
      Map<String, Long> clock = new HashMap<>();
      MAPPER
          .readTree(read.group("clock"))
          .properties()
          .forEach(it -> clock.put(it.getKey(), it.getValue().asLong()));
      Map<String, Long> before = clocks.getOrDefault(read.group("host"), Map.of());
      long own = before.getOrDefault(read.group("host"), 0L);
      assertThat(clock.get(read.group("host"))).as(lines.get(i)).isEqualTo(own + 1);
      before.forEach((host, count) -> assertThat(clock.get(host)).isGreaterThanOrEqualTo(count));
      clock.forEach(
          (host, count) -> {
            boolean happened =
                host.equals(read.group("host"))
                    || count <= clocks.getOrDefault(host, Map.of()).getOrDefault(host, 0L);
            assertThat(happened).as("a clock knows no event that is yet to come").isTrue();
          });
      named.addAll(clock.keySet());
      clocks.put(read.group("host"), clock);
    }
    assertThat(clocks.keySet()).containsAll(named);
    assertThat(executions).isEqualTo(2);
  }

  // Pictures

  @Test
  void a_picture_has_every_message_of_the_timeline_and_a_cross_for_each_that_was_lost()
      throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("set follow off; start raft 5 --sim" + story("raft"));
      int messages = 0;
      int lost = 0;
      for (JsonNode mark : prompt.answer("timeline --from 0ms").at("/clusters/0/marks")) {
        for (JsonNode end : mark.path("ends")) {
          messages++;
          lost += end.get("lost").isNull() ? 0 : 1;
        }
      }
      prompt.type("export svg " + file("run.svg") + " --from 0ms");
      Document svg = xml(Files.readString(folder.resolve("run.svg")));
      assertThat(classes(svg, "line", "message")).isEqualTo(messages).isGreaterThan(50);
      assertThat(classes(svg, "line", "cross")).isEqualTo(2 * lost).isGreaterThan(10);
      String mermaid = "export mermaid " + file("run.mmd") + " --from 0ms";
      assertThat(prompt.answer(mermaid).get("ok").asBoolean()).isTrue();
      List<String> lines = Files.readAllLines(folder.resolve("run.mmd"));
      assertThat(lines)
          .filteredOn(it -> it.matches("  n\\d(->>|-x|-\\))n\\d: .*"))
          .hasSize(messages);
      assertThat(lines).filteredOn(it -> it.matches("  n\\d-xn\\d: .*, lost: .*")).hasSize(lost);
    }
  }

  /** {@code -Drewrite=true} draws the picture of the page again. */
  @Test
  void the_picture_on_the_page_is_what_the_program_draws() throws Exception {
    Path picture = Page.ROOT.resolve("docs/pictures/crash-leader.svg");
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 5 --sim --seed 1; start bully 5 --sim --seed 1; crash leader");
      prompt.type("export svg " + file("election.svg"));
    }
    if (Boolean.getBoolean("rewrite")) {
      Files.copy(folder.resolve("election.svg"), picture, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(folder.resolve("election.svg")).hasSameTextualContentAs(picture);
  }

  private static Document xml(String text) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  private static long classes(Document svg, String tag, String first) {
    NodeList all = svg.getElementsByTagName(tag);
    long count = 0;
    for (int i = 0; i < all.getLength(); i++) {
      String[] classes =
          all.item(i).getAttributes().getNamedItem("class").getNodeValue().split(" ");
      count += classes[0].equals(first) ? 1 : 0;
    }
    return count;
  }

  @Test
  void flows_for_Perfetto_end_where_messages_arrive() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 3 --sim; crash leader; export perfetto " + file("run.json"));
      JsonNode events = MAPPER.readTree(folder.resolve("run.json").toFile()).get("traceEvents");
      Set<String> sent = new HashSet<>();
      int arrived = 0;
      for (JsonNode event : events) {
        if (event.get("ph").asText().equals("s")) {
          assertThat(sent.add(event.get("id").asText())).isTrue();
        } else if (event.get("ph").asText().equals("f")) {
          assertThat(sent).contains(event.get("id").asText());
          arrived++;
        }
      }
      assertThat(arrived).isGreaterThan(3);
      assertThat(sent.size()).isGreaterThan(arrived);
    }
  }

  @Test
  void events_of_two_runs_that_are_alike_are_told_apart() throws Exception {
    try (Typed prompt = Typed.simulatingJson()) {
      prompt.type("start raft 3 --sim --seed 1; crash leader");
      Map<String, Long> one = new HashMap<>();
      for (String format : List.of("jsonl", "csv", "svg", "shiviz", "perfetto")) {
        one.put(format, events(prompt, "export " + format + " " + file("one")));
      }
      prompt.type("start raft 3 --sim --seed 1; on raft-2 crash leader");
      one.forEach(
          (format, count) ->
              assertThat(events(prompt, "export " + format + " " + file("two")))
                  .as(format)
                  .isEqualTo(2 * count));
      prompt.type("export shiviz " + file("run.log") + " --last 100ms; on raft wait 1s");
      long two = events(prompt, "export shiviz " + file("run.log") + " --last 1s");
      assertThat((Files.readAllLines(folder.resolve("run.log")).size() - 4) / 2).isEqualTo(two);
    }
  }

  private static long events(Typed prompt, String export) {
    try {
      return prompt.answer(export).get("events").asLong();
    } catch (IOException wrong) {
      throw new AssertionError(export, wrong);
    }
  }

  // What is typed

  @Test
  void rows_go_to_standard_output_alone() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      prompt.type("start raft 3 --sim");
      List<String> rows = prompt.type("export csv -").lines().toList();
      assertThat(rows.get(0)).startsWith("cluster,algorithm,number,cause,at_ms");
      assertThat(rows.get(1)).isEqualTo("\"raft\",\"raft\",1,,0.000000,1,starting,,,,,,\"\"");
    }
  }

  @Test
  void wrong_input_gets_a_line_that_says_what_to_type() throws Exception {
    try (Typed prompt = Typed.simulating()) {
      assertThat(prompt.error("export svg x.svg")).startsWith("no cluster is running");
      prompt.type("start raft 3 --sim; start bully 3 --sim");
      assertThat(prompt.error("export shivis x"))
          .isEqualTo(
              "unknown format 'shivis'; did you mean shiviz? known: jsonl, csv, svg, shiviz,"
                  + " mermaid, perfetto");
      assertThat(prompt.error("export jsonl x --last 2s"))
          .isEqualTo("jsonl has every event; type: export jsonl x");
      assertThat(prompt.error("export mermaid x"))
          .isEqualTo("a file has one diagram of mermaid; type: on raft export mermaid x");
      assertThat(prompt.error("export svg /nowhere/x"))
          .isEqualTo(
              "cannot write '/nowhere/x': there is no such folder, or it cannot be written to");
    }
  }
}
