package quorate.repl.verbs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.experiment.Sample;
import quorate.lab.experiment.Scenario;
import quorate.lab.experiment.Trial;
import quorate.lab.measure.Outcome;
import quorate.lab.measure.Summary;
import quorate.repl.render.Cell;
import quorate.repl.render.Json;
import quorate.repl.render.Table;
import quorate.repl.session.Answer;
import quorate.repl.session.Console;
import quorate.repl.session.Session;
import quorate.repl.session.Trials;
import quorate.repl.typed.Suggestions;
import quorate.repl.typed.UserError;

/** Runs the same trials with several algorithms, and prints what they cost side by side. */
@Command(
    name = "compare",
    description = "run the same scenario many times with each algorithm, and compare",
    customSynopsis =
        "compare ALGORITHM ... [--nodes N] [--scenario S] [--trials T] [--seed N] [--samples]",
    footer = {
      "",
      "examples:",
      "  compare raft paxos bully",
      "  compare raft paxos bully --nodes 5 --scenario crash-leader --trials 20",
      "",
      "scenarios:",
      "  startup          all nodes start at once",
      "  crash-leader     the leader crashes at a random moment of its heartbeat interval",
      "  isolate-leader   all links of the leader are cut at such a moment",
      "",
      "Every trial is a fresh cluster over TCP, with the timing that set shows. One trial of each",
      "algorithm is run first and thrown away: it would measure the start of the program. Over TCP",
      "the seed steers the timer draws and the moment of the fault, and nothing else."
    })
public final class CompareVerb extends Verb {

  private static final int MAX_TRIALS = 10_000;

  @Parameters(arity = "1..*", paramLabel = "ALGORITHM", description = "which ones")
  private List<String> algorithms = new ArrayList<>();

  @Option(names = "--nodes", defaultValue = "5", description = "how many nodes a cluster has")
  private int nodes;

  @Option(names = "--scenario", defaultValue = "crash-leader", description = "what is done")
  private String scenario;

  @Option(names = "--trials", defaultValue = "20", description = "how many times")
  private int trials;

  @Option(names = "--seed", defaultValue = "1", description = "what all chance comes from")
  private long seed;

  @Option(names = "--samples", description = "print each trial as well")
  private boolean samples;

  @Option(names = "--sim", description = "not there yet: trials run over TCP")
  private boolean sim;

  /** The command of a session. */
  public CompareVerb(Session session) {
    super(session);
  }

  @Override
  public Answer run(String typed) throws InterruptedException {
    if (sim) {
      throw new UserError("the simulator is not there yet; leave out --sim to compare over TCP");
    }
    if (trials < 1 || trials > MAX_TRIALS) {
      throw new UserError("the number of trials is from 1 to " + MAX_TRIALS + ", got " + trials);
    }
    Scenario chosen =
        Scenario.find(scenario)
            .orElseThrow(() -> Suggestions.unknown("scenario", scenario, scenarios()));
    List<ClusterSpec> specs = specs();
    List<Sample> done = new Trials(session().console()).run(specs, chosen, trials);
    Map<String, Sample> byName = new LinkedHashMap<>();
    for (int i = 0; i < specs.size(); i++) {
      byName.put(specs.get(i).name(), done.get(i));
    }
    return Answer.of(json(chosen, byName), text(chosen, byName))
        .with(done.stream().flatMap(sample -> sample.violations().stream()).toList());
  }

  private List<ClusterSpec> specs() {
    List<ClusterSpec> specs = new ArrayList<>();
    for (String name : new LinkedHashSet<>(algorithms)) {
      try {
        specs.add(
            new ClusterSpec(
                name,
                StartVerb.algorithm(session(), name),
                nodes,
                session().settings().timing(),
                Map.of(),
                seed));
      } catch (IllegalArgumentException wrong) {
        throw new UserError(wrong.getMessage());
      }
    }
    return specs;
  }

  private static List<String> scenarios() {
    return Arrays.stream(Scenario.values()).map(Scenario::words).toList();
  }

