package quorate.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import quorate.experiments.ObservedCluster;
import quorate.experiments.language.Quantities;
import quorate.experiments.language.Statements;
import quorate.experiments.typed.Spelling;
import quorate.lab.UserError;
import quorate.lab.cluster.ClusterSpec;
import quorate.lab.simulator.Input;
import quorate.lab.simulator.Input.Advanced;
import quorate.lab.simulator.Input.Injected;
import quorate.lab.simulator.Input.Lost;
import quorate.lab.simulator.Input.Started;
import quorate.lab.simulator.Pending;
import quorate.lab.simulator.Recording;
import quorate.lab.simulator.Recording.Entry;
import quorate.lab.simulator.Recording.Position;
import quorate.lab.simulator.Replayer;
import quorate.lab.simulator.SimulatedCluster;
import quorate.session.Branches.Branch;

/**
 * A branch as the commands that lead to the same moment again. While they are written, the branch
 * is run once more, to see which words name each moment exactly.
 */
final class BranchScript {

  private static final Duration LONGEST = Duration.ofDays(1);

  private final Recording way;
  private final ObservedCluster observed;
  private final Replayer replayer;
  private final Pace pace;
  private final List<String> commands = new ArrayList<>();

  /** Where the commands so far lead to; the start leads to wherever it ends. */
  private Position reached = new Position(-1, 0, -1);

  /** The number of the newest event before the last move. */
  private long before;

  private BranchScript(Recording way, Pace pace) {
    this.way = way;
    SimulatedCluster cluster = new SimulatedCluster(way.spec(), way.network());
    this.observed = new ObservedCluster(cluster);
    this.replayer = new Replayer(way, cluster);
    this.pace = pace;
  }

  /**
   * The commands: first the start, then what was done and when, then a check of the fingerprint at
   * the end, and last the way back to where one stands.
   *
   * @throws UserError if the run was begun by something other than {@code start}, or by nothing, or
   *     is longer than a day
   * @throws InterruptedException if the thread is interrupted
   */
  static List<String> of(Branch branch, Progress progress) throws InterruptedException {
    Recording way = branch.way();
    Pace pace = new Pace(progress);
    BranchScript script = new BranchScript(way, pace);
    BranchScript again = new BranchScript(way, pace);
    try {
      script.write();
      if (!branch.at().equals(way.end())) {
        again.runTo(branch.at());
        script.command("goto " + again.place(again.replayer.nextNanos()));
      }
      return List.copyOf(script.commands);
    } finally {
      script.observed.close();
      again.observed.close();
      progress.over();
    }
  }

  private void write() throws InterruptedException {
    check();
    commands.add(start());
    boolean started = isStart(way.entries().get(0));
    if (started) {
      replayer.move();
    } else {
      command("goto move 0");
      reached = cluster().position();
    }
    for (Entry entry : way.entries().subList(started ? 1 : 0, way.entries().size())) {
      runTo(entry.at());
      if (!isAt(reached)) {
        command("goto " + place(cluster().nextNanos()));
      }
      command(typed(entry.input()));
      move();
      reached = cluster().position();
    }
    runTo(way.end());
    command(
        "goto "
            + place(cluster().nextNanos())
            + " --fingerprint "
            + cluster().fingerprint().orElseThrow());
  }

  private SimulatedCluster cluster() {
    return observed.simulated().orElseThrow();
  }

  private void check() {
    if (way.entries().isEmpty() || way.entries().get(0).at().nanos() > 0) {
      throw new UserError(way.spec().name() + " is before its start; type: step");
    } else if (way.end().nanos() > LONGEST.toNanos()) {
      throw new UserError("a run that is longer than a day cannot be saved as commands");
    }
  }

  private boolean isStart(Entry first) {
    return first.input().equals(new Started(new TreeSet<>(way.spec().hosts())));
  }

  private UserError notStarted() {
    return new UserError(
        way.spec().name() + " was begun by replay, whose id repeats it; save what start began");
  }

  private String start() {
    ClusterSpec spec = way.spec();
    List<String> words =
        new ArrayList<>(
            List.of("start", spec.algorithm().name(), Integer.toString(spec.size()), "--sim"));
    words.addAll(List.of("--name", spec.name(), "--seed", Long.toString(spec.seed())));
    Spelling.all(spec.timing()).forEach((key, value) -> words.add(key + "=" + value));
    Spelling.all(way.network()).forEach((key, value) -> words.add(key + "=" + value));
    Spelling.of(way.network()).entrySet().stream()
        .filter(it -> it.getKey().endsWith("]")) // of single links
        .forEach(it -> words.add(it.getKey() + "=" + it.getValue()));
    spec.options().forEach((key, value) -> words.add(key + "=" + value));
    return Statements.line(words);
  }

  private void command(String text) {
    commands.add("on " + way.spec().name() + " " + text);
  }

  /** Goes on until a moment of the way. */
  private void runTo(Position position) throws InterruptedException {
    while (cluster().position().steps() < position.steps()
        || cluster().position().inputs() < position.inputs()) {
      move();
    }
    cluster().pass(position.nanos());
  }

  private void move() throws InterruptedException {
    if (pace.isTime()) {
      pace.look(cluster().position().steps(), way.end().steps() + 1, "moves");
    }
    before = cluster().trace().last();
    replayer.move();
  }

  private boolean isAt(Position position) {
    return cluster().position().steps() == position.steps()
        && cluster().position().nanos() == position.nanos();
  }

  /** The words behind goto for the present moment, from which nothing else comes until then. */
  private String place(OptionalLong nextNanos) {
    Position here = cluster().position();
    if (nextNanos.isEmpty() || nextNanos.getAsLong() > here.nanos()) {
      return Quantities.typed(Duration.ofNanos(here.nanos()));
    } else if (cluster().trace().last() > before) {
      return "event " + cluster().trace().last();
    }
    return "move " + here.moves();
  }

  private String typed(Input input) {
    if (input instanceof Injected it) {
      return it.fault().toString();
    } else if (input instanceof Advanced it) {
      WhatComes what = WhatComes.in(observed);
      Pending chosen = what.named(it.pending());
      boolean possible = what.whyNotFirst(chosen).isEmpty();
      return "deliver " + what.placeOf(chosen) + (possible ? "" : " --anyway");
    } else if (input instanceof Lost it) {
      WhatComes what = WhatComes.in(observed);
      return "drop " + what.placeOf(what.named(it.pending()));
    }
    throw notStarted();
  }
}
