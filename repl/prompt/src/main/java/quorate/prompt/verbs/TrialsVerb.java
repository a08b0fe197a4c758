package quorate.prompt.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import quorate.experiments.Cautions;
import quorate.experiments.Experiment;
import quorate.experiments.Sample;
import quorate.experiments.Scenarios;
import quorate.experiments.Setup;
import quorate.experiments.language.Quantities;
import quorate.experiments.language.Statements;
import quorate.experiments.typed.Assignments;
import quorate.lab.Printable;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.simulator.Network;
import quorate.prompt.console.Console;
import quorate.prompt.console.Desk;
import quorate.prompt.console.ProgressBar;
import quorate.report.Json;
import quorate.report.LateTimers;
import quorate.report.Measured;
import quorate.report.Notes;
import quorate.report.SampleCsv;
import quorate.report.SampleReport;
import quorate.report.SampleTable;
import quorate.report.Wrapping;
import quorate.session.Answer;
import quorate.session.OutputFile;
import quorate.session.Settings;
import quorate.session.Simulations;
import quorate.session.StoppedTrials;
import quorate.session.Trials;
import quorate.spi.ElectionAlgorithm;

/** A command that runs many trials of several experiments, and reports on them. */
abstract class TrialsVerb extends Verb {

  @Mixin private TrialsOptions options;

  private boolean stopped;
  private final List<String> unbegun = new ArrayList<>();

  TrialsVerb(Desk desk) {
    super(desk);
  }

  /** The experiments, by the names of their samples in the report, in order. */
  abstract Map<String, Experiment> experiments();

  /** The name of the command. */
  private String name() {
    return getClass().getAnnotation(Command.class).name();
  }

  /** The words that are no options, as they were typed: which algorithms, and what is assigned. */
  abstract List<String> words();

