package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import quorate.experiments.Experiment;
import quorate.experiments.Matrix;
import quorate.experiments.Matrix.Verdict;
import quorate.experiments.typed.RunId;
import quorate.lab.cluster.ClusterSpec;

/** The matrix of variants and faults, as a table and as JSON. */
public final class MatrixReport {

  private static final String LEGEND =
      """
      kept           one leader at most in each epoch, and after the faults it settled in time
      broken         two leaders that nothing tells apart: in one epoch, or at once where an
                     algorithm has no epochs
      stuck          it did not settle within %d election timeouts after the faults, or nobody
                     led for nine tenths of the time in which somebody could have
      not promised   no majority was connected, so nobody promises a leader
      cannot be done a step of the scenario cannot be done to such a cluster
      n %%            the share of the time in which a majority followed a leader, and the two
                     could reach each other""";

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

  private final List<Matrix.Cell> cells;
  private final Map<Variant, String> names = new LinkedHashMap<>();

  /** An algorithm with some of its options. */
  private record Variant(String algorithm, Map<String, String> options) {
    static Variant of(Experiment experiment) {
      ClusterSpec cluster = experiment.cluster();
      return new Variant(cluster.algorithm().name(), new TreeMap<>(cluster.options()));
    }

    String typed() {
      return options.entrySet().stream()
          .map(option -> option.getKey() + "=" + option.getValue())
          .collect(Collectors.joining(" "));
    }
  }

  /** A report on cells: fault by fault, and within a fault variant by variant. */
  public MatrixReport(List<Matrix.Cell> cells) {
    this.cells = List.copyOf(cells);
    char letter = 'a';
    for (Matrix.Cell cell : cells) {
      Variant variant = Variant.of(cell.experiment());
      if (!names.containsKey(variant)) {
        String behind = variant.options().isEmpty() ? "" : " " + letter++;
        names.put(variant, variant.algorithm() + behind);
      }
    }
  }

  /** The table, and what its words mean. */
  public String text(int width, UnaryOperator<String> bold) {
    Table table = new Table(List.copyOf(names.values()));
    for (String fault : faults()) {
      table.row(
          fault,
          cells.stream()
              .filter(cell -> cell.experiment().scenario().name().equals(fault))
              .map(MatrixReport::cell)
              .toList());
    }
    List<String> parts = new ArrayList<>();
    parts.add(table.render(width, bold));
    String variants =
        names.entrySet().stream()
            .filter(it -> !it.getKey().options().isEmpty())
            .map(it -> String.format("%-14s %s", it.getValue(), it.getKey().typed()))
            .collect(Collectors.joining("\n"));
    parts.add(variants + (variants.isEmpty() ? "" : "\n") + legend());
    parts.add(undone());
    parts.removeIf(String::isEmpty);
    return String.join("\n\n", parts);
  }

  /** Which steps could not be done, cell by cell. */
  private String undone() {
    return cells.stream()
        .filter(cell -> cell.undone() > 0)
        .map(
            cell ->
                place(cell)
                    + ", "
                    + (cell.verdict() == Verdict.CANNOT_BE_DONE
                        ? "cannot be done"
                        : "not done in " + cell.undone() + (cell.undone() == 1 ? " run" : " runs"))
                    + ": "
                    + cell.step().orElseThrow())
        .collect(Collectors.joining("\n"));
  }

  private static String legend() {
    return String.format(Locale.ROOT, LEGEND, Matrix.TIMEOUTS_TO_SETTLE);
  }

  /** The name of the first fault: under it each variant is met once. */
  public String firstFault() {
    return faults().iterator().next();
  }

  /** What a variant is called in a sentence: its algorithm, and its options as they are typed. */
  public static String variant(Experiment experiment) {
    Variant variant = Variant.of(experiment);
    return (variant.algorithm() + " " + variant.typed()).strip();
  }

  private Set<String> faults() {
    Set<String> faults = new LinkedHashSet<>();
    cells.forEach(cell -> faults.add(cell.experiment().scenario().name()));
    return faults;
  }

  private static Cell cell(Matrix.Cell cell) {
    if (cell.verdict() == Verdict.CANNOT_BE_DONE) {
      return Cell.text(cell.verdict().words());
    }
    return Cell.text(
        String.format(
            Locale.ROOT, "%s %.0f %%", cell.verdict().words(), Math.floor(cell.served() * 100)));
  }

  /**
   * What to type to see runs again: those of all cells, or of those that are not kept.
   *
   * @param all whether of all
   */
  public String replays(boolean all) {
    return cells.stream()
        .filter(cell -> cell.verdict() != Verdict.CANNOT_BE_DONE)
        .filter(cell -> all || cell.verdict() != Verdict.KEPT)
        .map(
            cell ->
                cell.experiment().scenario().name()
                    + ", "
                    + names.get(Variant.of(cell.experiment()))
                    + ", "
                    + cell.verdict().words()
                    + ":\n  replay "
                    + replay(cell))
        .collect(Collectors.joining("\n"));
  }

  /**
   * The cells in which this report says something else than another one of the same variants, one
   * line each.
   *
   * @param worlds what each of the two is called: {@code over TCP}, {@code in virtual time}
   */
  public List<String> differences(MatrixReport other, String here, String there) {
    Map<String, Verdict> others =
        other.cells.stream().collect(Collectors.toMap(other::place, Matrix.Cell::verdict));
    Function<Matrix.Cell, String> line =
        cell ->
            String.format(
                "%s: %s %s, %s %s",
                place(cell), cell.verdict().words(), here, others.get(place(cell)).words(), there);
    return cells.stream()
        .filter(cell -> others.get(place(cell)) != cell.verdict())
        .map(line)
        .toList();
  }

  private String place(Matrix.Cell cell) {
    return cell.experiment().scenario().name() + ", " + names.get(Variant.of(cell.experiment()));
  }

  /** Adds all cells to the answer for a program. */
  public void addTo(ObjectNode json) {
    ArrayNode all = json.putArray("cells");
    for (Matrix.Cell cell : cells) {
      ClusterSpec cluster = cell.experiment().cluster();
      ObjectNode each = all.addObject().put("algorithm", cluster.algorithm().name());
      ObjectNode options = each.putObject("options");
      cluster.options().forEach(options::put);
      each.put("fault", cell.experiment().scenario().name())
          .put("outcome", cell.verdict().words())
          .put("undone", cell.undone())
          .put("undone_step", cell.step().orElse(null));
      if (cell.verdict() == Verdict.CANNOT_BE_DONE) {
        FIGURES.forEach(each::putNull);
        continue;
      }
      each.put("new_leaders", rounded(cell.newLeaders()))
          .put("served", rounded(cell.served()))
          .put("epochs", rounded(cell.epochs()))
          .put("two_leaders_ms", rounded(cell.twoLeadersMillis()))
          .put("same_epoch_leaders", cell.sameEpochLeaders())
          .put("recovered", cell.recovered())
          .put("replay", cell.experiment().network().isPresent() ? replay(cell) : null);
    }
  }

  private static double rounded(double figure) {
    return Math.round(figure * 1000) / 1000.0;
  }

  private static String replay(Matrix.Cell cell) {
    return RunId.of(cell.experiment(), cell.telling()).toString();
  }
}
