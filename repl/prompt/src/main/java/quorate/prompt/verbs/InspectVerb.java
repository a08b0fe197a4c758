package quorate.prompt.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.NodeSelection;
import quorate.lab.UserError;
import quorate.prompt.console.Console;
import quorate.prompt.console.Desk;
import quorate.report.Cell;
import quorate.report.Json;
import quorate.report.Table;
import quorate.session.Answer;
import quorate.spi.NodeId;

/** Prints every variable of a node. */
@Command(
    name = "inspect",
    description = "every variable of a node, by the names that the paper gives them",
    customSynopsis = "inspect NODE",
    footer = {"", "examples:", "  inspect 3", "  on raft inspect leader"})
public final class InspectVerb extends Verb {

  @Parameters(paramLabel = "NODE", description = "one node: 3, or leader")
  private String node;

  /** The command of a session. */
  public InspectVerb(Desk desk) {
    super(desk);
  }

  @Override
  public Answer run(String typed) throws InterruptedException {
    NodeSelection selection = NodeSelection.parse(node);
    Map<ObservedCluster, NodeId> nodes = new LinkedHashMap<>();
    for (ObservedCluster cluster : session().clusters()) {
      nodes.put(cluster, cluster.selectOne(selection));
    }
    ObjectNode json = Json.object();
    ArrayNode clusters = json.putArray("clusters");
    List<String> blocks = new ArrayList<>();
    nodes.forEach(
        (cluster, one) -> {
          Map<String, String> variables = variables(cluster, one);
          ObjectNode state = clusters.addObject().put("cluster", cluster.spec().name());
          ObjectNode values = state.put("node", one.value()).putObject("state");
          variables.forEach(values::put);
          blocks.add(block(cluster.spec().name() + " " + one, variables));
        });
    return Answer.of(json, String.join("\n\n", blocks));
  }

  private String block(String title, Map<String, String> variables) {
    Table table = new Table(List.of(title));
    variables.forEach((name, value) -> table.row(name, List.of(Cell.text(value))));
    Console console = console();
    return table.render(console.width(), console::bold);
  }

  private static Map<String, String> variables(ObservedCluster cluster, NodeId node) {
    Record state =
        cluster
            .cluster()
            .call(
                () -> {
                  if (!cluster.state().node(node).up()) {
                    throw new UserError(
                        node
                            + " of "
                            + cluster.spec().name()
                            + " is down, and has no state but its disk; type: on "
                            + cluster.spec().name()
                            + " restart "
                            + node.value());
                  }
                  return cluster.cluster().state(node);
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
  public List<String> completions(List<String> words) {
    return words.isEmpty() ? nodeNames() : List.of();
  }
}
