package quorate.nodes.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import quorate.experiments.Experiment;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.Trial;
import quorate.lab.UserError;
import quorate.lab.cluster.Catalog;
import quorate.lab.cluster.ClusterSpec;
import quorate.netty.NettyCluster;
import quorate.netty.node.HostPort;
import quorate.netty.node.NodeProcess;
import quorate.netty.node.NodeSettings;
import quorate.nodes.server.NodeServer;
import quorate.nodes.server.ServerSettings;
import quorate.report.export.EventJson;
import quorate.spi.TimeRange;
import quorate.spi.Timing;

/**
 * The process of one node of a {@link ProcessCluster}. It reads its order, says where it answers
 * HTTP, and waits for the word to start. When its standard input ends, so does it: the program that
 * started it is gone.
 */
public final class NodeMain {

  /** Time for the last events of a node that fails to reach those who follow it. */
  private static final long LAST_EVENTS_MILLIS = 200;

  private static final int NODES = 3;
  private static final Timing IMPATIENT =
      new Timing(Duration.ofMillis(5), TimeRange.ofMillis(20, 40), Duration.ofMillis(5));

  private NodeMain() {}

  /** Runs until its standard input ends, or it fails; then its exit status is 1. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String order = in.readLine();
    if (order == null) {
      return;
    }
    try {
      NodeProcess node = open(new ObjectMapper().readValue(order, NodeOrder.class));
      if (in.readLine() != null) {
        node.dial();
        say(JsonNodeFactory.instance.objectNode().put("dialled", true));
      }
      if (in.readLine() != null) {
        node.start();
        in.transferTo(Writer.nullWriter());
      }
      Runtime.getRuntime().halt(0);
    } catch (UserError | IllegalArgumentException wrong) {
      say(JsonNodeFactory.instance.objectNode().put("error", wrong.getMessage()));
      Runtime.getRuntime().halt(1);
    }
  }

  private static NodeProcess open(NodeOrder order) throws InterruptedException {
    NodeSettings settings = order.settings(Catalog.load());
    warmUp(settings.spec());
    NodeProcess node = NodeProcess.create(settings);
    NodeServer server =
        NodeServer.open(node, new ServerSettings(HostPort.parse(order.http())).withFaults());
    node.failed().thenAccept(NodeMain::fail);
    node.listen();
    ObjectNode ready = JsonNodeFactory.instance.objectNode();
    say(ready.put("http", server.address().toString()));
    return node;
  }

  /** Nobody wants to measure how long the classes of a first election take to load. */
  private static void warmUp(ClusterSpec spec) throws InterruptedException {
    ClusterSpec small =
        new ClusterSpec(spec.name(), spec.algorithm(), NODES, IMPATIENT, Map.of(), 0);
    Setup setup = new Setup(new TreeSet<>(), new TreeSet<>(), false, 0, Duration.ofSeconds(1));
    Experiment experiment = new Experiment(small, Scenarios.CRASH_LEADER, setup, Optional.empty());
    EventJson json = new EventJson(spec.algorithm());
    try (Trial.Run run = Trial.Run.of(NettyCluster::create, experiment, 0)) {
      run.cluster()
          .run(now -> now.cluster().trace().events().forEach(it -> json.of(it).toString()));
    }
  }

  private static void fail(String reason) {
    System.err.println(reason);
    CompletableFuture.delayedExecutor(LAST_EVENTS_MILLIS, TimeUnit.MILLISECONDS)
        .execute(() -> Runtime.getRuntime().halt(1));
  }

  private static void say(ObjectNode line) {
    System.out.println(line);
    System.out.flush();
  }
}
