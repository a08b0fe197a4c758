package quorate.nodes.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.lab.measure.ClusterState.NodeState;
import quorate.report.Json;
import quorate.spi.Belief;
import quorate.spi.NodeId;

/** When a node is ready to be asked for something. */
final class NodeHealth {

  private NodeHealth() {}

  /**
   * Whether a node is ready.
   *
   * @param why in words, why it is not; empty if it is
   */
  record Ready(NodeId node, Belief belief, Optional<String> why) {

    boolean isReady() {
      return why.isEmpty();
    }

    ObjectNode json() {
      ObjectNode json = Json.object().put("ok", isReady()).<ObjectNode>set("id", Json.id(node));
      json.put("role", belief.role().name());
      json.set("epoch", Json.number(belief.epoch()));
      json.set("leader", Json.node(belief.leader()));
      return json.put("reason", why.orElse(null));
    }
  }

  /**
   * A node is ready if it leads, or follows a leader of whom it has heard within the longest
   * election timeout.
   *
   * @param heardNanos when it heard of the leader that it follows
   */
  static Ready of(
      NodeId node, NodeState state, OptionalLong heardNanos, long nowNanos, long patienceNanos) {
    return new Ready(node, state.belief(), why(state, heardNanos, nowNanos, patienceNanos, node));
  }

  private static Optional<String> why(
      NodeState state, OptionalLong heardNanos, long nowNanos, long patienceNanos, NodeId node) {
    Belief belief = state.belief();
    if (!state.up()) {
      return Optional.of(node + " is starting");
    } else if (belief.leads()) {
      return Optional.empty();
    } else if (belief.leader().isEmpty()) {
      return Optional.of(node + " knows no leader");
    }
    NodeId leader = belief.leader().get();
    if (heardNanos.isEmpty()) {
      return Optional.of("%s has not heard from %s, its leader".formatted(node, leader));
    }
    long silent = nowNanos - heardNanos.getAsLong();
    return silent <= patienceNanos
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s has not heard from %s, its leader, for %.0f ms",
                node,
                leader,
                silent / 1e6));
  }
}
