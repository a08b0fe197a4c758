package quorate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import quorate.experiments.Figure;
import quorate.experiments.Sample;
import quorate.experiments.Trial;
import quorate.lab.measure.Summary;

/** What trials cost, sample by sample: side by side in columns, or one below the other. */
final class SampleTable {

  /** The figures of a sample that stands in one row, by the heads of their columns. */
  private static final Map<String, Function<NamedSample, Cell>> IN_A_ROW = new LinkedHashMap<>();

  static {
    IN_A_ROW.put("median", shown(Figure.CONVERGED, Summary::p50, SampleTable::plain));
    IN_A_ROW.put("p90", shown(Figure.CONVERGED, Summary::p90, SampleTable::plain));
    IN_A_ROW.put("p99", shown(Figure.CONVERGED, Summary::p99, SampleTable::plain));
    IN_A_ROW.put("max", shown(Figure.CONVERGED, Summary::max, SampleTable::plain));
    IN_A_ROW.put("mean", shown(Figure.CONVERGED, Summary::mean, SampleTable::plain));
    IN_A_ROW.put("messages", shown(Figure.MESSAGES, Summary::mean, Cell::decimal));
    IN_A_ROW.put("rounds", shown(Figure.ROUNDS, Summary::mean, Cell::decimal));
  }

  /** That many reasons are listed; the others are counted together. */
  private static final int MOST_REASONS = 3;

  private final List<NamedSample> all;

  SampleTable(List<NamedSample> all) {
    this.all = List.copyOf(all);
  }

  /** The samples side by side, with all of their figures. */
  String inColumns(Display display) {
    Columns<NamedSample> table = new Columns<>(all, NamedSample::name);
    table.row("settled", it -> Cell.text(settled(it.sample())));
    addBest(table, "converged, median", Figure.CONVERGED, Cell::millis);
    table
        .row("  p90", shown(Figure.CONVERGED, Summary::p90, Cell::millis))
        .row("  p99", shown(Figure.CONVERGED, Summary::p99, Cell::millis))
        .row("  max", shown(Figure.CONVERGED, Summary::max, Cell::millis))
        .row("  mean", shown(Figure.CONVERGED, Summary::mean, Cell::millis))
        .rowIfAny("detected, median", shown(Figure.DETECTED, Summary::p50, Cell::millis))
        .rowIfAny("elected, median", shown(Figure.ELECTED, Summary::p50, Cell::millis))
        .row("leaderless, median", shown(Figure.LEADERLESS, Summary::p50, Cell::millis))
        .row("two leaders, max", it -> twoLeaders(it.sample()));
    addBest(table, "messages, median", Figure.MESSAGES, Cell::number);
    table
        .row("  p99", shown(Figure.MESSAGES, Summary::p99, Cell::number))
        .row("  max", shown(Figure.MESSAGES, Summary::max, Cell::number))
        .heading("messages, mean");
    all.stream()
        .flatMap(it -> it.sample().messagesByType().keySet().stream())
        .distinct()
        .forEach(type -> table.row("  " + type, it -> mean(it.sample(), type)));
    table
        .row("rounds, mean", shown(Figure.ROUNDS, Summary::mean, Cell::decimal))
        .row("violations", SampleTable::violations);
    StoreRows.addSamples(table, "", all.stream().map(NamedSample::sample).toList());
    String best = table.hasBest() ? "* the best of its row; " : "";
    return "%s\n(%smessages without heartbeats)%s"
        .formatted(table.render(display), best, notes(display.width()));
  }

  /** One number of a figure, and how it is written. */
  private static Function<NamedSample, Cell> shown(
      Figure figure, ToDoubleFunction<Summary> number, DoubleFunction<Cell> written) {
    return it ->
        it.sample()
            .summary(figure)
            .map(summary -> written.apply(number.applyAsDouble(summary)))
            .orElse(Cell.NONE);
  }

