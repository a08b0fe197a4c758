package quorate.nodes.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.lab.Printable;
import quorate.spi.NodeId;

/**
 * What a node said of itself.
 *
 * @param epoch empty if it knows none
 * @param leader whom it follows, or itself; empty if it knows nobody
 * @param leaderChanges how often its leader was another than before, since its process began
 * @param pid the number of its process, on its machine
 */
public record NodeSeen(
    String cluster,
    String algorithm,
    NodeId id,
    int size,
    String role,
    OptionalLong epoch,
    Optional<NodeId> leader,
    long leaderChanges,
    long pid) {

  /** Reads what {@code GET /status} answers; an IllegalArgumentException if it is none of that. */
  static NodeSeen of(JsonNode json) {
    JsonNode epoch = json.path("epoch");
    JsonNode leader = json.path("leader");
    return new NodeSeen(
        Printable.of(json.required("cluster").asText()),
        Printable.of(json.required("algorithm").asText()),
        NodeId.of(json.required("id").asText()),
        json.required("size").asInt(),
        Printable.of(json.path("role").asText("")),
        epoch.isNumber() ? OptionalLong.of(epoch.asLong()) : OptionalLong.empty(),
        leader.isNumber() ? Optional.of(new NodeId(leader.asInt())) : Optional.empty(),
        json.path("leader_changes").asLong(),
        json.path("pid").asLong());
  }

  /** Its name: {@code n3}. */
  public String name() {
    return id.toString();
  }

  /** What it is: {@code follower}, or {@code manager} of a service. */
  public String roleWord() {
    return id.isMember() ? role.toLowerCase(Locale.ROOT) : id.toString();
  }

  public boolean leads() {
    return role.equals("LEADER");
  }

  boolean campaigns() {
    return role.equals("CANDIDATE");
  }

  /** {@code in epoch 3}; empty if there are no epochs. */
  String inEpoch() {
    return epoch.isPresent() ? " in epoch " + epoch.getAsLong() : "";
  }
}
