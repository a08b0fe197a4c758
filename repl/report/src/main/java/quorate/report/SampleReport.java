package quorate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import quorate.experiments.Trial;
import quorate.experiments.typed.RunId;

/** What stands below a table of samples: how the times are distributed, and the runs by name. */
public final class SampleReport {

  /** More curves than that cannot be told apart. */
  private static final int MOST_CURVES = 10;

  private SampleReport() {}

  /**
   * How the times of some samples are distributed; empty if there are too many samples, or none.
   */
  public static String chart(List<Measured> all, int width) {
    if (all.size() > MOST_CURVES) {
      return "";
    }
    DistributionChart chart = new DistributionChart();
    for (Measured it : all) {
      it.converged().ifPresent(summary -> chart.add(it.name(), summary, it.trials()));
    }
    return chart.render("converged", width);
  }

  /**
   * What to type to run simulated samples again; what is said of a run is a comment there.
   *
   * @param outliers whether to name a trial of each that is worth a look as well
   */
  public static String replays(List<Measured> all, boolean outliers) {
    List<String> lines = new ArrayList<>();
    for (Measured it : all) {
      lines.add("replay " + RunId.of(it.experiment(), it.sample()));
      if (outliers) {
        Trial trial = it.outlier();
        lines.add("replay " + RunId.of(it.experiment(), trial) + "  # " + what(trial));
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
}
