package quorate.nodes.server;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import quorate.experiments.ObservedCluster;
import quorate.netty.http.Reply;
import quorate.netty.node.Counters;
import quorate.netty.node.NodeProcess;
import quorate.nodes.server.NodeHistory.Messages;
import quorate.spi.Belief;
import quorate.spi.Role;

/**
 * What Prometheus is told. Everything is counted by the fold over the trace; this only names it, so
 * that a node that nobody scrapes loads nothing of the library.
 */
final class NodeMetrics {

  private static final String OPEN_METRICS = "application/openmetrics-text";

  private NodeMetrics() {}

  /** All metrics now, in the format that a client accepts. Any thread but the node's. */
  static Reply.Content reply(
      NodeProcess node, ObservedCluster observed, NodeHistory history, long uptime, String accept) {
    ExpositionFormatWriter writer =
        accept.contains(OPEN_METRICS)
            ? OpenMetricsTextFormatWriter.create()
            : PrometheusTextFormatWriter.create();
    Counters counters = node.counters();
    MetricSnapshots all =
        observed.call(
            now -> {
              Belief belief = now.state().node(node.self()).belief();
              List<MetricSnapshot> metrics = new ArrayList<>(of(belief));
              metrics.addAll(of(history));
              metrics.addAll(of(node, counters, uptime));
              return new MetricSnapshots(metrics);
            });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, all);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    String type = writer.getContentType().replace("; charset=utf-8", "");
    return Reply.text(type, out.toString(StandardCharsets.UTF_8));
  }

  private static List<MetricSnapshot> of(Belief belief) {
    GaugeSnapshot.Builder roles =
        GaugeSnapshot.builder().name("quorate_role").help("1 for the role of the node, else 0.");
    for (Role role : Role.values()) {
      String name = role.name().toLowerCase(Locale.ROOT);
      roles.dataPoint(gauge(role == belief.role() ? 1 : 0, Labels.of("role", name)));
    }
    List<MetricSnapshot> metrics = new ArrayList<>(List.of(roles.build()));
    OptionalLong epoch = belief.epoch();
    if (epoch.isPresent()) {
      metrics.add(gauge("quorate_epoch", "Raft's term, the instance of Paxos.", epoch.getAsLong()));
    }
    metrics.add(
        gauge(
            "quorate_leader",
            "The id of the leader that the node believes in; 0 if it knows none.",
            belief.leader().map(it -> it.value()).orElse(0)));
    return metrics;
  }

  private static List<MetricSnapshot> of(NodeHistory history) {
    CounterSnapshot.Builder sent =
        counter("quorate_messages_sent", "Messages that the node sent to other nodes.");
    CounterSnapshot.Builder received =
        counter("quorate_messages_received", "Messages of other nodes that the node handled.");
    CounterSnapshot.Builder dropped =
        counter("quorate_messages_dropped", "Messages that this node knows to be lost, by cause.");
    for (Map.Entry<String, Messages> each : history.messages().entrySet()) {
      Labels type = Labels.of("type", each.getKey());
      sent.dataPoint(count(each.getValue().sent(), type));
      received.dataPoint(count(each.getValue().received(), type));
      each.getValue()
          .dropped()
          .forEach(
              (cause, count) -> {
                String name = cause.name().toLowerCase(Locale.ROOT);
                dropped.dataPoint(count(count, type.add("cause", name)));
              });
    }
    return List.of(
        counter(
            "quorate_leader_changes",
            "How often the node came to believe in another leader or another epoch of one.",
            history.leaderChanges()),
        counter(
            "quorate_elections",
            "Elections that the node began itself.",
            history.elections().begun()),
        sent.build(),
        received.build(),
        dropped.build(),
        saves(history.saves()));
  }

  private static MetricSnapshot saves(SaveTimes saves) {
    return HistogramSnapshot.builder()
        .name("quorate_save_seconds")
        .unit(Unit.SECONDS)
        .help("How long it took until what has to survive a crash was on the disk.")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(
                    ClassicHistogramBuckets.of(SaveTimes.bounds(), saves.counts()))
                .sum(saves.totalSeconds())
                .build())
        .build();
  }

  private static List<MetricSnapshot> of(NodeProcess node, Counters counters, long uptimeNanos) {
    Labels labels =
        Labels.of(
            "cluster",
            node.spec().name(),
            "algorithm",
            node.spec().algorithm().name(),
            "id",
            Integer.toString(node.self().value()),
            "size",
            Integer.toString(node.spec().size()));
    return List.of(
        InfoSnapshot.builder()
            .name("quorate_node")
            .help("Which node of which cluster this is.")
            .dataPoint(InfoDataPointSnapshot.builder().labels(labels).build())
            .build(),
        counter("quorate_sent_bytes", "Bytes sent to other nodes.", counters.bytesSent()),
        counter(
            "quorate_received_bytes", "Bytes received from other nodes.", counters.bytesReceived()),
        counter(
            "quorate_rejected_connections",
            "Connections that the node closed because they were not a member's.",
            counters.rejected()),
        gauge("quorate_uptime_seconds", "For how long the node runs.", uptimeNanos / 1e9));
  }

  private static CounterSnapshot.Builder counter(String name, String help) {
    return CounterSnapshot.builder().name(name).help(help);
  }

  private static MetricSnapshot counter(String name, String help, long value) {
    return counter(name, help).dataPoint(count(value, Labels.EMPTY)).build();
  }

  private static CounterDataPointSnapshot count(long value, Labels labels) {
    return CounterDataPointSnapshot.builder().value(value).labels(labels).build();
  }

  private static MetricSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(gauge(value, Labels.EMPTY))
        .build();
  }

  private static GaugeDataPointSnapshot gauge(double value, Labels labels) {
    return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }
}
