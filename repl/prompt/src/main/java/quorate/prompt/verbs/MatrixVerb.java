package quorate.prompt.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.Cautions;
import quorate.experiments.Experiment;
import quorate.experiments.Matrix;
import quorate.experiments.Sample;
import quorate.experiments.Scenario;
import quorate.experiments.Scenarios;
import quorate.lab.UserError;
import quorate.lab.invariant.Violation;
import quorate.lab.simulator.Network;
import quorate.prompt.console.Console;
import quorate.prompt.console.Desk;
import quorate.prompt.console.ProgressBar;
import quorate.report.Json;
import quorate.report.MatrixReport;
import quorate.report.Notes;
import quorate.session.Answer;
import quorate.session.ScenarioFiles;
import quorate.session.Simulations;
import quorate.session.StoppedTrials;
import quorate.session.Trials;
import quorate.spi.ElectionAlgorithm;

/** Runs every variant of the algorithms under every fault, and says who keeps what. */
@Command(
    name = "matrix",
    description = "every algorithm and variant under every fault: who keeps which promise",
    customSynopsis =
        "matrix [ALGORITHM ...] [--nodes N] [--seeds N] [--seed N] [--fault SCENARIO ...] [--tcp]"
            + " [--replays] [--threads N]",
    footer = {
      "",
      "examples:",
      "  matrix",
      "  matrix raft bully --nodes 3",
      "  matrix --fault partition-even --nodes 4 --seeds 100",
      "  matrix raft --fault my-fault.quorate",
      "  matrix --tcp",
      "",
      "Each fault is a scenario (see scenarios) or the path of a file with one, run with --seeds different seeds, 20 unless said, in "
          + "virtual time, with 1 to 5 ms a message. Below the table stands what to type to see "
          + "what was not kept; with --replays, all. Only what an algorithm promises counts as "
          + "violated, and ends with status 3: Bully promises nothing.",
      "",
      "With --tcp fewer faults run on real sockets, once each unless --seeds says more, beside the "
          + "same in virtual time; that takes some minutes."
    })
public final class MatrixVerb extends Verb {

  private static final int MOST_SEEDS = 10_000;
  private static final int USUAL_SEEDS = 20;

  @Parameters(arity = "0..*", paramLabel = "ALGORITHM", description = "which ones; otherwise all")
  private List<String> algorithms = new ArrayList<>();

  @Option(names = "--nodes", defaultValue = "5", description = "how many nodes a cluster has")
  private int nodes;

  @Option(names = "--seeds", description = "how many runs of each; 20, or 1 with --tcp")
  private Integer seeds;

  @Option(names = "--seed", defaultValue = "1", description = "what all chance comes from")
  private long seed;

  @Option(names = "--fault", paramLabel = "SCENARIO", description = "these faults only")
  private List<String> faults = new ArrayList<>();

  @Option(names = "--tcp", description = "over TCP, beside virtual time")
  private boolean tcp;

  @Option(names = "--replays", description = "say for each cell how to see it again")
  private boolean replays;

  @Option(names = "--threads", description = "how many threads simulate; one a core")
  private Integer threads;

  /** The command of a session. */
  public MatrixVerb(Desk desk) {
    super(desk);
  }

  @Override
  public Answer run(String typed) throws InterruptedException {
    StartVerb.checkSize(nodes, !tcp);
    if (seeds() < 1 || seeds() > MOST_SEEDS) {
      throw new UserError("the number of seeds is from 1 to " + MOST_SEEDS + ", got " + seeds());
    }
    faults.forEach(MatrixVerb::scenario);
    List<Experiment> simulated = experiments(Optional.of(Matrix.NETWORK));
    Console console = console();
    List<Sample> samples;
    String note = "";
    try {
      samples =
          new Simulations(new ProgressBar(console()), TrialsOptions.threads(threads))
              .run(simulated, tcp ? USUAL_SEEDS : seeds());
    } catch (StoppedTrials stopped) {
      samples = stopped.soFar();
      note = "stopped: the cells are about the runs that were done by then";
      if (tcp || samples.stream().anyMatch(sample -> sample.all().isEmpty())) {
        throw stopped;
      }
    }
    MatrixReport inVirtualTime = report(simulated, samples);
    return tcp ? overTcp(inVirtualTime) : answer(inVirtualTime, samples, note);
  }

