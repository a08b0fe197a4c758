package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Scenario;
import quorate.experiments.Setup;
import quorate.experiments.Shard;
import quorate.experiments.Trial;
import quorate.experiments.language.Quantities;
import quorate.experiments.language.Statements;
import quorate.experiments.typed.Assignments;
import quorate.experiments.typed.RunId;
import quorate.lab.UserError;
import quorate.lab.cluster.Cluster;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.World;
import quorate.lab.invariant.Violation;
import quorate.lab.simulator.Network;
import quorate.netty.NettyCluster;
import quorate.netty.real.RealCluster;
import quorate.netty.real.RealSystem;
import quorate.netty.real.RealSystems;
import quorate.nodes.cluster.ProcessCluster;
import quorate.report.SampleCsv;
import quorate.report.TextView;
import quorate.report.TrialsView;
import quorate.report.TrialsView.Asked;
import quorate.report.TrialsView.Kind;
import quorate.report.View;
import quorate.report.shard.ShardHead;
import quorate.report.shard.ShardView;
import quorate.report.shard.TrialLine;
import quorate.session.Answer;
import quorate.session.Progress;
import quorate.session.Settings;
import quorate.session.Shards;
import quorate.session.Simulations;
import quorate.session.StoppedTrials;
import quorate.session.Trials;
import quorate.spi.ElectionSystem;

/** A command that runs many trials of several experiments, and reports on them. */
abstract class TrialsVerb extends Verb implements Sharded {

  @Mixin private TrialsOptions options;

  /** Which algorithms, and what is assigned, as it was typed. */
  @Parameters(
      arity = "1..*",
      paramLabel = "ALGORITHM|KEY=|SETUP=",
      description = "which, and key=value")
  private List<String> words = new ArrayList<>();

  private final Kind kind;

