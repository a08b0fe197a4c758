package quorate.experiments.published;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import quorate.experiments.Experiment;
import quorate.experiments.Figure;
import quorate.lab.measure.Summary;

/**
 * An experiment that somebody published, written down so that it can be run here.
 *
 * @param name what is typed: {@code availsim}
 * @param source where it was published
 * @param description what is done and what is measured, a line each
 * @param curves its curves, in the order of the publication
 */
public record PublishedExperiment(
    String name, String source, List<String> description, List<Curve> curves) {

  public PublishedExperiment {
    description = List.copyOf(description);
    curves = List.copyOf(curves);
  }

  /**
   * One curve.
   *
   * @param label what sets it apart from the others
   * @param experiment what is run
   * @param trials how often it was run there, or is usually run here
   * @param measure what is measured
   * @param published the figures that were published, in milliseconds, by the names that {@link
   *     #figures} has; empty if there are none
   */
  public record Curve(
      String label,
      Experiment experiment,
      int trials,
      Figure measure,
      Map<String, Double> published) {

    public Curve {
      published = Collections.unmodifiableMap(new LinkedHashMap<>(published));
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * The figures of a sample by the names that {@link Curve#published} uses, and some more: {@code
   * mean}, {@code p01} to {@code p99}, {@code max}.
   */
  public static Map<String, Double> figures(Summary summary) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("mean", summary.mean());
    for (int percent : new int[] {1, 5, 25, 50, 75, 90, 95, 99}) {
      figures.put(String.format("p%02d", percent), summary.quantile(percent / 100.0));
    }
    figures.put("max", summary.max());
    return figures;
  }
}
