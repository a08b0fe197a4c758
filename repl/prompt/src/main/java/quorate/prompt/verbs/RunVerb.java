package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import quorate.experiments.ObservedCluster;
import quorate.experiments.Scenario;
import quorate.experiments.Scenario.Step;
import quorate.experiments.ScenarioRun;
import quorate.experiments.Setup;
import quorate.experiments.language.Change;
import quorate.experiments.language.Statements;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.Fault;
import quorate.lab.invariant.Violation;
import quorate.report.OutcomesView;
import quorate.report.OutcomesView.ClusterOutcome;
import quorate.session.Answer;
import quorate.session.ScenarioFiles;

/** Does a scenario to the clusters that run. */
@Command(
    name = "run",
    description = "run a scenario on the clusters that are up, and measure",
    customSynopsis = "run SCENARIO")
public final class RunVerb extends Verb {

  @Parameters(paramLabel = "SCENARIO", description = "a name, or the path of a file")
  private String typedScenario;

  @Override
  public Answer run(String typed) throws InterruptedException {
    Scenario scenario = ScenarioFiles.find(typedScenario);
    if (scenario.steps().isEmpty()) {
      throw new UserError(
          Printable.of(scenario.name())
              + " does nothing to a cluster that runs; type: compare ... --scenario "
              + Statements.quoted(scenario.name()));
    }
    session().clusters().forEach(cluster -> scenario.check(cluster.spec()));
    List<ScenarioRun> runs = new ArrayList<>();
    List<Integer> violationsBefore = new ArrayList<>();
    for (ObservedCluster cluster : session().clusters()) {
      runs.add(
          new ScenarioRun(
              scenario,
              cluster,
              Setup.DEFAULT.withLimit(FollowingVerb.limit(cluster)),
              moments(cluster)));
      violationsBefore.add(cluster.violations().size());
    }
    console().note(Printable.visible(scenario.name()) + ": " + scenario.description());
    for (Step step : scenario.steps()) {
      console().note("  " + step + take(step, runs));
    }
    return answer(scenario, runs, violationsBefore);
  }

  /** As much time passes for each simulated cluster, and once for all others together. */
  private static String take(Step step, List<ScenarioRun> runs) throws InterruptedException {
    boolean isTime = step instanceof Step.Await await && await.what().time().isPresent();
    boolean waited = false;
    List<String> meant = new ArrayList<>();
    for (ScenarioRun run : runs) {
      boolean simulated = isSimulated(run.cluster());
      if (!isTime || simulated || !waited) {
        Optional<Fault> fault = run.take(step);
        fault
            .map(Fault::toString)
            .filter(it -> !it.equals(step.toString()))
            .ifPresent(it -> meant.add(run.cluster().spec().name() + ": " + it));
        waited = waited || isTime && !simulated;
      }
    }
    return meant.isEmpty() ? "" : "   (" + String.join("; ", meant) + ")";
  }

  private Answer answer(Scenario scenario, List<ScenarioRun> runs, List<Integer> violationsBefore)
      throws InterruptedException {
    List<ClusterOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      ObservedCluster cluster = runs.get(i).cluster();
      ScenarioRun.Result end = runs.get(i).end();
      List<Violation> all = cluster.violations();
      session().remember(cluster, "run " + scenario.name(), end.outcome());
      outcomes.add(
          ClusterOutcome.of(
              cluster,
              Optional.empty(),
              Change.of(scenario.name()),
              end.outcome(),
              all.subList(violationsBefore.get(i), all.size()),
              end.latestTimerNanos(),
              List.of(),
              end.undone()));
    }
    OutcomesView view = new OutcomesView("scenario", Optional.of(scenario.name()), outcomes);
    return view.complete() ? Answer.of(view) : Answer.of(view).failing();
  }

  /** In virtual time all chance follows from the seed, and from what has happened so far. */
  static DoubleSupplier moments(ObservedCluster cluster) {
    long events = cluster.call(now -> now.trace().last());
    long seed = isSimulated(cluster) ? cluster.spec().seed() ^ events : new Random().nextLong();
    return new SplittableRandom(seed)::nextDouble;
  }
}
