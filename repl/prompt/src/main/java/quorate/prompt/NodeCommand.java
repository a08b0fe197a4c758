package quorate.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.node.HostPort;
import quorate.netty.node.NodeProcess;
import quorate.netty.node.NodeSettings;
import quorate.nodes.server.NodeServer;
import quorate.prompt.NodeLines.Line;
import quorate.report.Json;
import quorate.spi.NodeId;

/** {@code quorate node raft --id 1 ...}: runs one node in this process until a signal ends it. */
@Command(
    name = "node",
    sortOptions = false,
    customSynopsis = {
      "quorate node ALGORITHM --id N --peers 1=HOST:PORT,2=HOST:PORT,... [OPTIONS]",
      "       quorate node ALGORITHM --id N --registry FILE --size N [OPTIONS]",
      "       quorate node ALGORITHM --id N --dns NAME:PORT --size N --listen HOST:PORT"
    },
    description = "Run one node of a cluster in this process, until SIGTERM or Ctrl-C.",
    footer = {
      "",
      "  quorate node raft --id 1 --data n1 --http 127.0.0.1:8001 \\",
      "    --peers 1=127.0.0.1:7001,2=127.0.0.1:7002,3=127.0.0.1:7003",
      "",
      "Exit status: 1 it could not start, or could not save; 2 wrong usage;",
      "143 SIGTERM ended it; 130 Ctrl-C did. docs/nodes.md shows three nodes."
    })
final class NodeCommand implements Callable<Integer> {

  @ParentCommand private Main main;

  @Mixin private final NodeOptions options = new NodeOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this, and leave.")
  private boolean help;

  @Override
  public Integer call() throws InterruptedException {
    if (main.runsSomething()) {
      System.err.println("node excludes -c and a script; type: " + NodeOptions.EXAMPLE);
      return ExitCode.USAGE;
    } else if (options.isNothing()) {
      System.err.println("node needs an algorithm; type: " + NodeOptions.EXAMPLE);
      return ExitCode.USAGE;
    }
    try {
      return run(options.node());
    } catch (UserError wrong) {
      complain(wrong.message(Suggestions::nearest));
      return 1;
    }
  }

  private int run(NodeSettings settings) throws InterruptedException {
    NodeLines lines = new NodeLines();
    try (NodeProcess node = NodeProcess.create(settings);
        NodeServer server = options.server().map(it -> NodeServer.open(node, it)).orElse(null)) {
      node.run(live -> live.trace().observe(lines));
      HostPort address = node.start();
      printStart(settings, address, Optional.ofNullable(server).map(NodeServer::address));
      Thread end = new Thread(() -> end(node, lines), "end of the node");
      Runtime.getRuntime().addShutdownHook(end);
      node.failed().thenRun(lines::end);
      for (Optional<Line> next = lines.take(); next.isPresent(); next = lines.take()) {
        print(node.self(), next.get());
      }
      complain(node.self() + " crashed: " + node.failed().join());
      return 1;
    }
  }

  /** A signal ends the process: says so, and lets the node go. */
  private void end(NodeProcess node, NodeLines lines) {
    if (!node.failed().isDone()) {
      node.close();
      lines.add("ends");
      for (Line line : lines.rest()) {
        print(node.self(), line);
      }
    }
  }

  private void printStart(NodeSettings settings, HostPort address, Optional<HostPort> http) {
    ClusterSpec spec = settings.spec();
    if (main.json()) {
      ObjectNode json = Json.object().put("command", options.typed()).put("ok", true);
      json.put("cluster", spec.name()).put("algorithm", spec.algorithm().name());
      json.<ObjectNode>set("id", Json.id(settings.self())).put("nodes", spec.size());
      json.put("address", address.toString());
      json.put("http", http.map(it -> "http://" + it).orElse(null));
      json.put("pid", ProcessHandle.current().pid());
      System.out.println(json);
      return;
    }
    boolean named = !spec.name().equals(spec.algorithm().name());
    System.out.println(
        "%s of %s%s, a cluster of %s, listens at %s%s"
            .formatted(
                settings.self(),
                spec.name(),
                named ? " (" + spec.algorithm().name() + ")" : "",
                spec.size(),
                address,
                http.map(it -> ", and for HTTP at http://" + it).orElse("")));
    if (settings.data().isEmpty()) {
      System.err.println(
          "without --data, it forgets its vote when it ends, and must not start again in this cluster");
    }
  }

  private void print(NodeId self, Line line) {
    if (main.json()) {
      ObjectNode json = Json.object().<ObjectNode>set("id", Json.id(self)).put("time", line.time());
      System.out.println(json.put("event", line.words()));
    } else {
      System.out.println(line.time() + "  " + self + " " + line.words());
    }
  }

  private void complain(String error) {
    if (main.json()) {
      ObjectNode json = Json.object().put("command", options.typed()).put("ok", false);
      System.out.println(json.put("error", error));
    } else {
      System.err.println(Printable.visible(error));
    }
  }
}
