package quorate.prompt.verbs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import quorate.experiments.Scenario;
import quorate.lab.UserError;
import quorate.lab.cluster.World;
import quorate.session.ScenarioFiles;
import quorate.session.Settings;

/** The options of a command that runs trials, as they were typed. */
final class TrialsOptions {

  /** How many simulated trials there may be of an experiment. */
  static final int MOST_SIMULATED = 100_000;

  private static final int MOST_OVER_TCP = 10_000;
  private static final int USUAL_OVER_TCP = 20;
  private static final int USUAL_SIMULATED = 1_000;
  private static final int MOST_OF_PROCESSES = 1_000;
  private static final int USUAL_OF_PROCESSES = 5;

  @Option(names = "--nodes", defaultValue = "5", description = "how many nodes a cluster has")
  String nodes;

  @Option(
      names = "--scenario",
      paramLabel = "SCENARIO",
      defaultValue = "crash-leader",
      description = "what is done")
  private String scenario;

  @Option(
      names = "--trials",
      description = "how many times; 20, 1000 with --sim, 5 with --processes or a real system")
  private Integer trials;

  @Option(names = "--seed", defaultValue = "1", description = "the source of all random choices")
  long seed;

  @Mixin private RuntimeOptions runtime;

  /** Found out by {@link #check}. */
  World world;

  boolean sim;

  @Mixin private ThreadsOption threads;

  @Mixin final ReportOptions report = new ReportOptions();

  @Mixin final ShardOptions shard = new ShardOptions();

  /** What is done, if that was not typed but read. */
  private Optional<Scenario> given = Optional.empty();

  /**
   * Checks those that have bounds.
   *
   * @param settings what decides where nothing was typed
   * @param real a real system that is among those that are compared
   * @throws UserError if one is out of them
   */
  void check(Settings settings, Optional<String> real) {
    world = real.isPresent() ? runtime.real(real.get()) : runtime.world(settings);
    sim = world == World.SIM;
    int most = most();
    if (trials() < 1 || trials() > most) {
      String where =
          switch (world) {
            case SIM -> "";
            case TCP -> " over TCP";
            case PROCESSES -> " with processes";
            case REAL -> " with a real system";
          };
      throw new UserError(
          "the number of trials is from 1 to " + most + where + ", got " + trials());
    }
    if (threads.isTyped() && !sim) {
      throw new UserError("--threads is for --sim; over TCP clusters run side by side anyway");
    }
    threads.number();
    if (shard.isTyped() && !sim) {
      throw new UserError(
          "--shard is for --sim: over TCP, times of several machines do not make one report");
    }
  }

  Scenario scenario() {
    return given.orElseGet(() -> ScenarioFiles.find(scenario));
  }

  /** Does in each trial what was read, whatever the file that was typed says now. */
  void does(Scenario scenario) {
    given = Optional.of(scenario);
  }

  int trials() {
    if (trials != null) {
      return trials;
    }
    return switch (world) {
      case SIM -> USUAL_SIMULATED;
      case TCP -> USUAL_OVER_TCP;
      case PROCESSES, REAL -> USUAL_OF_PROCESSES;
    };
  }

  private int most() {
    return switch (world) {
      case SIM -> MOST_SIMULATED;
      case TCP -> MOST_OVER_TCP;
      case PROCESSES, REAL -> MOST_OF_PROCESSES;
    };
  }

  int threads() {
    return threads.number();
  }

  /** Those that decide what a report says, all of them, as they are typed. */
  List<String> words() {
    List<String> words =
        new ArrayList<>(
            world == World.TCP || world == World.REAL ? List.of() : List.of("--" + world.word()));
    words.addAll(List.of("--nodes", nodes, "--scenario", scenario));
    words.addAll(List.of("--trials", Integer.toString(trials()), "--seed", Long.toString(seed)));
    return words;
  }
}
