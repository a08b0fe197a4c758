package quorate.prompt.verbs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import quorate.experiments.Cautions;
import quorate.experiments.Shard;
import quorate.experiments.chaos.Chaos;
import quorate.experiments.chaos.Failure;
import quorate.experiments.language.Quantities;
import quorate.experiments.language.Statements;
import quorate.experiments.typed.Assignments;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.cluster.Delay;
import quorate.lab.simulator.Network;
import quorate.report.ChaosView;
import quorate.report.shard.RunLine;
import quorate.report.shard.ShardHead;
import quorate.report.shard.ShardView;
import quorate.session.Answer;
import quorate.session.ChaosRuns;
import quorate.session.Settings;
import quorate.session.Shards;
import quorate.spi.ElectionAlgorithm;
import quorate.spi.Timing;

/** Puts simulated clusters through random faults, and shrinks what fails. */
@Command(
    name = "chaos",
    description = "many runs through random faults; a failure is shrunk to a few lines",
    customSynopsis =
        "chaos ALGORITHM [--runs N] [--seed N] [--nodes N] [--safety] [--clocks SHARE]"
            + " [--threads N] [--shard K/N --jsonl FILE] [key=value ...]")
public final class ChaosVerb extends Verb implements Sharded {

  private static final int MOST_RUNS = 1_000_000;
  private static final int MOST_NODES = 101;
  private static final int TYPICAL_NODES = 3;

  /** Stands in for what each run draws: with it, nothing is to be said that was not typed. */
  private static final Timing SOONEST =
      new Timing(Duration.ofNanos(10_000), Timing.DEFAULT.election(), Timing.DEFAULT.answer());

  @Parameters(index = "0", paramLabel = "ALGORITHM", description = "raft, for instance")
  private String algorithm;

  @Parameters(
      index = "1..*",
      paramLabel = "SIMULATED=",
      description = "settings that are fixed, not drawn")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--runs", defaultValue = "500", description = "how many")
  private int runs;

  @Option(names = "--seed", defaultValue = "1", description = "the source of all random choices")
  private long seed;

  @Option(names = "--nodes", description = "how many each cluster has; otherwise 1 to 7")
  private Integer nodes;

  @Option(names = "--safety", description = "check promises only, and not that it recovers")
  private boolean safety;

  @Option(
      names = "--clocks",
      paramLabel = "SHARE",
      description = "clocks drift too, by at most this share")
  private String clocks;

  @Mixin private ThreadsOption threads;

  @Mixin private ShardOptions shard;

  /** Whether all was read from shards, and nothing typed here. */
  private boolean merging;

  @Override
  public Answer run(String typed) throws InterruptedException {
    Chaos chaos = chaos();
    int atOnce = threads.number();
    if (shard.isTyped()) {
      return part(chaos);
    }
    ChaosView.Found found = new ChaosRuns(progress(), atOnce).run(chaos, runs);
    console().note(found.pace(atOnce));
    return answer(chaos, found);
  }

  private Answer part(Chaos chaos) throws InterruptedException {
    Shard part = shard.part(runs);
    try (ShardOutput output = new ShardOutput(shard, console())) {
      List<RunLine> lines = new ChaosRuns(progress(), threads.number()).part(chaos, runs, part);
      List<String> failed =
          lines.stream()
              .filter(RunLine::failed)
              .map(it -> "run " + it.run() + " failed: " + it.failure())
              .toList();
      String version = ShellVerbs.version().version();
      ShardHead head = ShardHead.ofRuns(version, again(), part, runs);
      ShardView view = new ShardView(head, shard.where(), lines.size(), "run", failed, List.of());
      Answer answer = output.write(head, lines, view);
      return failed.isEmpty() ? answer : answer.failing();
    }
  }

  @Override
  public Answer merged(Shards shards, ReportOptions options) throws InterruptedException {
    merging = true;
    if (options.anyTyped()) {
      throw new UserError("--samples, --csv and --html are for shards of compare and sweep");
    }
    Chaos chaos = chaos();
    ChaosRuns here = new ChaosRuns(progress(), threads.number());
    return answer(chaos, here.merged(chaos, shards.runs()));
  }

  /** What {@code set} has changed; a line of a shard says all of that already. */
  private Settings settings() {
    return merging ? new Settings() : session().settings();
  }

  private Answer answer(Chaos chaos, ChaosView.Found found) {
    ChaosView view =
        new ChaosView(
            chaos, found, cautions(chaos), again(), session().settings().changed().keySet());
    if (view.failure().isEmpty()) {
      return found.stopped() ? Answer.of(view).inPart() : Answer.of(view);
    }
    Failure failure = view.failure().get();
    if (failure.violation().isEmpty() && !failure.chains().isEmpty()) {
      console().noteChains("failure: ", failure.description(), failure.chains());
    }
    return Answer.of(view).failing();
  }

  private Chaos chaos() {
    if (runs < 1 || runs > MOST_RUNS) {
      throw new UserError("the number of runs is from 1 to " + MOST_RUNS + ", got " + runs);
    } else if (nodes != null && (nodes < 1 || nodes > MOST_NODES)) {
      throw new UserError("the number of nodes is from 1 to " + MOST_NODES + ", got " + nodes);
    }
    ElectionAlgorithm found = session().algorithm(algorithm);
    for (String word : assignments) {
      if (word.equals(Assignments.SHUFFLED)) {
        throw new UserError(word + " is not for chaos; type key=value, and a value for each node");
      } else if (nodes == null && word.replaceAll("=.*", "").contains("[")) {
        throw new UserError(word + " names a link; add --nodes, so that it is there");
      }
    }
    List<String> words = new ArrayList<>(settings().changedBut(assignments, true));
    words.addAll(assignments);
    Assignments typed = Assignments.of(words);
    typed.refuseSetup();
    try {
      return new Chaos(
          found,
          typed.options(found, List.of(found)),
          nodes == null ? OptionalInt.empty() : OptionalInt.of(nodes),
          typed,
          !safety,
          seed,
          clocks == null ? 0 : Quantities.share(clocks));
    } catch (IllegalArgumentException wrong) {
      throw new UserError(
          wrong.getMessage() + (nodes == null ? "; with --nodes all clusters have one size" : ""));
    }
  }

  /** What is to be said of all runs: only of what is not drawn again in each. */
  private List<String> cautions(Chaos chaos) {
    Set<String> typed = chaos.overrides().keys();
    if (!typed.contains("election")) {
      return List.of();
    }
    boolean all = typed.containsAll(List.of("heartbeat", "answer", "latency"));
    Network atOnce = Network.DEFAULT.withLatency(Delay.none());
    int size = nodes == null ? TYPICAL_NODES : nodes;
    Network network = all ? chaos.overrides().network(atOnce, size) : atOnce;
    Timing timing = chaos.overrides().timing(SOONEST);
    ElectionAlgorithm found = chaos.algorithm();
    return Cautions.of(
        new ClusterSpec(algorithm, found, size, timing, chaos.options(), seed),
        Optional.of(network));
  }

  private String again() {
    List<String> words = new ArrayList<>(List.of("chaos", algorithm));
    words.addAll(List.of("--runs", "" + runs, "--seed", "" + seed));
    if (nodes != null) {
      words.addAll(List.of("--nodes", "" + nodes));
    }
    if (safety) {
      words.add("--safety");
    }
    if (clocks != null) {
      words.addAll(List.of("--clocks", clocks));
    }
    words.addAll(assignments);
    words.addAll(settings().changedBut(assignments, true));
    return Statements.line(words);
  }
}
