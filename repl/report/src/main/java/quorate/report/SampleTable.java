package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import quorate.experiments.Trial;
import quorate.lab.measure.Summary;

/** What trials cost, sample by sample: side by side in columns, or one below the other. */
final class SampleTable {

  private static final List<String> ALWAYS =
      List.of("median", "p90", "p99", "max", "mean", "messages", "rounds");

  private final List<Measured> all;

  /** A table of these samples. */
  SampleTable(List<Measured> all) {
    this.all = List.copyOf(all);
  }

  /** The samples side by side, with all of their figures. */
  String inColumns(Display display) {
    Table table = new Table(all.stream().map(Measured::name).toList());
    table.row("settled", cells(it -> Cell.text(settled(it))));
    table.row("converged, median", best(Measured::converged, Cell::millis));
    table.row("  p90", cells(Measured::converged, Summary::p90, Cell::millis));
    table.row("  p99", cells(Measured::converged, Summary::p99, Cell::millis));
    table.row("  max", cells(Measured::converged, Summary::max, Cell::millis));
    table.row("  mean", cells(Measured::converged, Summary::mean, Cell::millis));
    table.rowIfAny("detected, median", cells(Measured::detected, Summary::p50, Cell::millis));
    table.rowIfAny("elected, median", cells(Measured::elected, Summary::p50, Cell::millis));
    table.row("leaderless, median", cells(Measured::leaderless, Summary::p50, Cell::millis));
    table.row("two leaders, max", cells(SampleTable::twoLeaders));
    table.row("messages, median", best(Measured::messages, Cell::number));
    table.row("  p99", cells(Measured::messages, Summary::p99, Cell::number));
    table.row("  max", cells(Measured::messages, Summary::max, Cell::number));
    table.heading("messages, mean");
    for (String type : types()) {
      table.row("  " + type, cells(it -> mean(it, type)));
    }
    table.row("rounds, mean", cells(Measured::rounds, Summary::mean, Cell::decimal));
    table.row("violations", cells(it -> Cell.count(it.violations())));
    String best = table.hasBest() ? "* the best of its row; " : "";
    return table.render(display)
        + "\n("
        + best
        + "messages without heartbeats)"
        + new TrialNotes(all).lines(display.width());
  }

  /** The samples one below the other, with the most important figures, in milliseconds. */
  String inRows(Display display) {
    boolean allSettled = all.stream().allMatch(it -> it.settled() == it.trials());
    boolean allKept = all.stream().allMatch(it -> it.violations() == 0);
    List<String> columns = new ArrayList<>(ALWAYS);
    columns.addAll(allSettled ? List.of() : List.of("settled"));
    columns.addAll(allKept ? List.of() : List.of("violations"));
    Table table = new Table(columns);
    String key = sharedKey();
    if (!key.isEmpty()) {
      table.heading(key);
    }
    for (Measured it : all) {
      List<Cell> cells = row(it);
      cells.addAll(allSettled ? List.of() : List.of(Cell.text(settled(it))));
      cells.addAll(allKept ? List.of() : List.of(Cell.count(it.violations())));
      String name = it.name().substring(key.length());
      table.row(key.isEmpty() ? name : "  " + name, cells);
    }
    return table.render(display)
        + "\n(times until converged, in ms; messages without heartbeats, and rounds: means)"
        + new TrialNotes(all).lines(display.width());
  }

  /** The key of which all names are values; empty if they are of several keys, or of none. */
  private String sharedKey() {
    String first = all.get(0).name();
    String key = first.substring(0, first.indexOf('=') + 1);
    boolean shared =
        all.stream().allMatch(it -> it.name().startsWith(key) && !it.name().contains(" "));
    return shared ? key : "";
  }

  private static List<Cell> row(Measured it) {
    List<Cell> cells = new ArrayList<>();
    cells.add(figure(it.converged(), Summary::p50, SampleTable::plain));
    cells.add(figure(it.converged(), Summary::p90, SampleTable::plain));
    cells.add(figure(it.converged(), Summary::p99, SampleTable::plain));
    cells.add(figure(it.converged(), Summary::max, SampleTable::plain));
    cells.add(figure(it.converged(), Summary::mean, SampleTable::plain));
    cells.add(figure(it.messages(), Summary::mean, Cell::decimal));
    cells.add(figure(it.rounds(), Summary::mean, Cell::decimal));
    return cells;
  }

  /** A time without its unit. */
  private static Cell plain(double millis) {
    return new Cell(String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%,.0f", millis), "", false);
  }

  /** When the trials converged, trial by trial. */
  String byTrial(Display display) {
    Table table =
        new Table(all.stream().map(Measured::name).toList()).heading("converged, by trial");
    int most = all.stream().mapToInt(it -> it.sample().all().size()).max().orElse(0);
    for (int i = 0; i < most; i++) {
      int trial = i;
      table.row("  " + (trial + 1), cells(it -> converged(it.sample().all(), trial)));
    }
    return table.render(display);
  }

  private static Cell converged(List<Trial> trials, int index) {
    if (index >= trials.size()) {
      return Cell.DOT; // a broken promise ended the experiment
    }
    Trial trial = trials.get(index);
    return trial.ran() ? Cell.moment(trial.outcome().converged()) : Cell.text("did not run");
  }

  /** {@code 9,998 of 10,000}. */
  private static String settled(Measured it) {
    return String.format(Locale.ROOT, "%,d of %,d", it.settled(), it.trials());
  }

  private List<String> types() {
    return all.stream().flatMap(it -> it.byType().keySet().stream()).distinct().toList();
  }

  private static Cell mean(Measured it, String type) {
    Summary summary = it.byType().get(type);
    return summary == null || summary.max() == 0 ? Cell.DOT : Cell.decimal(summary.mean());
  }

  private static Cell twoLeaders(Measured it) {
    if (it.twoLeaders().isEmpty()) {
      return Cell.NONE;
    }
    return it.sample().timesTwoLeaders() == 0
        ? Cell.text("never")
        : OutcomeTable.briefly(it.twoLeaders().get().max());
  }

  private List<Cell> cells(Function<Measured, Cell> cell) {
    return all.stream().map(cell).toList();
  }

  private List<Cell> cells(
      Function<Measured, Optional<Summary>> of,
      Function<Summary, Double> figure,
      Function<Double, Cell> cell) {
    return cells(it -> figure(of.apply(it), figure, cell));
  }

  private static Cell figure(
      Optional<Summary> summary, Function<Summary, Double> figure, Function<Double, Cell> cell) {
    return summary.map(figure).map(cell).orElse(Cell.NONE);
  }

  private List<Cell> best(Function<Measured, Optional<Summary>> of, Function<Double, Cell> cell) {
    return Table.lowestIsBest(
        all,
        it -> figure(of.apply(it), Summary::p50, cell),
        it ->
            of.apply(it)
                .filter(summary -> haveAllSettled())
                .map(summary -> OptionalDouble.of(summary.p50()))
                .orElse(OptionalDouble.empty()));
  }

  /** What did not settle is in no figure: then the lowest one may be of those that had it easy. */
  private boolean haveAllSettled() {
    return all.stream().allMatch(it -> it.trials() > 0 && it.settled() == it.trials());
  }
}