  /** The report for a person, without the lines at its head and at its end. */
  private String text(List<Measured> all, Notes notes) {
    Console console = console();
    SampleTable table = new SampleTable(all);
    return Stream.of(
            table(table),
            notDone(console.lineWidth()),
            notes.text(console.lineWidth()),
            options.samples() ? table.byTrial(console.width(), console::bold) : "",
            SampleReport.chart(all, console.width()),
            options.sim() ? SampleReport.replays(all, namesOutliers()) : "")
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  private String notDone(int width) {
    return impossible().entrySet().stream()
        .map(it -> "not done  " + it.getKey() + ": " + it.getValue())
        .flatMap(line -> Wrapping.lines(line, width).stream())
        .collect(Collectors.joining("\n"));
  }

  /** What cannot be run, by the name of its sample, and why; nothing unless a command says so. */
  Map<String, String> impossible() {
    return Map.of();
  }

  /** The table, with a column or a row for each sample. */
  abstract String table(SampleTable table);

  /** Whether a trial of each sample that is worth a look is named below the table. */
  abstract boolean namesOutliers();

  /** What the report for a program has on all samples, added to what all reports have. */
  abstract void addTo(ObjectNode json, List<Measured> all);

  @Override
  public final Answer run(String typed) throws InterruptedException {
    options.check(session().settings());
    stopped = false;
    unbegun.clear();
    Map<String, Experiment> experiments = experiments();
    if (options.csv().isEmpty()) {
      return answer(measure(experiments));
    } else if (OutputFile.isStandardOutput(options.csv().get())) {
      return rowsOnly(experiments);
    }
    try (OutputFile file = new OutputFile(options.csv().get())) {
      List<Measured> all = measure(experiments);
      file.write(out -> SampleCsv.write(all, out));
      return answer(all);
    }
  }

  /** Rows for another program take standard output; the report is a note beside them. */
  private Answer rowsOnly(Map<String, Experiment> experiments) throws InterruptedException {
    Console console = console();
    if (console.json()) {
      throw new UserError("rows and JSON cannot share standard output; type --csv FILE");
    }
    List<Measured> all = measure(experiments);
    Answer answer = answer(all);
    console.rows(out -> SampleCsv.write(all, out));
    console.note(answer.view().text(console));
    return Answer.of(answer.json(), "").with(answer.violations());
  }

  private List<Measured> measure(Map<String, Experiment> experiments) throws InterruptedException {
    List<Experiment> all = List.copyOf(experiments.values());
    Console console = console();
    List<Sample> done;
    try {
      done =
          options.sim()
              ? new Simulations(new ProgressBar(console()), options.threads())
                  .run(all, options.trials())
              : new Trials(new ProgressBar(console())).run(all, options.trials());
    } catch (StoppedTrials interrupted) {
      done = interrupted.soFar();
      stopped = true;
      if (done.stream().allMatch(sample -> sample.all().isEmpty())) {
        throw interrupted;
      }
    }
    return measured(experiments, done);
  }

  /** Those experiments of which a trial was begun; all, unless somebody stopped them. */
  private List<Measured> measured(Map<String, Experiment> experiments, List<Sample> done) {
    refuseUnlessAnyRan(done);
    List<Measured> measured = new ArrayList<>();
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
    return measured;
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

  private Answer answer(List<Measured> all) {
    ObjectNode json = Json.object().put("scenario", options.scenario().name());
    json.put("trials", options.trials()).put("runtime", options.sim() ? "sim" : "tcp");
    json.put("seed", options.seed());
    json.put("again", again());
    addTo(json, all);
    Notes notes = new Notes();
    all.forEach(it -> notes.add(it.name(), Cautions.of(it.experiment())));
    notes.addTo(json);
    json.put("stopped", stopped);
    if (!impossible().isEmpty()) {
      impossible().forEach(json.putObject("impossible")::put);
    }
    String late = LateTimers.line(all);
    String end = stoppedLine() + (late.isEmpty() ? "" : late + "\n") + "again: " + again();
    String text = title(all) + "\n\n" + text(all, notes) + "\n\n" + end;
    Answer answer =
        Answer.of(json, text)
            .with(all.stream().flatMap(it -> it.sample().violations().stream()).toList());
    return impossible().isEmpty() && !stopped ? answer : answer.inPart();
  }

  /** What is not there because somebody pressed Ctrl-C. */
  private String stoppedLine() {
    if (!stopped) {
      return "";
    }
    String rest = unbegun.isEmpty() ? "" : "; nothing of " + String.join(", ", unbegun);
    return "stopped: the figures are about the trials that had run by then" + rest + "\n";
  }

  private String title(List<Measured> all) {
    Set<Integer> sizes = new LinkedHashSet<>();
    all.forEach(it -> sizes.add(it.experiment().cluster().size()));
    String size = sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s, %s %s, %s%,d %s %s, seed %d\n%s",
        Printable.visible(options.scenario().name()),
        size,
        size.equals("1") ? "node" : "nodes",
        stopped ? begun(all) + " of " : "",
        options.trials(),
        options.trials() == 1 ? "trial" : "trials",
        options.sim() ? "in virtual time" : "over TCP",
        options.seed(),
        options.scenario().description());
  }

  private static String begun(List<Measured> all) {
    int most = all.stream().mapToInt(it -> it.sample().all().size()).max().orElse(0);
    return String.format(Locale.ROOT, "%,d", most);
  }

  /** The line that gives the same report, wherever it is typed: with all that set has changed. */
  private String again() {
    List<String> line = new ArrayList<>();
    line.add(name());
    words().stream().filter(word -> !Assignments.isOne(word)).forEach(line::add);
    line.addAll(options.words());
    words().stream().filter(Assignments::isOne).forEach(line::add);
    Settings settings = session().settings();
    settings
        .changed()
        .forEach(
            (key, value) -> {
              boolean typed = words().stream().anyMatch(word -> word.startsWith(key + "="));
              if (!typed && (options.sim() || !Assignments.NETWORK.contains(key))) {
                line.add(key + "=" + value);
              }
            });
    return line.stream().map(Statements::quoted).collect(Collectors.joining(" "));
  }

  /**
   * An experiment as it was typed.
   *
   * @param algorithm what its clusters run
   * @param all all algorithms that the assignments are for
   * @param size how many nodes a cluster has, as it was typed
   * @throws UserError if something was typed that cannot be
   */
  final Experiment experiment(
      ElectionAlgorithm algorithm, List<ElectionAlgorithm> all, String size, Assignments typed) {
    int count = Quantities.integer(size, "a number of nodes; type: " + name() + " ... --nodes 5");
    StartVerb.checkSize(count, options.sim());
    if (!options.sim()) {
      typed.refuseNetwork();
    }
    Settings settings = session().settings();
    Optional<Network> network =
        options.sim() ? Optional.of(typed.network(settings.network(), count)) : Optional.empty();
    Setup setup = typed.setup(Setup.DEFAULT, algorithm);
    try {
      ClusterSpec cluster =
          new ClusterSpec(
              algorithm.name(),
              algorithm,
              count,
              typed.timing(settings.timing()),
              typed.options(algorithm, all),
              options.seed());
      return new Experiment(cluster, options.scenario(), setup, network);
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
  }

  /** What was typed of the options. */
  final TrialsOptions options() {
    return options;
  }

  @Override
  public List<String> completions(List<String> words) {
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    if (last.equals("--scenario")) {
      return Scenarios.names();
    } else if (Set.of("--nodes", "--trials", "--seed", "--threads", "--csv").contains(last)) {
      return List.of();
    }
    List<String> next = new ArrayList<>(session().catalog().names());
    next.removeAll(words);
    next.addAll(List.of("--sim", "--nodes", "--scenario", "--trials", "--seed", "--csv"));
    next.addAll(List.of("--samples", "--threads"));
    List<String> keys = new ArrayList<>(Assignments.TIMING);
    boolean simulated = words.contains("--sim") || session().settings().simulated();
    keys.addAll(simulated ? Assignments.NETWORK : List.of());
    keys.addAll(Assignments.SETUP);
    words.stream()
        .flatMap(word -> session().catalog().find(word).stream())
        .forEach(found -> found.options().forEach(option -> keys.add(option.name())));
    keys.forEach(key -> next.add(key + "="));
    if (Assignments.canBeShuffled(last)) {
      next.add(Assignments.SHUFFLED);
    }
    return next;
  }

  /** The algorithms of these names, each once. */
  final List<ElectionAlgorithm> algorithms(List<String> names) {
    Map<String, ElectionAlgorithm> found = new LinkedHashMap<>();
    names.forEach(name -> found.put(name, StartVerb.algorithm(session(), name)));
    return List.copyOf(found.values());
  }
}
