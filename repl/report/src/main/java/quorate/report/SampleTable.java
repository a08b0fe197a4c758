package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import quorate.experiments.Figure;
import quorate.experiments.Sample;
import quorate.experiments.Trial;
import quorate.lab.measure.Summary;

/** What trials cost, sample by sample: side by side in columns, or one below the other. */
final class SampleTable {

  /** The figures of a sample that stands in one row. */
  private static final List<Shown> IN_A_ROW =
      List.of(
          new Shown("median", Figure.CONVERGED, Summary::p50, SampleTable::plain),
          new Shown("p90", Figure.CONVERGED, Summary::p90, SampleTable::plain),
          new Shown("p99", Figure.CONVERGED, Summary::p99, SampleTable::plain),
          new Shown("max", Figure.CONVERGED, Summary::max, SampleTable::plain),
          new Shown("mean", Figure.CONVERGED, Summary::mean, SampleTable::plain),
          new Shown("messages", Figure.MESSAGES, Summary::mean, Cell::decimal),
          new Shown("rounds", Figure.ROUNDS, Summary::mean, Cell::decimal));

  private final List<NamedSample> all;

  /** One number of a figure, and how it is written. */
  private record Shown(
      String head, Figure figure, ToDoubleFunction<Summary> number, DoubleFunction<Cell> written) {

    Cell in(NamedSample it) {
      return it.sample()
          .summary(figure)
          .map(summary -> written.apply(number.applyAsDouble(summary)))
          .orElse(Cell.NONE);
    }
  }

  /** A table of these samples. */
  SampleTable(List<NamedSample> all) {
    this.all = List.copyOf(all);
  }

  /** The samples side by side, with all of their figures. */
  String inColumns(Display display) {
    Table table = new Table(all.stream().map(NamedSample::name).toList());
    table.row("settled", cells(it -> Cell.text(settled(it.sample()))));
    best(table, "converged, median", Figure.CONVERGED, Cell::millis);
    row(table, "  p90", Figure.CONVERGED, Summary::p90, Cell::millis);
    row(table, "  p99", Figure.CONVERGED, Summary::p99, Cell::millis);
    row(table, "  max", Figure.CONVERGED, Summary::max, Cell::millis);
    row(table, "  mean", Figure.CONVERGED, Summary::mean, Cell::millis);
    rowIfAny(table, "detected, median", Figure.DETECTED);
    rowIfAny(table, "elected, median", Figure.ELECTED);
    row(table, "leaderless, median", Figure.LEADERLESS, Summary::p50, Cell::millis);
    table.row("two leaders, max", cells(it -> twoLeaders(it.sample())));
    best(table, "messages, median", Figure.MESSAGES, Cell::number);
    row(table, "  p99", Figure.MESSAGES, Summary::p99, Cell::number);
    row(table, "  max", Figure.MESSAGES, Summary::max, Cell::number);
    table.heading("messages, mean");
    all.stream()
        .flatMap(it -> it.sample().messagesByType().keySet().stream())
        .distinct()
        .forEach(type -> table.row("  " + type, cells(it -> mean(it.sample(), type))));
    row(table, "rounds, mean", Figure.ROUNDS, Summary::mean, Cell::decimal);
    table.row("violations", cells(SampleTable::violations));
    String best = table.hasBest() ? "* the best of its row; " : "";
    return table.render(display)
        + "\n("
        + best
        + "messages without heartbeats)"
        + new TrialNotes(all).lines(display.width());
  }

  private void row(
      Table table,
      String head,
      Figure figure,
      ToDoubleFunction<Summary> number,
      DoubleFunction<Cell> written) {
    table.row(head, cells(new Shown(head, figure, number, written)::in));
  }

  private void rowIfAny(Table table, String head, Figure figure) {
    table.rowIfAny(head, cells(new Shown(head, figure, Summary::p50, Cell::millis)::in));
  }

  /**
   * The medians, with the lowest marked. What did not settle is in no figure: then the lowest one
   * may be of those that had it easy, and none is marked.
   */
  private void best(Table table, String head, Figure figure, DoubleFunction<Cell> written) {
    boolean comparable =
        all.stream()
            .map(NamedSample::sample)
            .allMatch(it -> !it.trials().isEmpty() && it.allSettled());
    table.row(
        head,
        Table.lowestIsBest(
            all,
            new Shown(head, figure, Summary::p50, written)::in,
            it ->
                it.sample()
                    .summary(figure)
                    .filter(summary -> comparable)
                    .map(summary -> OptionalDouble.of(summary.p50()))
                    .orElse(OptionalDouble.empty())));
  }

  /** The samples one below the other, with the most important figures, in milliseconds. */
  String inRows(Display display) {
    boolean allSettled = all.stream().allMatch(it -> it.sample().allSettled());
    boolean allKept = all.stream().allMatch(it -> it.sample().violations().isEmpty());
    List<String> columns = new ArrayList<>(IN_A_ROW.stream().map(Shown::head).toList());
    columns.addAll(allSettled ? List.of() : List.of("settled"));
    columns.addAll(allKept ? List.of() : List.of("violations"));
    Table table = new Table(columns);
    String key = sharedKey();
    if (!key.isEmpty()) {
      table.heading(key);
    }
    for (NamedSample it : all) {
      List<Cell> cells = new ArrayList<>(IN_A_ROW.stream().map(shown -> shown.in(it)).toList());
      cells.addAll(allSettled ? List.of() : List.of(Cell.text(settled(it.sample()))));
      cells.addAll(allKept ? List.of() : List.of(violations(it)));
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

  /** A time without its unit. */
  private static Cell plain(double millis) {
    return new Cell(String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%,.0f", millis), "", false);
  }

  /** When the trials converged, trial by trial. */
  String byTrial(Display display) {
    Table table =
        new Table(all.stream().map(NamedSample::name).toList()).heading("converged, by trial");
    List<List<Trial>> trials = all.stream().map(it -> it.sample().all()).toList();
    int most = trials.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < most; i++) {
      int trial = i;
      table.row("  " + (trial + 1), trials.stream().map(its -> converged(its, trial)).toList());
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
  private static String settled(Sample it) {
    return String.format(Locale.ROOT, "%,d of %,d", it.settled(), it.trials().size());
  }

  private static Cell violations(NamedSample it) {
    return Cell.count(it.sample().violations().size());
  }

  private static Cell mean(Sample it, String type) {
    Summary summary = it.messagesByType().get(type);
    return summary == null || summary.max() == 0 ? Cell.DOT : Cell.decimal(summary.mean());
  }

  private static Cell twoLeaders(Sample it) {
    return it.summary(Figure.TWO_LEADERS)
        .map(
            summary ->
                it.timesTwoLeaders() == 0
                    ? Cell.text("never")
                    : OutcomeTable.briefly(summary.max()))
        .orElse(Cell.NONE);
  }

  private List<Cell> cells(Function<NamedSample, Cell> cell) {
    return all.stream().map(cell).toList();
  }
}
