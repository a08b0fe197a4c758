package quorate.nodes.monitor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import quorate.nodes.monitor.Watched.Row;
import quorate.report.Cell;
import quorate.report.Display;
import quorate.report.Json;
import quorate.report.Table;
import quorate.report.Tone;
import quorate.report.View;

/**
 * Nodes as they are seen from outside, one below the other.
 *
 * @param nowNanos when that is, by {@link System#nanoTime}
 */
public record MonitorView(List<Row> rows, long nowNanos) implements View {

  /** So long after an answer, nobody needs to know when it was. */
  private static final long FRESH_NANOS = 1_000_000_000;

  @Override
  public String text(Display display) {
    Table table = new Table(List.of("", "role", "epoch", "leader", "heard", "changes"));
    for (Row row : rows) {
      List<Cell> cells = new ArrayList<>();
      cells.add(row.answers() ? Cell.text("up") : Cell.text("silent").in(Tone.BAD));
      Optional<NodeSeen> seen = row.seen().filter(it -> row.answers());
      cells.add(seen.map(MonitorView::role).orElse(Cell.NONE));
      cells.add(seen.map(it -> Cell.count(it.epoch())).orElse(Cell.NONE));
      cells.add(
          seen.flatMap(NodeSeen::leader).map(it -> Cell.text(it.toString())).orElse(Cell.NONE));
      cells.add(heard(row));
      cells.add(Cell.count(row.changes()));
      table.row(row.name(), cells, row.problem());
    }
    return table.render(display);
  }

  private static Cell role(NodeSeen node) {
    Cell role = Cell.text(node.roleWord());
    return node.leads() ? role.in(Tone.LEADER) : node.campaigns() ? role.in(Tone.CANDIDATE) : role;
  }

  private Cell heard(Row row) {
    if (row.seen().isEmpty()) {
      return Cell.text("never");
    }
    long ago = nowNanos - row.heardNanos();
    return ago < FRESH_NANOS
        ? Cell.text("now")
        : Cell.text(String.format(Locale.ROOT, "%d s ago", ago / FRESH_NANOS));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode nodes = json.putArray("nodes");
    for (Row row : rows) {
      ObjectNode node = nodes.addObject().put("url", row.url().toString());
      node.put("answers", row.answers()).put("problem", row.answers() ? null : row.problem());
      Optional<NodeSeen> seen = row.seen();
      node.set("id", Json.node(seen.map(NodeSeen::id)));
      node.put("role", seen.map(NodeSeen::role).orElse(null));
      node.set(
          "epoch", Json.number(seen.map(NodeSeen::epoch).orElse(java.util.OptionalLong.empty())));
      node.set("leader", Json.node(seen.flatMap(NodeSeen::leader)));
    }
    return json;
  }
}
