package quorate.nodes.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Fault;
import quorate.netty.node.JsonClient;
import quorate.netty.node.JsonClient.Answer;
import quorate.report.export.EventJson;
import quorate.spi.NodeId;
import quorate.spi.NodeSetup;

/** What is asked of the nodes of one cluster over HTTP. Any thread, which waits for the answer. */
final class NodeCalls {

  /** Posts to several nodes at once. */
  private static final Executor SIDE_BY_SIDE =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "quorate-post");
            thread.setDaemon(true);
            return thread;
          });

  private final EventJson json;
  private final Map<NodeId, Class<? extends Record>> stateTypes = new TreeMap<>();

  NodeCalls(ClusterSpec spec) {
    this.json = new EventJson(spec.algorithm());
    for (NodeId node : spec.hosts()) {
      NodeSetup setup =
          new NodeSetup(node, spec.members(), spec.timing(), spec.options(), Optional.empty());
      stateTypes.put(node, spec.rules().newNode(setup).state().getClass());
    }
  }

  EventJson json() {
    return json;
  }

  /** Every variable of a node; throws a UserError if it does not answer. */
  Record state(Machine machine) {
    try {
      JsonNode variables = machine.client.get("/status").json().path("variables");
      return json.state(variables, stateTypes.get(machine.node));
    } catch (IOException silent) {
      throw new UserError(machine.node + " does not answer: " + silent.getMessage());
    }
  }

  /** Asks a node to step down; says whether it led. */
  boolean stepDown(Machine machine) {
    try {
      return machine.client.post("/step-down", JsonNodeFactory.instance.objectNode()).isOk();
    } catch (IOException silent) {
      throw new UserError(machine.node + " does not answer: " + silent.getMessage());
    }
  }

  /** Does a fault at a node; throws a UserError if it does not. */
  void post(JsonClient client, Fault fault) {
    try {
      Answer answer =
          client.post(
              "/faults", JsonNodeFactory.instance.objectNode().put("line", fault.toString()));
      if (!answer.isOk()) {
        throw new UserError(answer.error());
      }
    } catch (IOException silent) {
      throw new UserError(client.address() + " does not answer: " + silent.getMessage());
    }
  }

  CompletableFuture<Void> postSoon(JsonClient client, Fault fault) {
    return CompletableFuture.runAsync(() -> post(client, fault), SIDE_BY_SIDE);
  }

  /** Waits until all is done, and throws what one of them threw. */
  static void await(List<CompletableFuture<Void>> all) {
    try {
      CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException same ? same : failed;
    }
  }
}
