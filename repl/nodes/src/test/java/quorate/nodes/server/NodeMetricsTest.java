package quorate.nodes.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import quorate.nodes.server.NodeClient.Answer;

/** What Prometheus reads. */
@Tag("tcp")
class NodeMetricsTest {

  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"\\\\\n]*\",?)+)\\})? "
              + "(\\S+)");

  private static ServedNodes nodes;

  @BeforeAll
  static void start() throws Exception {
    nodes = ServedNodes.start("raft", 3, false);
  }

  @AfterAll
  static void close() {
    nodes.close();
  }

  /** The samples, by their names and labels; a line that is none fails. */
  private static Map<String, Double> samples(String text) {
    Map<String, String> types = new LinkedHashMap<>();
    Map<String, String> helps = new LinkedHashMap<>();
    Map<String, Double> samples = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher comment = COMMENT.matcher(line);
      if (comment.matches()) {
        Map<String, String> into = comment.group(1).equals("TYPE") ? types : helps;
        assertThat(into.put(comment.group(2), comment.group(3))).as(line).isNull();
        continue;
      }
      Matcher sample = SAMPLE.matcher(line);
      assertThat(sample.matches()).as(line).isTrue();
      String family =
          Stream.of("_bucket", "_sum", "_count")
              .filter(sample.group(1)::endsWith)
              .map(it -> sample.group(1).substring(0, sample.group(1).length() - it.length()))
              .filter(types::containsKey)
              .findFirst()
              .orElse(sample.group(1));
      assertThat(types).as("a type before its samples").containsKey(family);
      assertThat(helps).containsKey(family);
      assertThat(types.get(family).equals("counter"))
          .as("a counter, and no other, is called total: " + family)
          .isEqualTo(family.endsWith("_total"));
      double value = sample.group(4).equals("+Inf") ? 1 / 0.0 : Double.parseDouble(sample.group(4));
      String labels = sample.group(3) == null ? "" : "{" + sample.group(3) + "}";
      assertThat(samples.put(sample.group(1) + labels, value)).as("twice: " + line).isNull();
    }
    return samples;
  }

  @Test
  void every_line_is_a_metric_and_says_what_status_says() {
    await().untilAsserted(this::assertMetrics); // a busy machine may elect in between
  }

  private void assertMetrics() throws Exception {
    int leader = nodes.awaitLeader();
    NodeClient client = nodes.client(leader);
    Answer answer = client.get("/metrics");
    assertThat(answer.type()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    Map<String, Double> samples = samples(answer.text());
    var status = client.get("/status").json();
    assertThat(samples)
        .containsEntry("quorate_role{role=\"leader\"}", 1.0)
        .containsEntry("quorate_role{role=\"follower\"}", 0.0)
        .containsEntry("quorate_leader", (double) leader)
        .containsEntry("quorate_epoch", status.path("epoch").doubleValue())
        .containsEntry("quorate_leader_changes_total", status.path("leader_changes").doubleValue())
        .containsEntry("quorate_elections_total", status.path("elections").doubleValue())
        .containsKeys(
            "quorate_messages_sent_total{type=\"AppendEntries\"}",
            "quorate_messages_received_total{type=\"RequestVoteReply\"}",
            "quorate_sent_bytes_total",
            "quorate_received_bytes_total",
            "quorate_save_seconds_bucket{le=\"+Inf\"}",
            "quorate_save_seconds_sum",
            "quorate_save_seconds_count",
            "quorate_uptime_seconds",
            "quorate_node_info{algorithm=\"raft\",cluster=\"raft\",id=\""
                + leader
                + "\",size=\"3\"}");
  }

  @Test
  void buckets_count_what_is_at_most_as_long() {
    SaveTimes saves = new SaveTimes();
    for (long micros : new long[] {900, 1_000, 1_001, 3_000, 2_000_000}) {
      saves.add(micros * 1000);
    }
    List<Number> counts = new ArrayList<>(saves.counts());
    assertThat(counts.get(0)).isEqualTo(2L);
    assertThat(counts.get(1)).isEqualTo(1L);
    assertThat(counts.get(SaveTimes.bounds().indexOf(0.005))).isEqualTo(1L);
    assertThat(counts.get(counts.size() - 1)).isEqualTo(1L);
    assertThat(saves.totalSeconds()).isEqualTo(2.005901);
  }

  @Test
  void those_who_ask_for_open_metrics_get_them() throws Exception {
    nodes.awaitLeader();
    Answer answer =
        nodes.client(1).send("GET", "/metrics", "", "Accept", "application/openmetrics-text");
    assertThat(answer.type()).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(answer.text()).endsWith("# EOF\n");
  }

  @Test
  void promtool_finds_nothing_wrong() throws Exception {
    assumeTrue(hasPromtool(), "no promtool: install Debian's package prometheus");
    nodes.awaitLeader();
    Process process =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    try (var out = process.getOutputStream()) {
      out.write(nodes.client(2).get("/metrics").text().getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  private static boolean hasPromtool() throws IOException {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(it -> Files.isExecutable(Path.of(it, "promtool")));
  }
}
