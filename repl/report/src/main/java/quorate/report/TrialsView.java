package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import quorate.experiments.Cautions;
import quorate.experiments.Figure;
import quorate.experiments.Sample;
import quorate.experiments.Scenario;
import quorate.experiments.Trial;
import quorate.experiments.typed.RunId;
import quorate.lab.Printable;
import quorate.lab.cluster.World;
import quorate.lab.invariant.Violation;

/**
 * What trials of several experiments cost: a table, and around it what was done, how the times are
 * distributed, and how to run a trial again.
 *
 * @param samples the experiments with at least one trial, in order, each with its figures
 * @param unbegun the names of the experiments that were stopped before their first trial
 * @param impossible the settings that cannot be, by name, and why
 */
public record TrialsView(
    Asked asked,
    List<NamedSample> samples,
    List<String> unbegun,
    Map<String, String> impossible,
    boolean stopped)
    implements View {

  /** More curves than that cannot be told apart. */
  private static final int MOST_CURVES = 10;

  public enum Kind {
    COMPARISON,
    SWEEP
  }

  /**
   * What was to be done.
   *
   * @param world where its clusters ran
   * @param eachTrial whether a person is to see each trial as well
   */
  public record Asked(
      Kind kind,
      Scenario scenario,
      int trials,
      World world,
      long seed,
      String again,
      boolean eachTrial) {

    public boolean simulated() {
      return world == World.SIM;
    }
  }

  /**
   * Gives samples their names.
   *
   * @param names what the samples are called, in order
   * @param samples those that were not begun are empty
   */
  public static TrialsView of(
      Asked asked,
      Collection<String> names,
      List<Sample> samples,
      Map<String, String> impossible,
      boolean stopped) {
    List<NamedSample> begun = new ArrayList<>();
    List<String> unbegun = new ArrayList<>();
    Iterator<Sample> next = samples.iterator();
    for (String name : names) {
      Sample sample = next.next();
      if (sample.all().isEmpty()) {
        unbegun.add(name);
      } else {
        begun.add(new NamedSample(name, sample));
      }
    }
    return new TrialsView(asked, begun, unbegun, impossible, stopped);
  }

  /** Whether all that was asked for was done. */
  public boolean complete() {
    return impossible.isEmpty() && !stopped;
  }

  Notes notes() {
    Notes notes = new Notes();
    samples.forEach(it -> notes.add(it.name(), Cautions.of(it.sample().experiment())));
    return notes;
  }

  @Override
  public List<Violation> violations() {
    return samples.stream().flatMap(it -> it.violations().stream()).toList();
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object().put("scenario", asked.scenario().name());
    json.put("trials", asked.trials()).put("runtime", asked.world().word());
    json.put("seed", asked.seed()).put("again", asked.again());
    if (asked.kind() == Kind.COMPARISON) {
      json.put("nodes", samples.get(0).nodes());
      ArrayNode algorithms = json.putArray("algorithms");
      samples.forEach(it -> algorithms.add(SampleJson.of(it.sample())));
    } else {
      ArrayNode rows = json.putArray("rows");
      samples.forEach(
          it ->
              rows.addObject()
                  .put("setting", it.name())
                  .put("nodes", it.nodes())
                  .setAll(SampleJson.of(it.sample())));
    }
    notes().addTo(json);
    json.put("stopped", stopped);
    if (!impossible.isEmpty()) {
      impossible.forEach(json.putObject("impossible")::put);
    }
    return json;
  }

  @Override
  public String text(Display display) {
    boolean compares = asked.kind() == Kind.COMPARISON;
    SampleTable table = new SampleTable(samples);
    return Wrapping.paragraphs(
        Wrapping.text(title().lines().toList(), display.lineWidth()),
        compares ? table.inColumns(display) : table.inRows(display),
        impossible(display.lineWidth()),
        notes().text(display.lineWidth()),
        asked.eachTrial() ? table.byTrial(display) : "",
        chart(samples, display),
        asked.simulated() ? replays(compares) : "",
        end());
  }

  private String title() {
    String sizes =
        samples.stream()
            .map(it -> Integer.toString(it.nodes()))
            .distinct()
            .collect(Collectors.joining(", "));
    int begun = samples.stream().mapToInt(it -> it.sample().all().size()).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "%s, %s %s, %s%s %s, seed %d\n%s",
        Printable.visible(asked.scenario().name()),
        sizes,
        sizes.equals("1") ? "node" : "nodes",
        stopped ? String.format(Locale.ROOT, "%,d of ", begun) : "",
        Amount.of(asked.trials(), "trial"),
        asked.world().where(),
        asked.seed(),
        asked.scenario().description());
  }

  private String impossible(int width) {
    return Wrapping.text(
        impossible.entrySet().stream()
            .map(it -> "not done  " + it.getKey() + ": " + it.getValue())
            .toList(),
        width);
  }

  /** Empty if there are too many samples, or none. */
  static String chart(List<NamedSample> all, Display display) {
    if (all.size() > MOST_CURVES) {
      return "";
    }
    DistributionChart chart = new DistributionChart();
    for (NamedSample it : all) {
      it.sample()
          .summary(Figure.CONVERGED)
          .ifPresent(summary -> chart.add(it.name(), summary, it.sample().trials().size()));
    }
    return chart.render("converged", display);
  }

  /** What to type to run samples again, and a trial of each that is worth a look. */
  private String replays(boolean outliers) {
    List<String> lines = new ArrayList<>();
    for (NamedSample it : samples) {
      lines.add("replay " + RunId.of(it.sample()));
      if (outliers) {
        Trial trial = it.sample().outlier();
        lines.add("replay " + RunId.of(it.sample().experiment(), trial) + "  # " + what(trial));
      }
    }
    return String.join("\n", lines);
  }

  private static String what(Trial trial) {
    if (!trial.violations().isEmpty()) {
      return "broke a promise";
    } else if (!trial.ran()) {
      return "did not run";
    } else if (!trial.outcome().settled()) {
      return "did not settle";
    }
    double millis = trial.outcome().converged().orElse(0) / 1e6;
    return String.format(Locale.ROOT, "slowest, %.0f ms", millis);
  }

  private String end() {
    List<String> lines = new ArrayList<>();
    if (stopped) {
      String rest = unbegun.isEmpty() ? "" : "; nothing of " + String.join(", ", unbegun);
      lines.add("stopped: the figures are about the trials that had run by then" + rest);
    }
    lines.add(LateTimers.line(samples.stream().map(NamedSample::sample).toList()));
    lines.add("again: " + asked.again());
    lines.removeIf(String::isEmpty);
    return String.join("\n", lines);
  }
}
