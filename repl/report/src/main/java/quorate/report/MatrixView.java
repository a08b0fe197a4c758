package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import quorate.experiments.Cautions;
import quorate.experiments.Experiment;
import quorate.experiments.Matrix;
import quorate.experiments.Matrix.Verdict;
import quorate.experiments.typed.RunId;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.World;
import quorate.lab.invariant.Violation;

/**
 * Who keeps which promise under which fault.
 *
 * @param seeds how many runs each cell is about
 * @param world where the cells ran
 * @param cells fault by fault, and within a fault variant by variant
 * @param simulated in real time, the same cells in virtual time; otherwise empty
 * @param allReplays whether a person is to see how each cell is run again, also those that are kept
 */
public record MatrixView(
    int nodes,
    int seeds,
    long seed,
    World world,
    List<Matrix.Cell> cells,
    Optional<List<Matrix.Cell>> simulated,
    List<Violation> violations,
    boolean stopped,
    boolean allReplays)
    implements View {

  /** An algorithm with some of its options. */
  record Variant(String algorithm, Map<String, String> options) {

    static Variant of(Experiment experiment) {
      ClusterSpec cluster = experiment.cluster();
      return new Variant(cluster.algorithm().name(), new TreeMap<>(cluster.options()));
    }

    String typed() {
      return options.entrySet().stream()
          .map(option -> option.getKey() + "=" + option.getValue())
          .collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
      return (algorithm + " " + typed()).strip();
    }
  }

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
    json.put("runtime", world.word());
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
        .<ObjectNode>set("bound", Json.bound(cluster.clockBound()))
        .put("undone", cell.undone())
        .put("undone_step", cell.step().orElse(null));
    boolean ran = cell.verdict() != Verdict.CANNOT_BE_DONE;
    boolean named = ran && cell.experiment().network().isPresent();
    json.put("new_leaders", ran ? Json.rounded(cell.newLeaders()) : null)
        .put("served", ran ? Json.rounded(cell.served()) : null)
        .put("epochs", ran ? Json.rounded(cell.epochs()) : null)
        .put("two_leaders_ms", ran ? Json.rounded(cell.twoLeadersMillis()) : null)
        .put("same_epoch_leaders", ran ? cell.sameEpochLeaders() : null)
        .put("recovered", ran ? cell.recovered() : null)
        .put("replay", named ? replay(cell) : null);
    StoreRows.addSamplesTo(json, cell.sample());
  }

  static String replay(Matrix.Cell cell) {
    return RunId.of(cell.experiment(), cell.telling()).toString();
  }
}
