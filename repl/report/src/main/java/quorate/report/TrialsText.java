package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import quorate.experiments.Figure;
import quorate.experiments.Trial;
import quorate.experiments.typed.RunId;
import quorate.lab.Printable;
import quorate.report.TrialsView.Asked;
import quorate.report.TrialsView.Kind;

/** A table of samples; around it, what was done, how the times are distributed, and the runs. */
final class TrialsText {

  /** More curves than that cannot be told apart. */
  private static final int MOST_CURVES = 10;

  private TrialsText() {}

  static String of(TrialsView view, Display display) {
    List<NamedSample> all = view.samples();
    Asked asked = view.asked();
    boolean compares = asked.kind() == Kind.COMPARISON;
    SampleTable table = new SampleTable(all);
    return Wrapping.paragraphs(
        title(view),
        compares ? table.inColumns(display) : table.inRows(display),
        impossible(view, display.lineWidth()),
        view.notes().text(display.lineWidth()),
        asked.eachTrial() ? table.byTrial(display) : "",
        chart(all, display),
        asked.simulated() ? replays(all, compares) : "",
        end(view));
  }

  private static String title(TrialsView view) {
    Asked asked = view.asked();
    String sizes =
        view.samples().stream()
            .map(it -> Integer.toString(it.sample().experiment().cluster().size()))
            .distinct()
            .collect(Collectors.joining(", "));
    int begun = view.samples().stream().mapToInt(it -> it.sample().all().size()).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "%s, %s %s, %s%s %s, seed %d\n%s",
        Printable.visible(asked.scenario().name()),
        sizes,
        sizes.equals("1") ? "node" : "nodes",
        view.stopped() ? String.format(Locale.ROOT, "%,d of ", begun) : "",
        Amount.of(asked.trials(), "trial"),
        asked.simulated() ? "in virtual time" : "over TCP",
        asked.seed(),
        asked.scenario().description());
  }

  private static String impossible(TrialsView view, int width) {
    return Wrapping.text(
        view.impossible().entrySet().stream()
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
    return chart.render("converged", display.width());
  }

  /** What to type to run samples again, and a trial of each that is worth a look. */
  private static String replays(List<NamedSample> all, boolean outliers) {
    List<String> lines = new ArrayList<>();
    for (NamedSample it : all) {
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

  private static String end(TrialsView view) {
    List<String> lines = new ArrayList<>();
    if (view.stopped()) {
      String rest =
          view.unbegun().isEmpty() ? "" : "; nothing of " + String.join(", ", view.unbegun());
      lines.add("stopped: the figures are about the trials that had run by then" + rest);
    }
    lines.add(LateTimers.line(view.samples().stream().map(NamedSample::sample).toList()));
    lines.add("again: " + view.asked().again());
    lines.removeIf(String::isEmpty);
    return String.join("\n", lines);
  }
}