  /**
   * Adds the medians, with the lowest marked. What did not settle is in no figure: then the lowest
   * one may be of those that had it easy, and none is marked.
   */
  private void addBest(
      Columns<NamedSample> table, String head, Figure figure, DoubleFunction<Cell> written) {
    boolean comparable =
        all.stream()
            .map(NamedSample::sample)
            .allMatch(it -> !it.trials().isEmpty() && it.allSettled());
    table.lowestIsBest(
        head,
        shown(figure, Summary::p50, written),
        it ->
            it.sample()
                .summary(figure)
                .filter(summary -> comparable)
                .map(summary -> OptionalDouble.of(summary.p50()))
                .orElse(OptionalDouble.empty()),
        "");
  }

  /** The samples one below the other, with the most important figures, in milliseconds. */
  String inRows(Display display) {
    Map<String, Function<NamedSample, Cell>> columns = new LinkedHashMap<>(IN_A_ROW);
    if (!allSettled()) {
      columns.put("settled", it -> Cell.text(settled(it.sample())));
    }
    if (!all.stream().allMatch(it -> it.sample().violations().isEmpty())) {
      columns.put("violations", SampleTable::violations);
    }
    Table table = new Table(List.copyOf(columns.keySet()));
    String key = sharedKey();
    if (!key.isEmpty()) {
      table.heading(key);
    }
    for (NamedSample it : all) {
      String name = it.name().substring(key.length());
      table.row(
          key.isEmpty() ? name : "  " + name,
          columns.values().stream().map(column -> column.apply(it)).toList());
    }
    return table.render(display)
        + "\n"
        + Wrapping.text(
            "(times until converged, in ms; messages without heartbeats, and rounds: means)",
            display.lineWidth())
        + notes(display.width());
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
    Columns<NamedSample> table = new Columns<>(all, NamedSample::name);
    table.heading("converged, by trial");
    int most = all.stream().mapToInt(it -> it.sample().all().size()).max().orElse(0);
    for (int i = 0; i < most; i++) {
      int trial = i;
      table.row("  " + (trial + 1), it -> converged(it.sample().all(), trial));
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
    int broken = it.sample().violations().size();
    return broken == 0 ? Cell.count(0) : Cell.count(broken).in(Tone.BAD);
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

  /**
   * What a reader must know of the trials that are not in every row: which rows are about which
   * trials, why some did not settle, and which step of the scenario could not be done in some. Each
   * line begins with a line end; empty if all trials ran and settled.
   */
  private String notes(int width) {
    List<String> lines = new ArrayList<>(StoreRows.notes(all));
    if (!allSettled()) {
      lines.add(
          "(times, messages and rounds are about the trials that settled; two leaders and violations,"
              + " about all)");
    }
    for (NamedSample it : all) {
      addReasons(it, it.sample().reasons(), "did not settle", lines);
      addReasons(it, it.sample().undoneSteps(), "did not run and are in no row", lines);
    }
    return lines.stream()
        .map(line -> "\n" + Wrapping.text(line, width))
        .collect(Collectors.joining());
  }

  private boolean allSettled() {
    return all.stream().allMatch(it -> it.sample().allSettled());
  }

  private static void addReasons(
      NamedSample it, Map<String, Long> reasons, String what, List<String> lines) {
    int number = 0;
    long others = 0;
    for (Map.Entry<String, Long> reason : reasons.entrySet()) {
      if (++number > MOST_REASONS) {
        others += reason.getValue();
      } else {
        lines.add(it.name() + ": " + trials(reason.getValue(), what) + ": " + reason.getKey());
      }
    }
    if (others > 0) {
      lines.add(it.name() + ": " + trials(others, what) + ", for other reasons");
    }
  }

  private static String trials(long count, String what) {
    return Amount.of(count, "trial") + " " + (count == 1 ? what.replace("are in", "is in") : what);
  }
}
