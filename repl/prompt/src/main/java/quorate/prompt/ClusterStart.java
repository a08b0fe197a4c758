package quorate.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.netty.NettyCluster;
import quorate.nodes.local.LocalCluster;
import quorate.nodes.local.LocalNode;
import quorate.nodes.monitor.NodeSeen;
import quorate.report.Json;

/** Starts a cluster of processes, and waits until they agree. */
@Command(
    name = "start",
    customSynopsis = "quorate cluster start ALGORITHM NODES [--dir DIR] [--port P] [KEY=VALUE ...]",
    description = "Start a process for each node, and wait until they agree on a leader.",
    footer = {
      "",
      "  quorate cluster start raft 3",
      "  quorate cluster start paxos 5 --dir p5 --port 7100"
    })
final class ClusterStart extends ClusterCommand.Task {

  private static final long LONGEST_START_SECONDS = 60;

  @Parameters(index = "0", arity = "0..1", paramLabel = "ALGORITHM", description = "As in start.")
  private String algorithm;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NODES", description = "How many.")
  private Integer size;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "KEY=VALUE",
      description = "A timing, or an option of the algorithm: election=500..800ms.")
  private List<String> settings = new ArrayList<>();

  @Mixin private final ClusterCommand.Folder folder = new ClusterCommand.Folder();

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "7000",
      description = "Node 1 listens at P+1, and answers HTTP at P+1001; by default 7000.")
  private int port;

  @Override
  String typed() {
    return algorithm == null || size == null
        ? "cluster start"
        : "cluster start " + algorithm + " " + size;
  }

  @Override
  int run() throws InterruptedException {
    if (algorithm == null || size == null) {
      throw new UserError("which algorithm, and how many nodes? type: cluster start raft 3");
    } else if (size < 1 || size > NettyCluster.MAX_NODES) {
      throw new UserError(
          "a cluster of processes has 1 to %s nodes, got %s"
              .formatted(NettyCluster.MAX_NODES, size));
    }
    String found = Catalog.load().named(algorithm).name();
    long began = System.nanoTime();
    LocalCluster cluster =
        LocalCluster.start(
            folder.path(),
            new LocalCluster.Order(found, size, settings, port),
            ClusterCommand.LAUNCHER);
    Optional<NodeSeen> leader;
    try {
      leader = Optional.of(cluster.awaitAgreement(LONGEST_START_SECONDS));
    } catch (UserError failed) {
      boolean all = cluster.nodes().stream().allMatch(LocalNode::runs);
      if (!all) {
        cluster.stop();
      }
      throw failed;
    }
    answer(cluster, leader.get(), (System.nanoTime() - began) / 1e6);
    return 0;
  }

  private void answer(LocalCluster cluster, NodeSeen leader, double millis) {
    if (main().json()) {
      ObjectNode json = json(true).put("algorithm", cluster.algorithm());
      json.put("dir", cluster.folder().toString()).set("leader", Json.id(leader.id()));
      json.set("epoch", Json.number(leader.epoch()));
      json.set("agreed_ms", Json.millis(Math.round(millis * 1e6)));
      for (LocalNode node : cluster.nodes()) {
        json.withArray("nodes")
            .addObject()
            .<ObjectNode>set("id", Json.id(node.node()))
            .put("pid", node.pid())
            .put("address", node.listen())
            .put("http", node.url().toString());
      }
      System.out.println(json);
      return;
    }
    for (LocalNode node : cluster.nodes()) {
      System.out.println(
          "%s  process %s, listens at %s, answers at %s"
              .formatted(node.name(), node.pid(), node.listen(), node.url()));
    }
    String epoch = leader.epoch().isPresent() ? " in epoch " + leader.epoch().getAsLong() : "";
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s leads%s, %.1f s after the start; they go on until: quorate cluster stop%s",
            leader.name(),
            epoch,
            millis / 1e3,
            folder.behind()));
  }
}
