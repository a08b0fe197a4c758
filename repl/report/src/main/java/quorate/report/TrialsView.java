package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import quorate.experiments.Cautions;
import quorate.experiments.Sample;
import quorate.experiments.Scenario;
import quorate.lab.invariant.Violation;

/**
 * What trials of several experiments cost.
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

  public enum Kind {
    COMPARISON,
    SWEEP
  }

  /**
   * What was to be done.
   *
   * @param simulated whether in virtual time; otherwise over TCP
   * @param eachTrial whether a person is to see each trial as well
   */
  public record Asked(
      Kind kind,
      Scenario scenario,
      int trials,
      boolean simulated,
      long seed,
      String again,
      boolean eachTrial) {}

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
    return samples.stream().flatMap(it -> it.sample().violations().stream()).toList();
  }

  @Override
  public String text(Display display) {
    return TrialsText.of(this, display);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.object().put("scenario", asked.scenario().name());
    json.put("trials", asked.trials()).put("runtime", asked.simulated() ? "sim" : "tcp");
    json.put("seed", asked.seed()).put("again", asked.again());
    if (asked.kind() == Kind.COMPARISON) {
      json.put("nodes", nodes(samples.get(0)));
      ArrayNode algorithms = json.putArray("algorithms");
      samples.forEach(it -> algorithms.add(SampleJson.of(it.sample())));
    } else {
      ArrayNode rows = json.putArray("rows");
      samples.forEach(
          it ->
              rows.addObject()
                  .put("setting", it.name())
                  .put("nodes", nodes(it))
                  .setAll(SampleJson.of(it.sample())));
    }
    notes().addTo(json);
    json.put("stopped", stopped);
    if (!impossible.isEmpty()) {
      impossible.forEach(json.putObject("impossible")::put);
    }
    return json;
  }

  private static int nodes(NamedSample it) {
    return it.sample().experiment().cluster().size();
  }
}
