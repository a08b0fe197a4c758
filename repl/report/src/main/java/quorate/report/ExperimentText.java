package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import quorate.experiments.published.PublishedExperiment;
import quorate.report.ExperimentView.Run;

/** A row with what was measured, and below it one with what was published; then a chart. */
final class ExperimentText {

  private static final List<String> FIGURES = List.of("mean", "p05", "p50", "p90", "p99", "max");

  private ExperimentText() {}

  static String of(ExperimentView view, Display display) {
    PublishedExperiment experiment = view.experiment();
    String source = experiment.name() + ": " + experiment.source();
    return Wrapping.paragraphs(
        Wrapping.text(source, display.width()) + "\n" + description(experiment, "", display),
        String.format(
            Locale.ROOT,
            "%s%,d trials of each in virtual time, seed %d; milliseconds",
            view.stopped() ? String.format(Locale.ROOT, "%,d of ", done(view)) : "",
            view.trials(),
            view.seed()),
        table(view.runs()).render(display),
        chart(view.runs(), display),
        stopped(view) + "again: " + view.again());
  }

  /** How many trials of a curve were done at most: they get on at one pace. */
  private static int done(ExperimentView view) {
    return view.runs().stream().mapToInt(run -> run.sample().trials().size()).max().orElse(0);
  }

  private static String stopped(ExperimentView view) {
    if (!view.stopped()) {
      return "";
    }
    String rest =
        view.unbegun().isEmpty() ? "" : "; nothing of " + String.join(", ", view.unbegun());
    return "stopped: the figures are about the trials that had run by then" + rest + "\n";
  }

  static String description(PublishedExperiment experiment, String indent, Display display) {
    return Wrapping.text(indent + String.join(" ", experiment.description()), display.width());
  }

  private static Table table(List<Run> runs) {
    List<String> columns = new ArrayList<>(FIGURES);
    boolean all = runs.stream().allMatch(run -> run.unsettled() == 0);
    if (!all) {
      columns.add("unsettled");
    }
    Table table = new Table(columns);
    for (Run run : runs) {
      table.row(run.curve().label(), row(run.figures(), all ? "" : "" + run.unsettled()));
      if (!run.curve().published().isEmpty()) {
        table.row("  published", row(run.curve().published(), all ? "" : "."));
      }
    }
    return table;
  }

  private static List<Cell> row(Map<String, Double> figures, String last) {
    List<Cell> cells = new ArrayList<>();
    for (String figure : FIGURES) {
      Double value = figures.get(figure);
      cells.add(number(value == null ? "-" : String.format(Locale.ROOT, "%,.0f", value)));
    }
    if (!last.isEmpty()) {
      cells.add(number(last));
    }
    return cells;
  }

  private static Cell number(String text) {
    return new Cell(text, "", false);
  }

  private static String chart(List<Run> runs, Display display) {
    DistributionChart chart = new DistributionChart();
    for (Run run : runs) {
      int trials = run.sample().trials().size();
      run.summary().ifPresent(summary -> chart.add(run.curve().label(), summary, trials));
    }
    String measured = runs.get(0).curve().measure().word();
    return chart.render(measured, display.width());
  }
}
