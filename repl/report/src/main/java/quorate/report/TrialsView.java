package quorate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import quorate.experiments.Cautions;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Scenario;
import quorate.lab.invariant.Violation;

/**
 * What trials of several experiments cost.
 *
 * @param asked what was to be done
 * @param samples the experiments with at least one trial, in order, each with its figures
 * @param unbegun the names of the experiments that were stopped before their first trial
 * @param impossible the settings that cannot be, by name, and why
 * @param stopped whether a person stopped the trials before all had run
 */
public record TrialsView(
    Asked asked,
    List<Measured> samples,
    List<String> unbegun,
    Map<String, String> impossible,
    boolean stopped)
    implements View {

  /** What the experiments are to each other. */
  public enum Kind {
    /** The same with several algorithms. */
    COMPARISON,
    /** The same with several settings. */
    SWEEP
  }

  /**
   * What was to be done.
   *
   * @param scenario what is done in each trial
   * @param trials how many trials of each experiment
   * @param simulated whether in virtual time; otherwise over TCP
   * @param seed what all chance comes from
   * @param again the line that asks for the same
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
   * Works out all figures.
   *
   * @param experiments by the names of their samples, in order
   * @param done a sample for each of them, in the same order; empty if it was not begun
   */
  public static TrialsView of(
      Asked asked,
      Map<String, Experiment> experiments,
      List<Sample> done,
      Map<String, String> impossible,
      boolean stopped) {
    List<Measured> measured = new ArrayList<>();
    List<String> unbegun = new ArrayList<>();
    Iterator<Sample> samples = done.iterator();
    experiments.forEach(
        (name, experiment) -> {
          Sample sample = samples.next();
          if (sample.all().isEmpty()) {
            unbegun.add(name);
          } else {
            measured.add(Measured.of(name, experiment, sample));
          }
        });
    return new TrialsView(asked, measured, unbegun, impossible, stopped);
  }

  /** Whether all that was asked for was done. */
  public boolean complete() {
    return impossible.isEmpty() && !stopped;
  }

  /** What is to be known of the settings. */
  Notes notes() {
    Notes notes = new Notes();
    samples.forEach(it -> notes.add(it.name(), Cautions.of(it.experiment())));
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
      json.put("nodes", samples.get(0).size());
      ArrayNode algorithms = json.putArray("algorithms");
      samples.forEach(it -> algorithms.add(SampleJson.of(it)));
    } else {
      ArrayNode rows = json.putArray("rows");
      samples.forEach(
          it ->
              rows.addObject()
                  .put("setting", it.name())
                  .put("nodes", it.size())
                  .setAll(SampleJson.of(it)));
    }
    notes().addTo(json);
    json.put("stopped", stopped);
    if (!impossible.isEmpty()) {
      impossible.forEach(json.putObject("impossible")::put);
    }
    return json;
  }
}
