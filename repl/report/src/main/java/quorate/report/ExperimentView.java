package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import quorate.experiments.Sample;
import quorate.experiments.published.PublishedExperiment;
import quorate.experiments.published.PublishedExperiment.Curve;
import quorate.experiments.typed.RunId;
import quorate.lab.invariant.Violation;
import quorate.lab.measure.Summary;

/**
 * What was measured in a published experiment, above what was published; then a chart.
 *
 * @param trials how many of each curve
 * @param runs one for each curve that was begun, in order
 * @param unbegun the labels of the others
 * @param stopped whether a person ended the trials before all were done
 * @param eachValue whether a program is to see every single value
 */
public record ExperimentView(
    PublishedExperiment experiment,
    int trials,
    List<Run> runs,
    List<String> unbegun,
    boolean stopped,
    boolean eachValue)
    implements View {

  private static final List<String> FIGURES = List.of("mean", "p05", "p50", "p90", "p99", "max");

  /** A curve, and what was measured for it. */
  public record Run(Curve curve, Sample sample) {
    Optional<Summary> summary() {
      return sample.summary(curve.measure());
    }

    /** In milliseconds, by their names. */
    Map<String, Double> figures() {
      return summary().map(PublishedExperiment::figures).orElse(Map.of());
    }

    long unsettled() {
      return sample.trials().size() - sample.settled();
    }
  }

  /** Sets a sample beside each curve, in the same order. */
  public static ExperimentView of(
      PublishedExperiment experiment,
      int trials,
      List<Sample> samples,
      boolean stopped,
      boolean eachValue) {
    Map<Boolean, List<Run>> runs =
        IntStream.range(0, samples.size())
            .mapToObj(i -> new Run(experiment.curves().get(i), samples.get(i)))
            .collect(Collectors.partitioningBy(run -> !run.sample().all().isEmpty()));
    List<String> unbegun = runs.get(false).stream().map(run -> run.curve().label()).toList();
    return new ExperimentView(experiment, trials, runs.get(true), unbegun, stopped, eachValue);
  }

  long seed() {
    return experiment.curves().get(0).experiment().cluster().seed();
  }

  String again() {
    return "experiment " + experiment.name() + " --trials " + trials + " --seed " + seed();
  }

  @Override
  public List<Violation> violations() {
    return runs.stream().flatMap(run -> run.sample().violations().stream()).toList();
  }

  @Override
  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("experiment", experiment.name())
            .put("source", experiment.source())
            .put("trials", trials)
            .put("seed", seed())
            .put("again", again())
            .put("stopped", stopped);
    ArrayNode rows = json.putArray("rows");
    runs.forEach(run -> add(run, rows.addObject()));
    return json;
  }

  private void add(Run run, ObjectNode row) {
    row.put("label", run.curve().label())
        .put("trials", run.sample().trials().size())
        .put("unsettled", run.unsettled())
        .put("violations", run.sample().violations().size());
    add(run.figures(), row.putObject("ms"));
    add(run.curve().published(), row.putObject("published"));
    run.sample().fingerprint().ifPresent(hash -> row.put("fingerprint", hash));
    row.put("replay", RunId.of(run.sample()).toString());
    if (eachValue) {
      ArrayNode values = row.putArray("samples");
      run.summary().ifPresent(it -> it.values().forEach(each -> values.add(Json.rounded(each))));
    }
  }

  private static void add(Map<String, Double> figures, ObjectNode json) {
    figures.forEach((figure, value) -> json.put(figure, Json.rounded(value)));
  }

  @Override
  public String text(Display display) {
    String source = experiment.name() + ": " + experiment.source();
    return Wrapping.paragraphs(
        Wrapping.text(source, display.width()) + "\n" + description(experiment, "", display),
        String.format(
            Locale.ROOT,
            "%s%,d trials of each in virtual time, seed %d; milliseconds",
            stopped ? String.format(Locale.ROOT, "%,d of ", done()) : "",
            trials,
            seed()),
        table().render(display),
        chart(display),
        end() + "again: " + again());
  }

  /** How many trials of a curve were done at most: they get on at one pace. */
  private int done() {
    return runs.stream().mapToInt(run -> run.sample().trials().size()).max().orElse(0);
  }

  private String end() {
    if (!stopped) {
      return "";
    }
    String rest = unbegun.isEmpty() ? "" : "; nothing of " + String.join(", ", unbegun);
    return "stopped: the figures are about the trials that had run by then" + rest + "\n";
  }

  static String description(PublishedExperiment experiment, String indent, Display display) {
    return Wrapping.text(indent + String.join(" ", experiment.description()), display.width());
  }

  private Table table() {
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

  private String chart(Display display) {
    DistributionChart chart = new DistributionChart();
    for (Run run : runs) {
      int trials = run.sample().trials().size();
      run.summary().ifPresent(summary -> chart.add(run.curve().label(), summary, trials));
    }
    String measured = runs.get(0).curve().measure().word();
    return chart.render(measured, display);
  }
}
