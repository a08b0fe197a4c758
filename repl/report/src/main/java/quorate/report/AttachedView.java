package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import quorate.spi.NodeId;

/**
 * A cluster of other processes that is followed from now on.
 *
 * @param name what it is called here
 * @param missing the members of which nobody answered
 */
public record AttachedView(String name, List<NodeId> missing, StatusView status) implements View {

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode absent = json.putArray("missing");
    missing.forEach(node -> absent.add(Json.id(node)));
    return json.setAll(status.json());
  }

  @Override
  public String text(Display display) {
    String said =
        "attached to %s; it is followed from now on; type: trace on, counts, resign leader, stop %s"
            .formatted(name, name);
    if (!missing.isEmpty()) {
      String nodes = missing.stream().map(NodeId::toString).collect(Collectors.joining(", "));
      said +=
          "\nnot found, and taken for crashed: %s; type attach with the URL of every node"
              .formatted(nodes);
    }
    return Wrapping.text(said.lines().toList(), display.lineWidth())
        + "\n\n"
        + status.text(display);
  }
}