  /** Whether all was read from shards, and nothing typed here. */
  private boolean merging;

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
    options.check(settings(), real());
    Map<String, Experiment> experiments = experiments();
    if (options.shard.isTyped()) {
      return part(experiments);
    }
    return reported(options.report, () -> measure(experiments));
  }

  /** Makes a report, once it is known that its files can be written. */
  private interface Reporting {
    TrialsView view() throws InterruptedException;
  }

  private Answer reported(ReportOptions asked, Reporting reporting) throws InterruptedException {
    if (asked.rowsOnly() && console().json()) {
      throw new UserError("rows and JSON cannot share standard output; type --csv FILE");
    }
    try (TrialsFiles files = new TrialsFiles(asked)) {
      TrialsView view = reporting.view();
      files.write(view);
      return asked.rowsOnly() ? rowsOnly(view) : answer(view, view);
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
    Asked asked = asked(options.report);
    Progress progress = progress(samples -> soFar(asked, experiments, samples));
    List<Sample> done;
    boolean stopped = false;
    try {
      done =
          options.sim
              ? new Simulations(progress, options.threads()).run(all, options.trials())
              : trials(progress).run(all, options.trials());
    } catch (StoppedTrials interrupted) {
      done = interrupted.soFar();
      stopped = true;
      if (done.stream().allMatch(sample -> sample.all().isEmpty())) {
        throw interrupted;
      }
    }
    return view(experiments, done, options.report, stopped);
  }

  private TrialsView view(
      Map<String, Experiment> experiments,
      List<Sample> done,
      ReportOptions report,
      boolean stopped) {
    refuseUnlessAnyRan(done);
    if (options.sim) {
      session().rememberOutliers(outliers(done));
    }
    return TrialsView.of(asked(report), experiments.keySet(), done, impossible(), stopped);
  }

  private Asked asked(ReportOptions report) {
    return new Asked(
        kind,
        options.scenario(),
        options.trials(),
        options.world,
        options.seed,
        again(),
        report.samples);
  }

  /** The report about those trials that are done by now; empty while there are none. */
  private Optional<View> soFar(
      Asked asked, Map<String, Experiment> experiments, List<Sample> samples) {
    return samples.stream().allMatch(sample -> sample.trials().isEmpty())
        ? Optional.empty()
        : Optional.of(TrialsView.of(asked, experiments.keySet(), samples, impossible(), true));
  }

  private Trials trials(Progress progress) {
    return options.world == World.PROCESSES
        ? new Trials(progress, ProcessCluster::create).oneByOne()
        : new Trials(progress, TrialsVerb::inRealTime);
  }

  /** A real system runs as it does, beside algorithms over TCP. */
  private static Cluster inRealTime(ClusterSpec spec) {
    return spec.algorithm() instanceof RealSystem
        ? RealCluster.create(spec)
        : NettyCluster.create(spec);
  }

  /** The first real system that was typed, if one was. */
  private Optional<String> real() {
    return words.stream()
        .filter(word -> !Assignments.isOne(word))
        .flatMap(word -> Stream.of(word.split("[{},]"))) // there may be too many to expand
        .filter(RealSystems.NAMES::contains)
        .findFirst();
  }

  // Shards

  private Answer part(Map<String, Experiment> experiments) throws InterruptedException {
    if (options.report.anyTyped()) {
      throw new UserError("--samples, --csv and --html are for the report; type them with merge");
    }
    Shard shard = options.shard.part(options.trials());
    List<String> names = List.copyOf(experiments.keySet());
    try (ShardOutput output = new ShardOutput(options.shard, console())) {
      List<Sample> done =
          new Simulations(progress(), options.threads())
              .run(List.copyOf(experiments.values()), options.trials(), shard);
      List<TrialLine> lines = new ArrayList<>();
      List<Violation> violations = new ArrayList<>();
      List<String> broke = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        List<Trial> trials = done.get(i).all();
        trials.forEach(it -> lines.add(TrialLine.of(name, it)));
        violations.addAll(done.get(i).violations());
        if (!done.get(i).violations().isEmpty()) {
          int last = trials.get(trials.size() - 1).number();
          broke.add("trial " + last + " of " + name + " broke a promise");
        }
      }
      ShardHead head = head(shard, names);
      return output.write(
          head,
          lines,
          new ShardView(head, options.shard.where(), lines.size(), "trial", broke, violations));
    }
  }

  private ShardHead head(Shard shard, List<String> names) {
    return ShardHead.ofTrials(
        ShellVerbs.version().version(),
        whole(),
        shard,
        options.trials(),
        names,
        options.scenario().name(),
        options.scenario().text());
  }

  @Override
  public final Answer merged(Shards shards, ReportOptions report) throws InterruptedException {
    merging = true;
    ShardHead head = shards.head();
    options.does(Scenario.parse(head.scenario(), head.scenarioText()));
    options.check(settings(), Optional.empty());
    Map<String, Experiment> experiments = experiments();
    if (!List.copyOf(experiments.keySet()).equals(head.samples())
        || options.trials() != head.trials()) {
      throw new UserError("the head of these shards is damaged; run the shards again");
    }
    return reported(
        report,
        () -> {
          List<Sample> done = new ArrayList<>();
          for (Map.Entry<String, Experiment> each : experiments.entrySet()) {
            done.add(MergedSample.of(each.getValue(), shards.trials(each.getKey())));
          }
          return view(experiments, done, report, false);
        });
  }

  /** What {@code set} has changed; a line of a shard says all of that already. */
  private Settings settings() {
    return merging ? new Settings() : session().settings();
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
    line.addAll(settings().changedBut(words, options.sim));
    return Statements.line(line);
  }

  /** The same with the words in the order in which they were typed: a sweep has rows in it. */
  private String whole() {
    List<String> line = new ArrayList<>(List.of(name()));
    line.addAll(words);
    line.addAll(settings().changedBut(words, options.sim));
    line.addAll(options.words());
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
      ElectionSystem algorithm, List<ElectionSystem> all, String size, Assignments typed) {
    int count = Quantities.integer(size, "a number of nodes; type: " + name() + " ... --nodes 5");
    StartVerb.checkSize(count, options.world);
    if (!options.sim) {
      typed.refuseNetwork();
    }
    Settings settings = settings();
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

  private ElectionSystem named(String name) {
    Optional<RealSystem> real = session().realSystems().named(name);
    return real.isPresent() ? real.get() : session().catalog().named(name);
  }

  /** The algorithms and real systems of these names, each once. */
  final List<ElectionSystem> algorithms(List<String> names) {
    Map<String, ElectionSystem> found = new LinkedHashMap<>();
    names.forEach(name -> found.put(name, named(name)));
    return List.copyOf(found.values());
  }
}
