package quorate.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import quorate.experiments.ObservedCluster;
import quorate.lab.UserError;
import quorate.spi.NodeId;

/** Every variable of some nodes, one per cluster. */
public record InspectView(List<InspectedNode> clusters) implements View {

  /**
   * A node.
   *
   * @param variables by the names that the paper gives them
   */
  public record InspectedNode(
      String cluster, NodeId node, @JsonProperty("state") Map<String, String> variables) {}

  /**
   * The variables of one node of each cluster.
   *
   * @throws UserError if one is down
   */
  public static InspectView of(Map<ObservedCluster, NodeId> nodes) {
    List<InspectedNode> all = new ArrayList<>();
    nodes.forEach(
        (cluster, node) ->
            all.add(new InspectedNode(cluster.spec().name(), node, variables(cluster, node))));
    return new InspectView(all);
  }

  private static Map<String, String> variables(ObservedCluster cluster, NodeId node) {
    Record state =
        cluster.call(
            now -> {
              if (!now.state().node(node).up()) {
                throw new UserError(
                    "%s of %s is down, and has no state but its disk; type: on %s restart %s"
                        .formatted(
                            node,
                            cluster.spec().name(),
                            cluster.spec().name(),
                            Json.id(node).asText()));
              }
              return now.cluster().state(node);
            });
    Map<String, String> variables = new LinkedHashMap<>();
    for (RecordComponent component : state.getClass().getRecordComponents()) {
      variables.put(component.getName(), value(component, state));
    }
    return variables;
  }

  private static String value(RecordComponent component, Record state) {
    try {
      Object value = component.getAccessor().invoke(state);
      return value == null ? "none" : value.toString();
    } catch (ReflectiveOperationException notPublic) {
      throw new IllegalStateException("the state of a node is a public record", notPublic);
    }
  }

  @Override
  public String text(Display display) {
    return clusters.stream().map(node -> block(node, display)).collect(Collectors.joining("\n\n"));
  }

  private static String block(InspectedNode node, Display display) {
    Table table = new Table(List.of(node.cluster() + " " + node.node()));
    node.variables().forEach((name, value) -> table.row(name, List.of(Cell.text(value))));
    return table.render(display);
  }
}
