package quorate.prompt.verbs;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.published.PublishedExperiment;
import quorate.experiments.published.PublishedExperiment.Curve;
import quorate.experiments.published.PublishedExperiments;
import quorate.lab.UserError;
import quorate.report.ExperimentView;
import quorate.report.View;
import quorate.session.Answer;
import quorate.session.Progress;
import quorate.session.Simulations;
import quorate.session.StoppedTrials;

/** Runs a published experiment, and prints its figures beside the published ones. */
@Command(
    name = "experiment",
    description = "run a published experiment in virtual time, beside its published figures",
    customSynopsis =
        "experiment NAME [--trials N] [--seed N] [--threads N] [--samples]; experiments lists them")
public final class ExperimentVerb extends Verb {

  @Parameters(index = "0", paramLabel = "EXPERIMENT", description = "which one")
  private String name;

  @Option(names = "--trials", description = "how many of each; otherwise as it was published")
  private Integer trials;

  @Option(
      names = "--seed",
      description = "the source of all random choices; otherwise the default seed")
  private Long seed;

  @Mixin private ThreadsOption threads;

  @Option(names = "--samples", description = "with --json: every single value as well")
  private boolean samples;

  @Override
  public Answer run(String typed) throws InterruptedException {
    PublishedExperiment experiment = find();
    int each = trials != null ? trials : experiment.curves().get(0).trials();
    if (each < 1 || each > TrialsOptions.MOST_SIMULATED) {
      throw new UserError(
          "the number of trials is from 1 to " + TrialsOptions.MOST_SIMULATED + ", got " + each);
    }
    List<Experiment> all = experiment.curves().stream().map(Curve::experiment).toList();
    Progress progress = progress(done -> soFar(experiment, each, done));
    Simulations simulations = new Simulations(progress, threads.number());
    try {
      List<Sample> measured = simulations.run(all, each);
      return Answer.of(ExperimentView.of(experiment, each, measured, false, samples));
    } catch (StoppedTrials interrupted) {
      List<Sample> measured = interrupted.soFar();
      if (measured.stream().allMatch(sample -> sample.all().isEmpty())) {
        throw interrupted;
      }
      return Answer.of(ExperimentView.of(experiment, each, measured, true, samples)).inPart();
    }
  }

  /** The report about those trials that are done by now; empty while there are none. */
  private Optional<View> soFar(PublishedExperiment experiment, int each, List<Sample> done) {
    return done.stream().allMatch(sample -> sample.all().isEmpty())
        ? Optional.empty()
        : Optional.of(ExperimentView.of(experiment, each, done, true, samples));
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
}
