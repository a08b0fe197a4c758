package quorate.nodes.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quorate.netty.node.JsonClient.Silent;
import quorate.nodes.monitor.NodeSeen;
import quorate.report.Cell;
import quorate.report.Display;
import quorate.report.Json;
import quorate.report.Table;
import quorate.report.Tone;
import quorate.report.View;

/**
 * The processes of a cluster, and what each says.
 *
 * @param folder where it was started
 */
public record LocalView(String folder, String algorithm, List<Row> rows) implements View {

  /**
   * One process.
   *
   * @param seen what it said; empty if it did not answer
   * @param problem what is wrong with it; empty if nothing
   */
  public record Row(LocalNode node, Optional<NodeSeen> seen, String problem) {}

  /** Asks each process that runs. */
  public static LocalView of(LocalCluster cluster) {
    List<Row> rows = cluster.nodes().stream().map(node -> row(cluster, node)).toList();
    return new LocalView(cluster.folder().toString(), cluster.algorithm(), rows);
  }

  private static Row row(LocalCluster cluster, LocalNode node) {
    if (!node.runs()) {
      return new Row(node, Optional.empty(), "it ended; its last line: " + cluster.lastWords(node));
    }
    try {
      NodeSeen seen = node.url().ask();
      boolean other = seen.pid() != node.pid();
      return other
          ? new Row(node, Optional.empty(), "process " + seen.pid() + " answers in its place")
          : new Row(node, Optional.of(seen), "");
    } catch (Silent silent) {
      return new Row(node, Optional.empty(), "silent: " + silent.getMessage());
    }
  }

  /** Whether all processes run and answer. */
  public boolean isWhole() {
    return rows.stream().allMatch(it -> it.seen().isPresent());
  }

  @Override
  public String text(Display display) {
    Table table = new Table(List.of("pid", "role", "epoch", "leader", "http"));
    for (Row row : rows) {
      Optional<NodeSeen> seen = row.seen();
      List<Cell> cells = new ArrayList<>();
      cells.add(row.node().runs() ? Cell.count(row.node().pid()) : Cell.text("ended").in(Tone.BAD));
      cells.add(seen.map(LocalView::role).orElse(Cell.NONE));
      cells.add(seen.map(it -> Cell.count(it.epoch())).orElse(Cell.NONE));
      cells.add(
          seen.flatMap(NodeSeen::leader).map(it -> Cell.text(it.toString())).orElse(Cell.NONE));
      cells.add(Cell.text(row.node().url().toString()));
      table.row(row.node().name(), cells, row.problem());
    }
    return algorithm + ", in " + folder + "\n\n" + table.render(display);
  }

  private static Cell role(NodeSeen node) {
    Cell role = Cell.text(node.roleWord());
    return node.leads() ? role.in(Tone.LEADER) : role;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object().put("algorithm", algorithm).put("dir", folder);
    ArrayNode nodes = json.putArray("nodes");
    for (Row row : rows) {
      LocalNode node = row.node();
      Optional<NodeSeen> seen = row.seen();
      ObjectNode one = nodes.addObject().set("id", Json.id(node.node()));
      one.put("pid", node.pid()).put("runs", node.runs());
      one.put("address", node.listen()).put("http", node.url().toString());
      one.put("role", seen.map(NodeSeen::role).orElse(null));
      one.set("epoch", Json.number(seen.map(NodeSeen::epoch).orElse(OptionalLong.empty())));
      one.set("leader", Json.node(seen.flatMap(NodeSeen::leader)));
      one.put("problem", row.problem().isEmpty() ? null : row.problem());
    }
    return json;
  }
}
