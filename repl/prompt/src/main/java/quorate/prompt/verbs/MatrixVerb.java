package quorate.prompt.verbs;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.Experiment;
import quorate.experiments.Matrix;
import quorate.experiments.Sample;
import quorate.experiments.Scenario;
import quorate.experiments.Scenarios;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.lab.invariant.Violation;
import quorate.lab.simulator.Network;
import quorate.nodes.cluster.ProcessCluster;
import quorate.report.MatrixView;
import quorate.report.View;
import quorate.session.Answer;
import quorate.session.Progress;
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
            + " [--processes] [--replays] [--threads N]")
public final class MatrixVerb extends Verb {

  private static final int MOST_SEEDS = 10_000;
  private static final int USUAL_SEEDS = 20;

  @Parameters(arity = "0..*", paramLabel = "ALGORITHM", description = "which ones; otherwise all")
  private List<String> algorithms = new ArrayList<>();

  @Option(names = "--nodes", defaultValue = "5", description = "how many nodes a cluster has")
  private int nodes;

  @Option(
      names = "--seeds",
      description = "how many runs of each; 20, or 1 with --tcp or --processes")
  private Integer seeds;

  @Option(names = "--seed", defaultValue = "1", description = "the source of all random choices")
  private long seed;

  @Option(names = "--fault", paramLabel = "FAULT", description = "these faults only")
  private List<String> faults = new ArrayList<>();

  @Option(names = "--tcp", description = "over TCP, beside virtual time")
  private boolean tcp;

  @Option(
      names = "--processes",
      description = "with a process for each node, beside virtual time; takes minutes")
  private boolean processes;

  @Option(names = "--replays", description = "say for each cell how to see it again")
  private boolean replays;

  @Mixin private ThreadsOption threads;

  @Override
  public Answer run(String typed) throws InterruptedException {
    StartVerb.checkSize(nodes, world());
    if (seeds() < 1 || seeds() > MOST_SEEDS) {
      throw new UserError("the number of seeds is from 1 to " + MOST_SEEDS + ", got " + seeds());
    }
    faults.forEach(MatrixVerb::scenario);
    List<Experiment> simulated = experiments(Optional.of(Matrix.NETWORK));
    Progress progress = progress(this::soFar);
    List<Sample> samples;
    boolean stopped = false;
    try {
      samples =
          new Simulations(progress, threads.number())
              .run(simulated, inRealTime() ? USUAL_SEEDS : seeds());
    } catch (StoppedTrials interrupted) {
      samples = interrupted.soFar();
      stopped = true;
      if (inRealTime() || samples.stream().anyMatch(sample -> sample.all().isEmpty())) {
        throw interrupted;
      }
    }
    List<Matrix.Cell> cells = samples.stream().map(Matrix::judge).toList();
    if (!inRealTime()) {
      return answer(cells, Optional.empty(), samples, stopped);
    }
    List<Experiment> real = experiments(Optional.empty());
    List<Sample> measured;
    try {
      measured = measure(real, progress);
    } catch (StoppedTrials interrupted) {
      measured = wholeFaults(interrupted.soFar());
      stopped = true;
      if (measured.isEmpty()) {
        throw interrupted;
      }
    }
    return answer(
        measured.stream().map(Matrix::judge).toList(), Optional.of(cells), measured, stopped);
  }

  /** The trials of processes one by one: each needs the machine for itself. */
  private List<Sample> measure(List<Experiment> real, Progress progress)
      throws InterruptedException {
    return processes
        ? new Trials(progress, ProcessCluster::create).oneByOne().runAll(real, seeds())
        : new Trials(progress).run(real, seeds(), session().warmUp());
  }

  /** Those of the faults that all variants have met. */
  private static List<Sample> wholeFaults(List<Sample> samples) {
    Set<Scenario> begun =
        samples.stream()
            .filter(it -> it.all().isEmpty())
            .map(it -> it.experiment().scenario())
            .collect(Collectors.toSet());
    return samples.stream().filter(it -> !begun.contains(it.experiment().scenario())).toList();
  }

  private boolean inRealTime() {
    return world() != World.SIM;
  }

  /** A UserError if two were typed. */
  private World world() {
    if (tcp && processes) {
      throw new UserError("--tcp and --processes exclude each other");
    }
    return processes ? World.PROCESSES : tcp ? World.TCP : World.SIM;
  }

  private Answer answer(
      List<Matrix.Cell> cells,
      Optional<List<Matrix.Cell>> inVirtualTime,
      List<Sample> samples,
      boolean stopped) {
    return Answer.of(view(cells, inVirtualTime, samples, stopped));
  }

  private MatrixView view(
      List<Matrix.Cell> cells,
      Optional<List<Matrix.Cell>> inVirtualTime,
      List<Sample> samples,
      boolean stopped) {
    List<Violation> violations =
        samples.stream().flatMap(sample -> sample.violations().stream()).toList();
    return new MatrixView(
        nodes, seeds(), seed, world(), cells, inVirtualTime, violations, stopped, replays);
  }

  /** The matrix of those runs that are done by now; empty until there is one for each cell. */
  private Optional<View> soFar(List<Sample> done) {
    return inRealTime() || done.stream().anyMatch(sample -> sample.all().isEmpty())
        ? Optional.empty()
        : Optional.of(
            view(done.stream().map(Matrix::judge).toList(), Optional.empty(), done, true));
  }

  private List<Experiment> experiments(Optional<Network> network) {
    List<ElectionAlgorithm> chosen =
        algorithms.isEmpty()
            ? session().catalog().all()
            : algorithms.stream().map(name -> session().algorithm(name)).toList();
    List<String> usual = inRealTime() ? Matrix.FAULTS_OVER_TCP : Matrix.FAULTS;
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
    return seeds != null ? seeds : inRealTime() ? 1 : USUAL_SEEDS;
  }
}
