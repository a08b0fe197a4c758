package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import quorate.experiments.Cautions;
import quorate.experiments.Matrix;
import quorate.experiments.Matrix.Verdict;
import quorate.experiments.typed.RunId;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.invariant.Violation;

/**
 * Who keeps which promise under which fault.
 *
 * @param nodes how many nodes each cluster has
 * @param seeds how many runs each cell is about
 * @param seed the source of all random choices
 * @param cells fault by fault, and within a fault variant by variant
 * @param simulated over TCP, the same cells in virtual time; otherwise empty
 * @param violations the promises that were broken
 * @param stopped whether a person stopped the runs before all were done
 * @param allReplays whether a person is to see how each cell is run again, also those that are kept
 */
public record MatrixView(
    int nodes,
    int seeds,
    long seed,
    List<Matrix.Cell> cells,
    Optional<List<Matrix.Cell>> simulated,
    List<Violation> violations,
    boolean stopped,
    boolean allReplays)
    implements View {

  /** Of a cell, as JSON; null where no run could be done. */
  private static final List<String> FIGURES =
      List.of(
          "new_leaders",
          "served",
          "epochs",
          "two_leaders_ms",
          "same_epoch_leaders",
          "recovered",
          "replay");

  /** What is to be known of the variants, each of which is there under the first fault. */
  Notes notes() {
    Notes notes = new Notes();
    String first = cells.get(0).experiment().scenario().name();
    cells.stream()
        .map(Matrix.Cell::experiment)
        .filter(it -> it.scenario().name().equals(first))
        .forEach(it -> notes.add(Variant.of(it).toString(), Cautions.of(it)));
    return notes;
  }

  @Override
  public String text(Display display) {
    return new MatrixText(this).render(display);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object().put("nodes", nodes).put("seeds", seeds).put("seed", seed);
    json.put("runtime", simulated.isPresent() ? "tcp" : "sim");
    ArrayNode all = json.putArray("cells");
    cells.forEach(cell -> add(cell, all.addObject()));
    notes().addTo(json);
    return json;
  }

  private static void add(Matrix.Cell cell, ObjectNode json) {
    ClusterSpec cluster = cell.experiment().cluster();
    json.put("algorithm", cluster.algorithm().name());
    cluster.options().forEach(json.putObject("options")::put);
    json.put("fault", cell.experiment().scenario().name())
        .put("outcome", cell.verdict().words())
        .put("undone", cell.undone())
        .put("undone_step", cell.step().orElse(null));
    if (cell.verdict() == Verdict.CANNOT_BE_DONE) {
      FIGURES.forEach(json::putNull);
      return;
    }
    json.put("new_leaders", Json.rounded(cell.newLeaders()))
        .put("served", Json.rounded(cell.served()))
        .put("epochs", Json.rounded(cell.epochs()))
        .put("two_leaders_ms", Json.rounded(cell.twoLeadersMillis()))
        .put("same_epoch_leaders", cell.sameEpochLeaders())
        .put("recovered", cell.recovered())
        .put("replay", cell.experiment().network().isPresent() ? replay(cell) : null);
  }

  static String replay(Matrix.Cell cell) {
    return RunId.of(cell.experiment(), cell.telling()).toString();
  }
}
