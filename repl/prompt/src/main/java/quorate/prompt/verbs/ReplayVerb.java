package quorate.prompt.verbs;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.Experiment;
import quorate.experiments.ObservedCluster;
import quorate.experiments.Sample;
import quorate.experiments.Trial;
import quorate.experiments.language.Change;
import quorate.experiments.typed.RunId;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.report.NamedSample;
import quorate.report.OutcomesView;
import quorate.report.OutcomesView.ClusterOutcome;
import quorate.report.ReplayView;
import quorate.session.Answer;
import quorate.session.ScenarioFiles;
import quorate.session.Simulations;

/** Runs again what a report named. */
@Command(
    name = "replay",
    description = "repeat a simulated run that a report named, to look at it",
    customSynopsis = "replay ID")
public final class ReplayVerb extends Verb {

  @Parameters(paramLabel = "ID", description = "what a report printed")
  private String id;

  @Override
  public Answer run(String typed) throws InterruptedException {
    RunId run =
        RunId.parse(id, session().catalog(), ScenarioFiles::find, session().freeName("replay"));
    StartVerb.checkSize(run.experiment().cluster().size(), World.SIM);
    return run.kind() == RunId.Kind.TRIAL ? trial(run, typed) : sample(run);
  }

  private Answer trial(RunId run, String typed) throws InterruptedException {
    Experiment experiment = run.experiment();
    Trial.Run again = Trial.Run.simulate(experiment, run.number());
    ObservedCluster cluster = again.cluster();
    Trial trial = again.trial();
    ClusterOutcome outcome =
        ClusterOutcome.of(
            cluster,
            Optional.empty(),
            Change.of(experiment.scenario().name()),
            trial.outcome(),
            trial.violations(),
            trial.latestTimerNanos(),
            List.of(),
            trial.undone());
    OutcomesView outcomes = new OutcomesView("scenario", Optional.empty(), List.of(outcome));
    ReplayView replay;
    try {
      replay = ReplayView.of(run, trial.fingerprint(), outcomes);
    } catch (UserError other) {
      cluster.close();
      throw other;
    }
    session().add(cluster);
    session().remember(cluster, experiment.scenario().name(), trial.outcome());
    return Answer.of(replay);
  }

  private Answer sample(RunId run) throws InterruptedException {
    if (run.number() > TrialsOptions.MOST_SIMULATED) {
      throw new UserError("the number of trials is from 1 to " + TrialsOptions.MOST_SIMULATED);
    }
    Experiment experiment = run.experiment();
    int cores = Runtime.getRuntime().availableProcessors();
    Sample sample =
        new Simulations(progress(), cores).run(List.of(experiment), run.number()).get(0);
    String name = experiment.cluster().algorithm().name();
    return Answer.of(ReplayView.of(run, sample.fingerprint(), new NamedSample(name, sample)));
  }
}