  private Answer overTcp(MatrixReport inVirtualTime) throws InterruptedException {
    List<Experiment> real = experiments(Optional.empty());
    List<Sample> samples =
        new Trials(new ProgressBar(console())).run(real, seeds(), session().warmUp());
    MatrixReport overTcp = report(real, samples);
    List<String> different = overTcp.differences(inVirtualTime, "over TCP", "in virtual time");
    int same = real.size() - different.size();
    String agreement =
        String.format(
            Locale.ROOT, "%d of %d cells say the same in virtual time", same, real.size());
    return answer(
        overTcp,
        samples,
        agreement
            + (different.isEmpty() ? "" : ", and these do not:\n  ")
            + String.join("\n  ", different));
  }

  private Answer answer(MatrixReport report, List<Sample> samples, String note) {
    Console console = console();
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "%d %s, %d %s of each, %s, seed %d",
            nodes,
            nodes == 1 ? "node" : "nodes",
            seeds(),
            seeds() == 1 ? "run" : "runs",
            tcp ? "over TCP" : "in virtual time",
            seed));
    parts.add(report.text(console.width(), console::bold));
    Notes notes = new Notes();
    for (Experiment experiment :
        experiments(tcp ? Optional.empty() : Optional.of(Matrix.NETWORK))) {
      if (experiment.scenario().name().equals(report.firstFault())) {
        notes.add(MatrixReport.variant(experiment), Cautions.of(experiment));
      }
    }
    parts.add(notes.text(console.lineWidth()));
    if (!tcp) {
      parts.add(report.replays(replays));
    }
    parts.add(note);
    parts.removeIf(String::isEmpty);
    ObjectNode json = Json.object().put("nodes", nodes).put("seeds", seeds()).put("seed", seed);
    json.put("runtime", tcp ? "tcp" : "sim");
    report.addTo(json);
    notes.addTo(json);
    List<Violation> violations =
        samples.stream().flatMap(sample -> sample.violations().stream()).toList();
    return Answer.of(json, String.join("\n\n", parts)).with(violations);
  }

  private static MatrixReport report(List<Experiment> experiments, List<Sample> samples) {
    List<Matrix.Cell> cells = new ArrayList<>();
    for (int i = 0; i < experiments.size(); i++) {
      cells.add(Matrix.judge(experiments.get(i), samples.get(i)));
    }
    return new MatrixReport(cells);
  }

  private List<Experiment> experiments(Optional<Network> network) {
    List<ElectionAlgorithm> chosen =
        algorithms.isEmpty()
            ? session().catalog().all()
            : algorithms.stream().map(name -> StartVerb.algorithm(session(), name)).toList();
    List<String> usual = tcp ? Matrix.FAULTS_OVER_TCP : Matrix.FAULTS;
    try {
      return Matrix.experiments(
          chosen,
          (faults.isEmpty() ? usual : faults).stream().map(MatrixVerb::scenario).toList(),
          nodes,
          session().settings().timing(),
          seed,
          network);
    } catch (IllegalArgumentException wrong) {
      throw new UserError(wrong.getMessage());
    }
  }

  /** A fault is any scenario: one that comes with the program, or a file. */
  private static Scenario scenario(String fault) {
    if (Scenarios.find(fault).isEmpty() && !new File(fault).exists()) {
      throw UserError.unknown("fault", fault, Matrix.FAULTS);
    }
    return ScenarioFiles.find(fault);
  }

  private int seeds() {
    return seeds != null ? seeds : tcp ? 1 : USUAL_SEEDS;
  }

  @Override
  public List<String> completions(List<String> words) {
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    if (last.equals("--fault")) {
      return Matrix.FAULTS;
    } else if (List.of("--nodes", "--seeds", "--seed", "--threads").contains(last)) {
      return List.of();
    }
    List<String> next = new ArrayList<>(session().catalog().names());
    next.removeAll(words);
    next.addAll(List.of("--nodes", "--seeds", "--seed", "--fault", "--tcp", "--replays"));
    return next;
  }
}