  private String text(Scenario chosen, Map<String, Sample> byName) {
    List<Sample> all = List.copyOf(byName.values());
    Table table = new Table(List.copyOf(byName.keySet()));
    table.row("settled", all.stream().map(CompareVerb::settled).toList());
    table.row("converged, median", best(all, Sample::converged, Cell::millis));
    table.row("  p90", cells(all, Sample::converged, Summary::p90, Cell::millis));
    table.row("  max", cells(all, Sample::converged, Summary::max, Cell::millis));
    table.row("detected, median", cells(all, Sample::detected, Summary::p50, Cell::millis));
    table.row("elected, median", cells(all, Sample::elected, Summary::p50, Cell::millis));
    table.row("leaderless, median", cells(all, Sample::leaderless, Summary::p50, Cell::millis));
    table.row("two leaders, max", cells(all, Sample::twoLeaders, Summary::max, Cell::millis));
    table.row("messages, median", best(all, Sample::messages, Cell::number));
    table.row("  p90", cells(all, Sample::messages, Summary::p90, Cell::number));
    table.row("  max", cells(all, Sample::messages, Summary::max, Cell::number));
    table.row("rounds, mean", cells(all, Sample::rounds, Summary::mean, Cell::decimal));
    table.row("violations", all.stream().map(it -> Cell.count(it.violations().size())).toList());
    Console console = session().console();
    String title =
        String.format(
            "%s, %d nodes, %s over TCP, seed %d\n%s",
            chosen.words(),
            nodes,
            trials == 1 ? "1 trial" : trials + " trials",
            seed,
            chosen.description());
    String text = title + "\n\n" + table.render(console.width(), console::bold);
    text += table.hasBest() ? "\n(* the best of its row; messages without heartbeats)" : "";
    return samples ? text + "\n\n" + list(byName) : text;
  }

  private static Cell settled(Sample sample) {
    return Cell.text(sample.settled() + " of " + sample.trials().size());
  }

  private static List<Cell> best(
      List<Sample> all, Function<Sample, Optional<Summary>> of, Function<Double, Cell> cell) {
    return Table.lowestIsBest(
        all,
        sample -> of.apply(sample).map(Summary::p50).map(cell).orElse(Cell.NONE),
        sample ->
            of.apply(sample)
                .map(summary -> OptionalDouble.of(summary.p50()))
                .orElse(OptionalDouble.empty()));
  }

  private static List<Cell> cells(
      List<Sample> all,
      Function<Sample, Optional<Summary>> of,
      Function<Summary, Double> figure,
      Function<Double, Cell> cell) {
    return all.stream()
        .map(sample -> of.apply(sample).map(figure).map(cell).orElse(Cell.NONE))
        .toList();
  }

  private String list(Map<String, Sample> byName) {
    Table table = new Table(List.copyOf(byName.keySet())).heading("converged, by trial");
    for (int i = 0; i < trials; i++) {
      int trial = i;
      table.row(
          "  " + (trial + 1),
          byName.values().stream().map(sample -> converged(sample.trials(), trial)).toList());
    }
    Console console = session().console();
    return table.render(console.width(), console::bold);
  }

  private static Cell converged(List<Trial> trials, int index) {
    return index < trials.size()
        ? Cell.moment(trials.get(index).outcome().converged())
        : Cell.DOT; // a broken promise ended the experiment
  }

  private ObjectNode json(Scenario chosen, Map<String, Sample> byName) {
    ObjectNode json =
        Json.object()
            .put("scenario", chosen.words())
            .put("nodes", nodes)
            .put("trials", trials)
            .put("runtime", "tcp")
            .put("seed", seed);
    ArrayNode all = json.putArray("algorithms");
    byName.forEach((name, sample) -> all.add(json(name, sample)));
    return json;
  }

  private static ObjectNode json(String name, Sample sample) {
    ObjectNode json =
        Json.object()
            .put("algorithm", name)
            .put("settled", sample.settled())
            .put("violations", sample.violations().size());
    json.set("converged_ms", Json.summary(sample.converged()));
    json.set("detected_ms", Json.summary(sample.detected()));
    json.set("elected_ms", Json.summary(sample.elected()));
    json.set("messages", Json.summary(sample.messages()));
    json.set("leaderless_ms", Json.summary(sample.leaderless()));
    json.set("two_leaders_ms", Json.summary(sample.twoLeaders()));
    json.set("rounds", Json.summary(sample.rounds()));
    ArrayNode samples = json.putArray("samples");
    for (Trial trial : sample.trials()) {
      Outcome outcome = trial.outcome();
      ObjectNode one = samples.addObject().put("trial", trial.number()).put("seed", trial.seed());
      one.set("converged_ms", Json.millis(outcome.converged()));
      one.put("messages", outcome.messages().heartbeatsApart().sent());
    }
    return json;
  }

  @Override
  public List<String> completions(List<String> words) {
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    if (last.equals("--scenario")) {
      return scenarios();
    }
    List<String> next = new ArrayList<>(session().catalog().names());
    next.removeAll(words);
    next.addAll(List.of("--nodes", "--scenario", "--trials", "--seed", "--samples"));
    return last.startsWith("--") && !last.equals("--samples") ? List.of() : next;
  }
}
