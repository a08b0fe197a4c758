package quorate.prompt.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.Sample;
import quorate.experiments.published.PublishedExperiment;
import quorate.experiments.published.PublishedExperiment.Curve;
import quorate.experiments.published.PublishedExperiments;
import quorate.experiments.typed.RunId;
import quorate.lab.UserError;
import quorate.lab.measure.Summary;
import quorate.prompt.console.Console;
import quorate.prompt.console.Desk;
import quorate.prompt.console.ProgressBar;
import quorate.report.Cell;
import quorate.report.DistributionChart;
import quorate.report.Json;
import quorate.report.Table;
import quorate.report.Wrapping;
import quorate.session.Answer;
import quorate.session.Simulations;

/** Runs a published experiment, and prints its figures beside the published ones. */
@Command(
    name = "experiment",
    description = "run a published experiment in virtual time, beside its published figures",
    customSynopsis =
        "experiment NAME [--trials N] [--seed N] [--threads N] [--samples]; experiments lists them",
    footer = {
      "",
      "examples:",
      "  experiment raft-figure-16",
      "  experiment availsim --trials 1000",
      "",
      "Each row has what was measured here, and below it what was published. Times are milliseconds; "
          + "p90 is what 90 % of the trials do not exceed. The same seed gives the same figures on every "
          + "machine, with any number of threads."
    })
public final class ExperimentVerb extends Verb {

  private static final int MAX_TRIALS = TrialsOptions.MOST_SIMULATED;
  private static final List<String> FIGURES = List.of("mean", "p05", "p50", "p90", "p99", "max");

  @Parameters(index = "0", paramLabel = "NAME", description = "which one")
  private String name;

  @Option(names = "--trials", description = "how many of each; otherwise as it was published")
  private Integer trials;

  @Option(names = "--seed", description = "what all chance comes from; otherwise the usual seed")
  private Long seed;

  @Option(names = "--threads", description = "how many trials run at once; otherwise all cores")
  private Integer threads;

  @Option(names = "--samples", description = "with --json: every single value as well")
  private boolean samples;

  /** The command of a session. */
  public ExperimentVerb(Desk desk) {
    super(desk);
  }

  /** A curve, and what was measured for it. */
  private record Run(Curve curve, Sample sample) {
    Optional<Summary> summary() {
      return curve.measure().of(sample);
    }

    long unsettled() {
      return sample.trials().size() - sample.settled();
    }
  }

