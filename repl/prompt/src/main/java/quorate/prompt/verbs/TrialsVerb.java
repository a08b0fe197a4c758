package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Setup;
import quorate.experiments.language.Quantities;
import quorate.experiments.language.Statements;
import quorate.experiments.typed.Assignments;
import quorate.experiments.typed.RunId;
import quorate.lab.UserError;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.World;
import quorate.lab.simulator.Network;
import quorate.netty.NettyCluster;
import quorate.nodes.cluster.ProcessCluster;
import quorate.report.SampleCsv;
import quorate.report.TextView;
import quorate.report.TrialsView;
import quorate.report.TrialsView.Asked;
import quorate.report.TrialsView.Kind;
import quorate.report.View;
import quorate.session.Answer;
import quorate.session.Progress;
import quorate.session.Settings;
import quorate.session.Simulations;
import quorate.session.StoppedTrials;
import quorate.session.Trials;
import quorate.spi.ElectionAlgorithm;

/** A command that runs many trials of several experiments, and reports on them. */
abstract class TrialsVerb extends Verb {

  @Mixin private TrialsOptions options;

  /** Which algorithms, and what is assigned, as it was typed. */
  @Parameters(
      arity = "1..*",
      paramLabel = "ALGORITHM|KEY=|SETUP=",
      description = "which, and key=value")
  private List<String> words = new ArrayList<>();

  private final Kind kind;

  TrialsVerb(Kind kind) {
    this.kind = kind;
  }

  /** The experiments, by the names of their samples in the report, in order. */
  abstract Map<String, Experiment> experiments();

  private String name() {
    return getClass().getAnnotation(Command.class).name();
  }

  final List<String> words() {
    return words;
  }

  /** What cannot be run, by the name of its sample, and why; nothing unless a command says so. */
  Map<String, String> impossible() {
    return Map.of();
  }

  @Override
  public final Answer run(String typed) throws InterruptedException {
    options.check(session().settings());
    Map<String, Experiment> experiments = experiments();
    if (options.rowsOnly() && console().json()) {
      throw new UserError("rows and JSON cannot share standard output; type --csv FILE");
    }
    try (TrialsFiles files = new TrialsFiles(options)) {
      TrialsView view = measure(experiments);
      files.write(typed, view);
      return options.rowsOnly() ? rowsOnly(view) : answer(view, view);
    }
  }

  private static Answer answer(TrialsView view, View shown) {
    Answer answer = Answer.of(shown).with(view.violations());
    return view.complete() ? answer : answer.inPart();
  }

  /** Rows for another program take standard output; the report is a note beside them. */
  private Answer rowsOnly(TrialsView view) throws InterruptedException {
    console().rows(out -> SampleCsv.write(view.samples(), out));
    console().note(view.text(console()));
    return answer(view, TextView.silently(view));
  }

  private TrialsView measure(Map<String, Experiment> experiments) throws InterruptedException {
    List<Experiment> all = List.copyOf(experiments.values());
    Asked asked = asked();
    Progress progress = progress(samples -> soFar(asked, experiments, samples));
    List<Sample> done;
    boolean stopped = false;
    try {
      done =
          options.sim
              ? new Simulations(progress, options.threads()).run(all, options.trials())
              : new Trials(progress, driver()).run(all, options.trials());
    } catch (StoppedTrials interrupted) {
      done = interrupted.soFar();
      stopped = true;
      if (done.stream().allMatch(sample -> sample.all().isEmpty())) {
        throw interrupted;
      }
    }
    refuseUnlessAnyRan(done);
    if (options.sim) {
      session().rememberOutliers(outliers(done));
    }
    return TrialsView.of(asked, experiments.keySet(), done, impossible(), stopped);
  }

  private Asked asked() {
    return new Asked(
        kind,
        options.scenario(),
        options.trials(),
        options.world,
        options.seed,
        again(),
        options.samples);
  }

  /** The report about those trials that are done by now; empty while there are none. */
  private Optional<View> soFar(
      Asked asked, Map<String, Experiment> experiments, List<Sample> samples) {
    return samples.stream().allMatch(sample -> sample.trials().isEmpty())
        ? Optional.empty()
        : Optional.of(TrialsView.of(asked, experiments.keySet(), samples, impossible(), true));
  }

  private Function<ClusterSpec, Cluster> driver() {
    return options.world == World.PROCESSES ? ProcessCluster::create : NettyCluster::create;
  }

  private static List<RunId> outliers(List<Sample> samples) {
    return samples.stream()
        .filter(it -> !it.all().isEmpty())
        .map(it -> RunId.of(it.experiment(), it.outlier()))
        .toList();
  }

  private void refuseUnlessAnyRan(List<Sample> samples) {
    if (samples.stream().allMatch(sample -> sample.trials().isEmpty())) {
      String step =
          samples.stream()
              .flatMap(sample -> sample.undoneSteps().keySet().stream())
              .findFirst()
              .orElseThrow();
      throw new UserError("no trial of " + options.scenario().name() + " could be run: " + step);
    }
  }

  /** The line that gives the same report, wherever it is typed: with all that set has changed. */
  private String again() {
    List<String> line = new ArrayList<>(List.of(name()));
    words.stream().filter(word -> !Assignments.isOne(word)).forEach(line::add);
    line.addAll(options.words());
    words.stream().filter(Assignments::isOne).forEach(line::add);
    line.addAll(session().settings().changedBut(words, options.sim));
    return Statements.line(line);
  }

  /**
   * An experiment as it was typed.
   *
   * @param all all algorithms that the assignments are for
   * @param size how many nodes a cluster has, as it was typed
   * @throws UserError if something was typed that cannot be
   */
  final Experiment experiment(
      ElectionAlgorithm algorithm, List<ElectionAlgorithm> all, String size, Assignments typed) {
    int count = Quantities.integer(size, "a number of nodes; type: " + name() + " ... --nodes 5");
    StartVerb.checkSize(count, options.world);
    if (!options.sim) {
      typed.refuseNetwork();
    }
    Settings settings = session().settings();
    Optional<Network> network =
        options.sim ? Optional.of(typed.network(settings.network(), count)) : Optional.empty();
    Setup setup = typed.setup(Setup.DEFAULT, algorithm);
    try {
      ClusterSpec cluster =
          new ClusterSpec(
              algorithm.name(),
              algorithm,
              count,
              typed.timing(settings.timing()),
              typed.options(algorithm, all),
              options.seed);
      return new Experiment(cluster, options.scenario(), setup, network);
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
  }

  final TrialsOptions options() {
    return options;
  }

  /** The algorithms of these names, each once. */
  final List<ElectionAlgorithm> algorithms(List<String> names) {
    Map<String, ElectionAlgorithm> found = new LinkedHashMap<>();
    names.forEach(name -> found.put(name, session().catalog().named(name)));
    return List.copyOf(found.values());
  }
}