  @Override
  public Answer run(String typed) throws InterruptedException {
    PublishedExperiment experiment = find();
    int each = trials != null ? trials : experiment.curves().get(0).trials();
    if (each < 1 || each > MAX_TRIALS) {
      throw new UserError("the number of trials is from 1 to " + MAX_TRIALS + ", got " + each);
    }
    int cores = TrialsOptions.threads(threads);
    List<Sample> measured =
        new Simulations(new ProgressBar(console()), cores)
            .run(experiment.curves().stream().map(Curve::experiment).toList(), each);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      runs.add(new Run(experiment.curves().get(i), measured.get(i)));
    }
    return Answer.of(json(experiment, runs, each), text(experiment, runs, each))
        .with(measured.stream().flatMap(sample -> sample.violations().stream()).toList());
  }

  private PublishedExperiment find() {
    OptionalLong chosen = seed != null ? OptionalLong.of(seed) : OptionalLong.empty();
    List<PublishedExperiment> all = PublishedExperiments.all(session().catalog(), chosen);
    return all.stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.unknown(
                    "experiment", name, all.stream().map(PublishedExperiment::name).toList()));
  }

  private static long seedOf(PublishedExperiment experiment) {
    return experiment.curves().get(0).experiment().cluster().seed();
  }

  private String text(PublishedExperiment experiment, List<Run> runs, int each) {
    Console console = console();
    List<String> parts = new ArrayList<>();
    parts.add(
        wrapped(experiment.name() + ": " + experiment.source(), console)
            + "\n"
            + wrapped(String.join(" ", experiment.description()), console));
    parts.add(
        String.format(
            "%,d trials of each in virtual time, seed %d; milliseconds", each, seedOf(experiment)));
    parts.add(table(runs).render(console.width(), console::bold));
    DistributionChart chart = new DistributionChart();
    for (Run run : runs) {
      run.summary()
          .ifPresent(
              summary -> chart.add(run.curve().label(), summary, run.sample().trials().size()));
    }
    String measured = runs.get(0).curve().measure().name().toLowerCase(Locale.ROOT);
    parts.add(chart.render(measured, console.width()));
    parts.add("again: " + again(experiment, each));
    return String.join("\n\n", parts);
  }

  private static String wrapped(String text, Console console) {
    return String.join("\n", Wrapping.lines(text, console.width()));
  }

  private static String again(PublishedExperiment experiment, int each) {
    return "experiment "
        + experiment.name()
        + " --trials "
        + each
        + " --seed "
        + seedOf(experiment);
  }

  private static Table table(List<Run> runs) {
    List<String> columns = new ArrayList<>(FIGURES);
    boolean all = runs.stream().allMatch(run -> run.unsettled() == 0);
    if (!all) {
      columns.add("unsettled");
    }
    Table table = new Table(columns);
    for (Run run : runs) {
      table.row(run.curve().label(), row(measured(run), all ? "" : "" + run.unsettled()));
      if (!run.curve().published().isEmpty()) {
        table.row("  published", row(run.curve().published(), all ? "" : "."));
      }
    }
    return table;
  }

  private static Map<String, Double> measured(Run run) {
    return run.summary().map(PublishedExperiment::figures).orElse(Map.of());
  }

  private static List<Cell> row(Map<String, Double> figures, String last) {
    List<Cell> cells = new ArrayList<>();
    for (String figure : FIGURES) {
      Double value = figures.get(figure);
      cells.add(
          value == null
              ? new Cell("-", "", false)
              : new Cell(String.format(Locale.ROOT, "%,.0f", value), "", false));
    }
    if (!last.isEmpty()) {
      cells.add(new Cell(last, "", false));
    }
    return cells;
  }

  private ObjectNode json(PublishedExperiment experiment, List<Run> runs, int each) {
    ObjectNode json =
        Json.object()
            .put("experiment", experiment.name())
            .put("source", experiment.source())
            .put("trials", each)
            .put("seed", seedOf(experiment))
            .put("again", again(experiment, each));
    ArrayNode rows = json.putArray("rows");
    for (Run run : runs) {
      ObjectNode row =
          rows.addObject()
              .put("label", run.curve().label())
              .put("trials", run.sample().trials().size())
              .put("unsettled", run.unsettled())
              .put("violations", run.sample().violations().size());
      row.set("ms", json(measured(run)));
      row.set("published", json(run.curve().published()));
      run.sample().fingerprint().ifPresent(hash -> row.put("fingerprint", hash));
      row.put("replay", RunId.of(run.curve().experiment(), run.sample()).toString());
      if (samples) {
        ArrayNode values = row.putArray("samples");
        run.summary().ifPresent(summary -> summary.values().forEach(it -> values.add(rounded(it))));
      }
    }
    return json;
  }

  private static ObjectNode json(Map<String, Double> figures) {
    ObjectNode json = Json.object();
    figures.forEach((figure, value) -> json.put(figure, rounded(value)));
    return json;
  }

  private static double rounded(double millis) {
    return Math.round(millis * 1e3) / 1e3;
  }

  @Override
  public List<String> completions(List<String> words) {
    return words.isEmpty()
        ? PublishedExperiments.all(session().catalog()).stream()
            .map(PublishedExperiment::name)
            .toList()
        : List.of("--trials", "--seed", "--threads", "--samples");
  }
}
